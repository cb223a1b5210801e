"""What an induction head copies, and what a model learns from its context with it and without.

    python3 run.py train in_context

Trains the one-head runs of experiments/induction again, keeping their weights along the way below
``build/train/in_context/`` (what is there is not trained again), and measures them. Writes
``results.json``.
"""

from __future__ import annotations

import math
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

import explainer
from experiments.in_context.measure import SEQUENCES, by_place, heads, in_brief
from experiments.in_context.states import CHOSEN, MOMENTS, STATE, at, train
from experiments.induction.data import N_TOKENS
from experiments.induction.measure import PERIOD
from experiments.induction.runs import Run
from experiments.results import kept, rounded, versions, write_results
from experiments.text import FILE as TEXT
from explainer.inspect import removal

HERE = Path(__file__).parent
INDUCES = ("decoder.1.self_attention", 0)  # the one head of layer 2
WAYS = {"uniform": removal.uniform, "zeroed": removal.zeroed}


def measured(run: Run) -> dict[str, Any]:
    """One run: its heads trained and not, what is learned from the context, and along training."""
    began, last = time.process_time(), at(run, run.steps)
    found = {
        "variant": run.variant,
        "seed": run.seed,
        "heads": heads(last),
        "untrained": heads(at(run, 0)),
        "whole": by_place(last),
        **{name: by_place(remove(last, *INDUCES)) for name, remove in WAYS.items()},
        "moments": [{"step": step, **in_brief(at(run, step))} for step in MOMENTS],
    }
    return found | {"measure_cpu_seconds": round(time.process_time() - began, 1)}


def apart_from_committed() -> float:
    """The largest difference of a parameter between seed 0 and the checkpoint of induction."""
    committed, again = explainer.load("induction"), at(CHOSEN[0], CHOSEN[0].steps)
    differences = [
        np.abs(committed.parameters[name] - value).max() for name, value in again.parameters.items()
    ]
    return float(max(differences))


def main() -> None:
    """Train what is missing, measure all, write ``results.json``."""
    torch.set_num_threads(1)
    trained = [kept(STATE / f"{run.name}.json", partial(train, run)) for run in CHOSEN]
    runs = [measured(run) for run in CHOSEN]
    results = {
        "command": "python3 run.py train in_context",
        "versions": versions(np, torch),
        "sequences": SEQUENCES,
        "copy_tokens": PERIOD,
        "copying_by_chance": 1 / N_TOKENS,
        "blind": math.log(N_TOKENS),
        "apart_from_committed": apart_from_committed(),
        "cpu_seconds": sum(one["train_cpu_seconds"] for one in trained)
        + sum(run["measure_cpu_seconds"] for run in runs),
        "runs": runs,
    }
    write_results(HERE / "results.json", rounded(results), measured=[TEXT])


if __name__ == "__main__":
    main()
