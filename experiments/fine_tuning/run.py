"""Answer a new question with few labels: the translator's encoder against an untrained one.

    python3 run.py train fine_tuning

Every arm of a seed sees the same labelled sentences. Each finished measurement is kept below
``build/train/``, so an interrupted command goes on with the next one. Writes ``results.json``.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.fine_tuning.learners import (
    BATCH,
    READ_OUT_STEPS,
    STEPS,
    accuracy,
    from_scratch,
    pre_trained,
    train_read_out,
    train_whole,
)
from experiments.fine_tuning.tasks import TASKS, Task, arrays, labelled
from experiments.provenance import state_folder
from experiments.results import kept, versions, write_results
from experiments.translator.stored import committed

COMMAND = "python3 run.py train fine_tuning"
RESULTS = Path(__file__).with_name("results.json")
STATE = state_folder("fine_tuning", [committed("translator")])
SEEDS = (0, 1, 2)
SIZES = {"antecedent": (8, 16, 32, 64, 128, 256, 512), "odd": (8, 32, 128, 512)}
RATE = 1e-3
ARMS = (
    "fine-tuned",
    "from scratch",
    "from scratch, rate 3e-3",
    "read-out of the trained encoder",
    "read-out of a random encoder",
    "fine-tuned, labels shuffled",
)


def measure(task: Task, arm: str, n: int, seed: int) -> dict[str, Any]:
    """Train one arm on ``n`` labelled sentences and ask it about sentences it never saw."""
    started = time.process_time()
    ids, labels = arrays(task, labelled(task, n, seed))
    if "shuffled" in arm:
        labels = np.random.default_rng(seed).permutation(labels)
    is_trained = arm.startswith("fine-tuned") or arm.endswith("trained encoder")
    encoder = pre_trained() if is_trained else from_scratch(seed)
    if arm.startswith("read-out"):
        read_out = train_read_out(encoder, ids, labels, seed)
    else:
        rate = 3e-3 if arm.endswith("rate 3e-3") else RATE
        read_out = train_whole(encoder, ids, labels, rate, seed)
    test = arrays(task, task.test())
    return {
        "task": task.name,
        "arm": arm,
        "n": n,
        "seed": seed,
        "accuracy": round(accuracy(encoder, read_out, *test), 4),
        "on_the_labelled": round(accuracy(encoder, read_out, ids, labels), 4),
        "cpu_seconds": round(time.process_time() - started, 2),
    }


def main() -> None:
    """Measure what is missing, write all results."""
    torch.set_num_threads(1)
    runs = []
    for name, task in TASKS.items():
        for n in SIZES[name]:
            for seed in SEEDS:
                for arm in ARMS:
                    path = STATE / f"{name}-{n}-{seed}-{arm.replace(' ', '_')}.json"
                    runs.append(kept(path, partial(measure, task, arm, n, seed)))
                    print(runs[-1], flush=True)
    tests = {name: arrays(task, task.test())[1] for name, task in TASKS.items()}
    results = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "steps": STEPS,
        "batch": BATCH,
        "read_out_steps": READ_OUT_STEPS,
        "rate": RATE,
        "test_sentences": {name: len(labels) for name, labels in tests.items()},
        "test_yes": {name: int(labels.sum()) for name, labels in tests.items()},
        "encoder_parameters": sum(value.numel() for value in pre_trained().values()),
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(run["cpu_seconds"] for run in runs), 1),
        "runs": runs,
    }
    write_results(RESULTS, results, measured=[committed("translator")])


if __name__ == "__main__":
    main()
