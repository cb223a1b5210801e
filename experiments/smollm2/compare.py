"""Compare this forward pass with that of the package transformers, on the same parameters.

    pip install -r requirements-transformers.txt
    python -m experiments.smollm2.compare

Writes ``compared.json``. Not part of the experiment: its numbers do not depend on it.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np

from experiments.results import write_results
from experiments.smollm2 import model, reading, texts
from explainer.arrays import Array

PASSAGES = 4
KINDS = {
    "query": "self_attn.q_proj",
    "key": "self_attn.k_proj",
    "value": "self_attn.v_proj",
    "output": "self_attn.o_proj",
    "gate": "mlp.gate_proj",
    "up": "mlp.up_proj",
    "down": "mlp.down_proj",
    "attention_norm": "input_layernorm",
    "feed_norm": "post_attention_layernorm",
}


def halves(matrix: Array, d_head: int) -> Array:
    """The package turns features i and i + d/2 together, the file has them side by side."""
    d_model, width = matrix.shape
    pairs = matrix.reshape(d_model, width // d_head, d_head // 2, 2)
    return pairs.swapaxes(-1, -2).reshape(d_model, width)


def reference(published: reading.Published) -> Any:
    """The same parameters in the package's model."""
    torch, transformers = (importlib.import_module(name) for name in ("torch", "transformers"))
    sizes = published.sizes
    config = transformers.LlamaConfig(
        vocab_size=sizes.vocabulary,
        hidden_size=sizes.d_model,
        intermediate_size=sizes.d_feed_forward,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        num_key_value_heads=sizes.key_value_heads,
        rms_norm_eps=sizes.epsilon,
        rope_parameters={"rope_type": "default", "rope_theta": sizes.rotary_base},
        tie_word_embeddings=True,
        attn_implementation="eager",
    )
    torch.set_num_threads(1)
    result = transformers.LlamaForCausalLM(config).eval()
    state: dict[str, Any] = {}
    for name, array in published.parameters.items():
        if name == "embedding":
            state |= {
                key: torch.tensor(array) for key in ("model.embed_tokens.weight", "lm_head.weight")
            }
        elif name == "norm":
            state["model.norm.weight"] = torch.tensor(array)
        else:
            _, layer, kind = name.split(".")
            turned = halves(array, sizes.d_head) if kind in ("query", "key") else array
            state[f"model.layers.{layer}.{KINDS[kind]}.weight"] = torch.tensor(turned.T.copy())
    result.load_state_dict(state, strict=True)
    return result


def main() -> None:
    """Print and keep the largest differences on ordinary text."""
    torch, transformers = (importlib.import_module(name) for name in ("torch", "transformers"))
    published = reading.load()
    other = reference(published)
    ids = texts.passages(published)[:PASSAGES]
    ours = model.forward(published.parameters, published.sizes, ids)
    with torch.no_grad():
        found = other(torch.tensor(ids), output_attentions=True)
    weights = np.stack([layer.numpy() for layer in found.attentions])
    differences = {
        "transformers": transformers.__version__,
        "passages": PASSAGES,
        "weights": float(np.abs(weights - ours.weights).max()),
        "logits": float(np.abs(found.logits.numpy() - ours.logits).max()),
        "largest_logit": float(np.abs(ours.logits).max()),
    }
    write_results(Path(__file__).with_name("compared.json"), differences)
    print(differences)


if __name__ == "__main__":
    main()
