"""Measure gradients against distance before and after training.

    python3 run.py train distance_gradients

Every finished run is kept below ``build/train/distance_gradients/``; ``--restart`` forgets them.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.distance_gradients.measures import BATCH, LISTS, by_distance, train
from experiments.distance_gradients.models import LONGEST, MODELS, OPEN, SHORTEST, VALUES, reader
from experiments.provenance import state_folder
from experiments.results import versions, write_results
from experiments.runs import begin, carry_out, since

HERE = Path(__file__).parent
STATE = state_folder("distance_gradients")
COMMAND = "python3 run.py train distance_gradients"
FRESH_SEEDS, SEEDS = tuple(range(10)), (0, 1, 2)  # measured untrained; trained too
STEPS = 1_000
TRIAL_SEED, TRIAL_STEPS, TRIAL_END = 100, 300, 50  # steps at the end whose losses are compared
RATES = (0.001, 0.003, 0.01, 0.03)
ALIKE = 0.02  # nats: trials that end so close are alike


def trial(name: str, rate: float) -> dict[str, Any]:
    """A short training that is not reported: its loss on fresh lists chooses the rate."""
    started = time.process_time()
    losses = train(reader(name, TRIAL_SEED), rate, TRIAL_STEPS, TRIAL_SEED)
    loss = round(float(np.mean(losses[-TRIAL_END:])), 4)
    return {"model": name, "rate": rate, "loss": loss, "cpu_seconds": since(started)}


def best_rate(trials: list[dict[str, Any]], name: str) -> float:
    """The smallest of the rates that ended alike with the best: a large one may not settle."""
    own = [one for one in trials if one["model"] == name]
    least = min(one["loss"] for one in own)
    return float(min(one["rate"] for one in own if one["loss"] < least + ALIKE))


def untrained(name: str) -> dict[str, Any]:
    """Gradients before training, by seed."""
    return {str(seed): by_distance(reader(name, seed)) for seed in FRESH_SEEDS}


def trained(name: str, rate: float, seed: int) -> dict[str, Any]:
    """One reported training and its gradients."""
    model = reader(name, seed)
    started = time.process_time()
    losses = train(model, rate, STEPS, seed)
    return {
        "model": name,
        "seed": seed,
        "rate": rate,
        "parameters": sum(value.numel() for value in model.parameters.values()),
        "cpu_seconds": since(started),
        "last_loss": round(float(np.mean(losses[-TRIAL_END:])), 4),
        **by_distance(model),
    }


def main(arguments: list[str] | None = None) -> None:
    """Do what is missing, then write the results."""
    begin("distance_gradients", __doc__, STATE, arguments)
    torch.set_num_threads(1)
    trials = [
        carry_out(STATE / f"trial-{name}-{rate:g}.json", partial(trial, name, rate))
        for name in MODELS
        for rate in RATES
    ]
    before = {
        name: carry_out(STATE / f"untrained-{name}.json", partial(untrained, name))
        for name in MODELS
    }
    rates = {name: best_rate(trials, name) for name in MODELS}
    after = [
        carry_out(
            STATE / f"{name}-{rates[name]:g}-seed-{seed}.json",
            partial(trained, name, rates[name], seed),
        )
        for seed in SEEDS
        for name in MODELS
    ]
    content = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "fresh_seeds": list(FRESH_SEEDS),
        "trained_lengths": [SHORTEST, LONGEST],
        "batch": BATCH,
        "steps": STEPS,
        "chance": 1 / VALUES,
        "lists": LISTS,
        "open": OPEN,
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(one["cpu_seconds"] for one in (*trials, *after)), 1),
        "trials": trials,
        "untrained": before,
        "trained": after,
    }
    write_results(HERE / "results.json", content)


if __name__ == "__main__":
    main()
