"""Train until validation loss stops improving; measure by number of items and by distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from experiments.recall.fitting import BATCH, WARM_UP, draw, right
from experiments.recall.learners import Learner
from experiments.recall.tasks import LONGEST, SHORTEST

EVERY = 250  # steps between two looks at the validation lists
PATIENCE = 1_000  # steps without an improvement after which the rate falls, at last training ends
LEAST = 0.002  # nats: a smaller gain is none
FALLS_TO = 0.25  # of the rate, at the end of each phase but the last
LATEST = (24_000, 28_000, 32_000)  # the step at which each phase ends, improving or not
VALIDATION_SEED, VALIDATION_LISTS = 30_000, 64  # the same lists for all; so many of each length
TEST_SEED = 40_000  # the seed of the training is added: each is tested on lists of its own
TESTED, TEST_LISTS = (2, 4, 8, 16, 24, 32, 48, 64), 2_000  # lists of each length
DISTANCES_AT = {8: 500, 24: 500}  # items in the list -> lists for each distance
Lists = list[tuple[torch.Tensor, torch.Tensor]]


@dataclass
class Progress:
    """Where a training stands: the best validation loss so far, when, and with what parameters."""

    best: float
    step: int
    parameters: dict[str, torch.Tensor]


def loss_of(learned: Learner, read: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the values asked for, in nats."""
    return torch.nn.functional.cross_entropy(learned.scores(read), wanted)


def validation_lists() -> Lists:
    """Lists of every trained length; never trained on, never reported."""
    random = np.random.default_rng(VALIDATION_SEED)
    return [draw("recall", random, VALIDATION_LISTS, n) for n in range(SHORTEST, LONGEST + 1)]


def validation_loss(learned: Learner, lists: Lists) -> float:
    """Mean over the lengths, nats an answer."""
    with torch.no_grad():
        return float(np.mean([loss_of(learned, *of).item() for of in lists]))


def train(
    learned: Learner, rate: float, seed: int, latest: tuple[int, ...] = LATEST
) -> dict[str, Any]:
    """Update until validation loss stops improving; leave the best parameters in place.

    After a warm-up the rate is constant. Where no gain of ``LEAST`` nats came in ``PATIENCE`` steps
    it falls to ``FALLS_TO`` of itself and training goes on; in the last phase training ends.
    ``latest`` holds the step at which each phase ends even while the loss still falls: with one
    phase shorter than the patience that is a trial of fixed length.
    """
    lists, random = validation_lists(), np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(learned.parameters.values(), rate, betas=(0.9, 0.98))
    progress = Progress(validation_loss(learned, lists), 0, copied(learned))
    curve, phases, step = [[0, round(progress.best, 4)]], [], 0
    for phase, last in enumerate(latest):
        began = step
        while step < last and step - max(began, progress.step) < PATIENCE:
            peak = rate * FALLS_TO**phase
            for _ in range(EVERY):
                update(learned, optimizer, peak * min(1, (step + 1) / WARM_UP), random)
                step += 1
            loss = validation_loss(learned, lists)
            curve.append([step, round(loss, 4)])
            if loss < progress.best - LEAST:
                progress = Progress(loss, step, copied(learned))
        phases.append({"rate": rate * FALLS_TO**phase, "ended": step, "cut_off": step >= last})
    with torch.no_grad():
        for name, value in progress.parameters.items():
            learned.parameters[name].copy_(value)
    return {
        "steps": step,
        "best_step": progress.step,
        "validation_loss": round(progress.best, 4),
        "phases": phases,
        "stopped_improving": not any(phase["cut_off"] for phase in phases),
        "validation_curve": curve,
    }


def update(
    learned: Learner, optimizer: torch.optim.Optimizer, rate: float, random: np.random.Generator
) -> None:
    """One step on fresh lists of one length."""
    loss = loss_of(
        learned, *draw("recall", random, BATCH, int(random.integers(SHORTEST, LONGEST + 1)))
    )
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(learned.parameters.values(), 1.0)
    optimizer.step()


def copied(learned: Learner) -> dict[str, torch.Tensor]:
    """The parameters as they are now."""
    return {name: value.detach().clone() for name, value in learned.parameters.items()}


def measure(learned: Learner, seed: int) -> dict[str, Any]:
    """Share of right answers by number of items, and by distance, 1 … n items back."""
    random = np.random.default_rng(TEST_SEED + seed)
    with torch.no_grad():
        return {
            "by_length": {
                str(n): round(right(learned, *draw("recall", random, TEST_LISTS, n)), 4)
                for n in TESTED
            },
            "by_distance": {
                str(n): [
                    round(right(learned, *draw("recall", random, lists, n, distance)), 4)
                    for distance in range(1, n + 1)
                ]
                for n, lists in DISTANCES_AT.items()
            },
        }
