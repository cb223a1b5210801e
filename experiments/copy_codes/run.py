"""Train copying with rotary, ALiBi and shifted places on up to 24 symbols, test with up to 48.

    python3 run.py train copy_codes

Steps, lists, seeds and tests are those of ``experiments.recall``, whose results hold the same stack
with sinusoids and without a code, and an LSTM.

Every finished run is kept below ``build/train/copy_codes/``; ``--restart`` forgets them.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.copy_codes.learners import CODES, LAYERS, SHIFTS, learners
from experiments.provenance import state_folder
from experiments.recall.fitting import BATCH, TEST_LISTS, measure, train
from experiments.recall.learners import learner
from experiments.recall.tasks import LONGEST, SHORTEST, SYMBOLS, VALUES
from experiments.results import versions, write_results
from experiments.runs import begin, carry_out, since

HERE = Path(__file__).parent
STATE = state_folder("copy_codes")
COMMAND = "python3 run.py train copy_codes"
SEEDS = (0, 1, 2)
STEPS = 2_000  # as many as copying takes in experiments.recall
TRIAL_SEED, TRIAL_STEPS = 100, 300
RATES = (0.003, 0.01, 0.03)
RECALL_CODES = ("rotary", "alibi")  # one layer, one head, no causal mask
RECALL_STEPS, RECALL_RATE = 500, 0.01  # as experiments.recall chose


def trial(code: str, rate: float) -> dict[str, Any]:
    """A short training that is not reported: its loss on fresh lists chooses the rate."""
    learned, _ = learners(code, TRIAL_SEED)
    started = time.process_time()
    curve = train("copy", learned, TRIAL_STEPS, rate, TRIAL_SEED)
    return {"code": code, "rate": rate, "loss": curve[-1][1], "cpu_seconds": since(started)}


def best_rate(trials: list[dict[str, Any]], code: str) -> float:
    """The rate that ended with the lowest loss."""
    own = [one for one in trials if one["code"] == code]
    return float(min(own, key=lambda one: one["loss"])["rate"])


def copying(code: str, rate: float, seed: int) -> dict[str, Any]:
    """One reported training on copying, and the share of symbols it copies, by length."""
    learned, tested = learners(code, seed)
    started = time.process_time()
    curve = train("copy", learned, STEPS, rate, seed)
    return {
        "code": code,
        "seed": seed,
        "rate": rate,
        "steps": STEPS,
        "parameters": tested.n_parameters,
        "cpu_seconds": since(started),
        **measure("copy", tested),
        "loss_curve": curve,
    }


def recalling(code: str, seed: int) -> dict[str, Any]:
    """One reported training on recall, where no answer depends on a place."""
    learned = learner("recall", code, seed)
    started = time.process_time()
    train("recall", learned, RECALL_STEPS, RECALL_RATE, seed)
    found = measure("recall", learned)["by_length"]
    return {"code": code, "seed": seed, "cpu_seconds": since(started), "by_length": found}


def main(arguments: list[str] | None = None) -> None:
    """Do what is missing, then write the results."""
    begin("copy_codes", __doc__, STATE, arguments)
    torch.set_num_threads(1)
    trials = [
        carry_out(STATE / f"trial-{code}-{rate:g}.json", partial(trial, code, rate))
        for code in CODES
        for rate in RATES
    ]
    recalled = [
        carry_out(STATE / f"recall-{code}-seed-{seed}.json", partial(recalling, code, seed))
        for code in RECALL_CODES
        for seed in SEEDS
    ]
    runs = [
        carry_out(
            STATE / f"copy-{code}-{best_rate(trials, code):g}-seed-{seed}.json",
            partial(copying, code, best_rate(trials, code), seed),
        )
        for seed in SEEDS
        for code in CODES
    ]
    write(trials, recalled, runs)


def write(
    trials: list[dict[str, Any]], recalled: list[dict[str, Any]], runs: list[dict[str, Any]]
) -> None:
    """The committed results."""
    content = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "trained_lengths": [SHORTEST, LONGEST],
        "batch": BATCH,
        "chance": {"copy": 1 / SYMBOLS, "recall": 1 / VALUES},
        "test_lists": TEST_LISTS,
        "layers": LAYERS,
        "heads": CODES,
        "shifts": SHIFTS,
        "rates": RATES,
        "trial_steps": TRIAL_STEPS,
        "steps": STEPS,
        "recall_steps": RECALL_STEPS,
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(one["cpu_seconds"] for one in (*trials, *recalled, *runs)), 1),
        "trials": trials,
        "recall": recalled,
        "copy": runs,
    }
    write_results(HERE / "results.json", content)


if __name__ == "__main__":
    main()
