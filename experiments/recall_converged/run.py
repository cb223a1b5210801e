"""Train attention and LSTM on recall until they stop improving, then measure them.

    python3 run.py train recall_converged

Rate and width are chosen on validation lists with a seed that is not reported. Every finished run
is kept below ``build/train/recall_converged/``; ``--restart`` forgets them.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.recall.fitting import BATCH
from experiments.recall.learners import learner
from experiments.recall.tasks import LONGEST, SHORTEST, VALUES
from experiments.recall_converged import fitting
from experiments.results import kept, versions, write_results

HERE = Path(__file__).parent
STATE = state_folder("recall_converged")
COMMAND = "python3 run.py train recall_converged"
SEEDS = (0, 1, 2)
TRIAL_SEED, TRIAL_STEPS = 100, 1_500
RATES = (0.0025, 0.005, 0.01, 0.02, 0.04)
WIDTHS = (1, 2, 4)  # times the width at which an LSTM has as many parameters as attention
MODELS = (("none", 1), *(("lstm", wider) for wider in WIDTHS))  # "none": attention, no positions


def trial(model: str, wider: int, rate: float) -> dict[str, Any]:
    """A short training that is not reported: its validation loss chooses rate and width."""
    learned = learner("recall", model, TRIAL_SEED, wider)
    settings = {"model": model, "wider": wider, "width": learned.width, "rate": rate}
    started = time.process_time()
    found = fitting.train(learned, rate, TRIAL_SEED, (TRIAL_STEPS,))
    return {
        **settings,
        "validation_loss": found["validation_loss"],
        "cpu_seconds": round(time.process_time() - started, 1),
    }


def best_rate(trials: list[dict[str, Any]], model: str, wider: int) -> float:
    """The rate with the lowest validation loss."""
    own = [one for one in trials if (one["model"], one["wider"]) == (model, wider)]
    return float(min(own, key=lambda one: one["validation_loss"])["rate"])


def best_width(trials: list[dict[str, Any]]) -> int:
    """How many times as wide the LSTM with the lowest validation loss is."""
    own = [one for one in trials if one["model"] == "lstm"]
    return int(min(own, key=lambda one: one["validation_loss"])["wider"])


def full(model: str, wider: int, rate: float, seed: int) -> dict[str, Any]:
    """One reported training: until it stops improving; what it took and what it answers."""
    learned = learner("recall", model, seed, wider)
    started = time.process_time()
    found = fitting.train(learned, rate, seed)
    seconds = round(time.process_time() - started, 1)
    return {
        "model": model,
        "wider": wider,
        "seed": seed,
        "rate": rate,
        "width": learned.width,
        "parameters": learned.n_parameters,
        "train_cpu_seconds": seconds,
        "lists_read": found["steps"] * BATCH,
        **found,
        **fitting.measure(learned, seed),
    }


def carry_out(name: str, make: Any) -> dict[str, Any]:
    """Train one model, or read what it gave before."""
    result = kept(STATE / f"{name}.json", make)
    keys = ("validation_loss", "steps", "stopped_improving", "by_length", "train_cpu_seconds")
    print(name, {key: result[key] for key in keys if key in result}, flush=True)
    return result


def main(arguments: list[str] | None = None) -> None:
    """Do what is missing, then write the results."""
    parser = argparse.ArgumentParser(prog="run.py train recall_converged", description=__doc__)
    parser.add_argument("--restart", action="store_true", help="forget finished runs")
    if parser.parse_args(arguments).restart:
        for path in STATE.glob("*.json"):
            path.unlink()
    torch.set_num_threads(1)
    trials = [
        carry_out(
            f"trial-{model}-{wider}-{rate:g}", lambda m=model, w=wider, r=rate: trial(m, w, r)
        )
        for model, wider in MODELS
        for rate in RATES
    ]
    chosen = sorted({("none", 1), ("lstm", 1), ("lstm", best_width(trials))}, reverse=True)
    rates = {(model, wider): best_rate(trials, model, wider) for model, wider in chosen}
    runs = [
        carry_out(
            f"{model}-{wider}-{rate:g}-seed-{seed}",
            lambda m=model, w=wider, r=rate, s=seed: full(m, w, r, s),
        )
        for (model, wider), rate in rates.items()
        for seed in SEEDS
    ]
    write(trials, runs)


def write(trials: list[dict[str, Any]], runs: list[dict[str, Any]]) -> None:
    """The committed results."""
    content = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "trained_lengths": [SHORTEST, LONGEST],
        "batch": BATCH,
        "chance": 1 / VALUES,
        "rule": {
            "patience": fitting.PATIENCE,
            "least": fitting.LEAST,
            "falls_to": fitting.FALLS_TO,
            "latest": fitting.LATEST,
            "trial_steps": TRIAL_STEPS,
            "rates": RATES,
            "widths": WIDTHS,
        },
        "test_lists": fitting.TEST_LISTS,
        "distances_at": fitting.DISTANCES_AT,
        "versions": versions(np, torch),
        "cpu_seconds": round(
            sum(one["cpu_seconds"] for one in trials)
            + sum(one["train_cpu_seconds"] for one in runs),
            1,
        ),
        "trials": trials,
        "runs": runs,
    }
    write_results(HERE / "results.json", content)


if __name__ == "__main__":
    main()
