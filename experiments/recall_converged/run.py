"""Train attention and LSTM on recall until they stop improving, then measure them.

    python3 run.py train recall_converged

Rate, width and forget bias are chosen on validation lists with a seed that is not reported. Every
finished run is kept below ``build/train/recall_converged/``; ``--restart`` forgets them.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.recall.fitting import BATCH
from experiments.recall.learners import Learner, learner
from experiments.recall.tasks import LONGEST, SHORTEST, VALUES
from experiments.recall_converged import fitting
from experiments.results import versions, write_results
from experiments.runs import begin, carry_out, since

HERE = Path(__file__).parent
STATE = state_folder("recall_converged")
COMMAND = "python3 run.py train recall_converged"
SEEDS = (0, 1, 2)
TRIAL_SEED, TRIAL_STEPS = 100, 750
# Model ("none": attention without positions) and times the width at which an LSTM has as many
# parameters as attention -> rates that are tried.
RATES = {
    ("none", 1): (0.001, 0.0025, 0.005, 0.01),
    ("lstm", 1): (0.005, 0.01, 0.02, 0.04),
    ("lstm", 4): (0.005, 0.01, 0.02),
}
FORGET_BIASES = {"none": (0,), "lstm": (0, 2)}  # added at the start: above 0 an LSTM forgets less


@dataclass(frozen=True)
class Settings:
    """What the trials choose for each model, and for the LSTM its width."""

    model: str
    wider: int
    rate: float
    forget_bias: int

    @property
    def name(self) -> str:
        """In messages and file names."""
        return f"{self.model}-{self.wider}-rate-{self.rate:g}-bias-{self.forget_bias}"


def grid() -> list[Settings]:
    """All settings that are tried."""
    return [
        Settings(model, wider, rate, bias)
        for (model, wider), rates in RATES.items()
        for rate in rates
        for bias in FORGET_BIASES[model]
    ]


def fresh(settings: Settings, seed: int) -> Learner:
    """An untrained model; torch's LSTM holds the gates' biases as input, forget, cell, output."""
    learned = learner("recall", settings.model, seed, settings.wider)
    if settings.model == "lstm":
        with torch.no_grad():
            biases = learned.parameters["bias_ih_l0"]
            biases[learned.width : 2 * learned.width] += settings.forget_bias
    return learned


def trial(settings: Settings) -> dict[str, Any]:
    """A short training that is not reported: its validation loss chooses the settings."""
    learned = fresh(settings, TRIAL_SEED)
    started = time.process_time()
    found = fitting.train(learned, settings.rate, TRIAL_SEED, (TRIAL_STEPS,))
    return {
        **asdict(settings),
        "width": learned.width,
        "validation_loss": found["validation_loss"],
        "train_cpu_seconds": since(started),
    }


def best(trials: list[dict[str, Any]], model: str, widths: tuple[int, ...]) -> Settings:
    """The settings with the lowest validation loss among these widths of a model."""
    own = [one for one in trials if one["model"] == model and one["wider"] in widths]
    found = min(own, key=lambda one: one["validation_loss"])
    return Settings(model, found["wider"], found["rate"], found["forget_bias"])


def full(settings: Settings, seed: int) -> dict[str, Any]:
    """One reported training: until it stops improving; what it took and what it answers."""
    learned = fresh(settings, seed)
    started = time.process_time()
    found = fitting.train(learned, settings.rate, seed)
    seconds = since(started)
    return {
        **asdict(settings),
        "seed": seed,
        "width": learned.width,
        "parameters": learned.n_parameters,
        "train_cpu_seconds": seconds,
        "lists_read": found["steps"] * BATCH,
        **found,
        **fitting.measure(learned, seed),
    }


def main(arguments: list[str] | None = None) -> None:
    """Do what is missing, then write the results."""
    begin("recall_converged", __doc__, STATE, arguments)
    torch.set_num_threads(1)
    trials = [carry_out(STATE / f"trial-{of.name}.json", partial(trial, of)) for of in grid()]
    widest = best(trials, "lstm", tuple(wider for model, wider in RATES if model == "lstm"))
    chosen = dict.fromkeys((best(trials, "none", (1,)), widest, best(trials, "lstm", (1,))))
    runs = [
        carry_out(STATE / f"{of.name}-seed-{seed}.json", partial(full, of, seed))
        for of in chosen
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
        },
        "test_lists": fitting.TEST_LISTS,
        "distances_at": fitting.DISTANCES_AT,
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(one["train_cpu_seconds"] for one in (*trials, *runs)), 1),
        "trials": trials,
        "runs": runs,
    }
    write_results(HERE / "results.json", content)


if __name__ == "__main__":
    main()
