"""Answer a new question with few labels: the translator's encoder, look-ups, an untrained encoder.

    python3 run.py train fine_tuning

Every arm of a seed sees the same labelled sentences. Each finished measurement is kept below
``build/train/``, so an interrupted command goes on with the next one. Writes ``results.json``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.fine_tuning.arms import (
    ARMS,
    CROSSED,
    HIGHER,
    OF_LENGTH,
    RATE,
    WHOLE,
    WITHOUT,
    Given,
)
from experiments.fine_tuning.learners import (
    BATCH,
    READ_OUT_STEPS,
    STEPS,
    VARIANT,
    accuracy,
    encoder_of,
)
from experiments.fine_tuning.look_ups import best_place, best_single_word
from experiments.fine_tuning.readings import new_squares
from experiments.fine_tuning.tasks import TASKS, Task, arrays
from experiments.provenance import state_folder
from experiments.results import kept, versions, write_results
from experiments.translator.stored import all_runs, run_paths
from explainer.model import Model

COMMAND = "python3 run.py train fine_tuning"
RESULTS = Path(__file__).with_name("results.json")
SEEDS = (0, 1, 2)  # of labelled sentences and of what is trained on them
SIZES = (8, 16, 32, 64, 128, 256, 512)  # labelled sentences
FEW_SIZES = SIZES[::2]  # where an arm trains a whole model, and for the second question
ARMS_OF = {"antecedent": tuple(ARMS), "odd": OF_LENGTH}


def measure(
    task: Task, arm: str, n: int, seed: int, encoder_seed: int, model: Model
) -> dict[str, Any]:
    """Train one arm on ``n`` labelled sentences and ask it about sentences it never saw."""
    started = time.process_time()
    ids, labels = arrays(task, task.labelled(n, seed))
    answer = ARMS[arm](Given(ids, labels, model, seed))
    return {
        "task": task.name,
        "arm": arm,
        "n": n,
        "seed": seed,
        "encoder_seed": encoder_seed,
        "accuracy": {
            name: round(accuracy(answer, *arrays(task, pairs)), 4)
            for name, pairs in task.tests(seed).items()
        },
        "on_the_labelled": round(accuracy(answer, ids, labels), 4),
        "cpu_seconds": round(time.process_time() - started, 2),
    }


def planned(encoders: tuple[int, ...]) -> Iterator[tuple[Task, str, int, int, int]]:
    """Every measurement: task, arm, labelled sentences, seed, seed of the translator."""
    for name, task in TASKS.items():
        for n in SIZES:
            for seed in SEEDS:
                for arm in ARMS_OF[name]:
                    if n not in FEW_SIZES and (arm in WHOLE or name == "odd"):
                        continue
                    paired = encoders[seed % len(encoders)]
                    for encoder_seed in encoders if arm in CROSSED else (paired,):
                        yield task, arm, n, seed, encoder_seed


def ceilings(seed: int) -> list[dict[str, Any]]:
    """What the best look-ups of one word reach on the test sentences, chosen with these in view."""
    task = TASKS["antecedent"]
    found = []
    for name, pairs in task.tests(seed).items():
        sentences = arrays(task, pairs)
        word, by_word = best_single_word(*sentences)
        place, by_place = best_place(*sentences)
        found.append(
            {
                "test": name,
                "seed": seed,
                "word": word,
                "single_word": round(by_word, 4),
                "place": place,
                "word_at_one_place": round(by_place, 4),
            }
        )
    return found


def main() -> None:
    """Measure what is missing, write all results."""
    torch.set_num_threads(1)
    models = {seed: model for (variant, seed), model in all_runs().items() if variant == VARIANT}
    weights = [path for (variant, _), path in run_paths().items() if variant == VARIANT]
    of_weights, of_none = state_folder("fine_tuning", weights), state_folder("fine_tuning")
    runs = []
    for task, arm, n, seed, encoder in planned(tuple(models)):
        state = of_none if arm in WITHOUT else of_weights
        path = state / f"{task.name}-{n}-{seed}-{encoder}-{arm.replace(' ', '_')}.json"
        make = partial(measure, task, arm, n, seed, encoder, models[encoder])
        runs.append(kept(path, make))
        print(runs[-1], flush=True)
    results = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "encoder_seeds": list(models),
        "steps": STEPS,
        "batch": BATCH,
        "read_out_steps": READ_OUT_STEPS,
        "rates": [RATE, HIGHER],
        "new_squares": {
            str(seed): [[*square.verbs, *square.adjectives] for square in new_squares(seed)]
            for seed in SEEDS
        },
        "test_sentences": {
            name: {test: len(pairs) for test, pairs in task.tests(0).items()}
            for name, task in TASKS.items()
        },
        "ceilings": [row for seed in SEEDS for row in ceilings(seed)],
        "encoder_parameters": sum(value.numel() for value in encoder_of(models[0]).values()),
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(run["cpu_seconds"] for run in runs), 1),
        "runs": runs,
    }
    write_results(RESULTS, results, measured=weights)


if __name__ == "__main__":
    main()
