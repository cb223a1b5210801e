"""Train a small decoder to write captions of two digits; ask where it looks, and whether it must.

    python3 run.py train captions

Finished trainings are kept in ``build/train/captions/``: an interrupted run goes on where it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.captions import measure, writer
from experiments.captions.pictures import FORMS, WORDS, pictures_for_test
from experiments.provenance import state_folder
from experiments.results import rounded, versions, write_results
from experiments.trainings import kept_training
from experiments.vision import digits

HERE = Path(__file__).parent
STATE = state_folder("captions", [digits.FILE])
SEEDS = (0, 1, 2)


def trained(seed: int) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The parameters of one seed, and how their training went."""
    path = STATE / f"seed-{seed}.safetensors"
    return kept_training(path, lambda: writer.fit(digits.read()["training"], seed))


def main() -> None:
    """Train what is missing, measure all of it, write the results."""
    torch.set_num_threads(1)
    pictures = pictures_for_test(digits.read()["test"])
    runs, untrained = [], []
    for seed in SEEDS:
        parameters, card = trained(seed)
        found = {
            **measure.exact(parameters, pictures),
            **measure.exchange(parameters, pictures),
            **measure.on_own_half(parameters, pictures),
            **measure.closed(parameters, pictures),
        }
        print(f"captions, seed {seed}: {found}", flush=True)
        runs.append({"seed": seed, **card, **found})
        before = writer.new_parameters(seed)
        untrained.append({"seed": seed, **measure.on_own_half(before, pictures)})
    first, _ = trained(SEEDS[0])
    content = {
        "command": "python3 run.py train captions",
        "versions": versions(np, torch),
        "seeds": list(SEEDS),
        "steps": writer.STEPS,
        "batch": writer.BATCH,
        "rate": writer.RATE,
        "words": len(WORDS),
        "forms": [list(form) for form in FORMS],
        "parameters": sum(int(value.size) for value in first.values()),
        "test_pictures": len(pictures.images),
        "runs": runs,
        "untrained": untrained,
        "example": measure.example(first, pictures),
    }
    write_results(HERE / "results.json", rounded(content), measured=[digits.FILE])


if __name__ == "__main__":
    main()
