"""Measure the saved moments of one training run, from random numbers to the final translator.

    python3 run.py train training

The snapshots are those of the run whose moments and weights are committed.
Nothing is trained here. Writes ``results.json`` beside this file.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch

import explainer
from experiments.results import versions, write_results
from experiments.training.measure import measure
from experiments.translator.data import held_out_sample
from experiments.translator.grammar import KIND_WEIGHTS
from experiments.translator.recipe import COMMITTED_SEED, SNAPSHOTS, SNAPSHOTS_OF, STEPS
from experiments.translator.stored import committed, snapshot_path
from explainer.model import Model

COMMAND = "python3 run.py train training"
RESULTS = Path(__file__).with_name("results.json")
VARIANT = SNAPSHOTS_OF
N_SENTENCES = 500  # held out


def paths() -> dict[int, Path]:
    """Steps done -> the weights as they were then; the last is the final checkpoint."""
    snapshots = {step: snapshot_path(VARIANT, step) for step in SNAPSHOTS}
    return snapshots | {STEPS: committed(VARIANT)}


def moments() -> dict[int, Model]:
    """Steps done -> the model as it was then."""
    return {step: explainer.load(path) for step, path in paths().items()}


def rounded(item: Any) -> Any:
    """The same with five digits after the point."""
    if isinstance(item, dict):
        return {key: rounded(value) for key, value in item.items()}
    return round(item, 5) if isinstance(item, float) else item


def main() -> None:
    """Measure every moment and write the results."""
    started = time.process_time()
    pairs = held_out_sample(N_SENTENCES)
    found = []
    for step, model in moments().items():
        found.append({"step": step, **rounded(measure(model, pairs))})
        print(found[-1], flush=True)
    results = {
        "command": COMMAND,
        "variant": VARIANT,
        "seed": COMMITTED_SEED,
        "sentences": len(pairs),
        "words": sum(len(pair.french) + 1 for pair in pairs),  # and one <end> each
        "drawn_percent": KIND_WEIGHTS,
        "kinds": dict(sorted(Counter(pair.kind for pair in pairs).items())),
        "versions": versions(np, torch),
        "cpu_seconds": round(time.process_time() - started, 1),
        "moments": found,
    }
    write_results(RESULTS, results, measured=paths().values())


if __name__ == "__main__":
    main()
