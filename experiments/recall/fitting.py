"""Train one model of the comparison, and measure it by length and by distance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch

from experiments.recall.learners import Learner
from experiments.recall.tasks import LONGEST, SHORTEST, copy, recall

BATCH = 64  # lists
WARM_UP = 50  # steps
LOGGED = 25  # points of a loss curve
TESTED = {"recall": (2, 4, 8, 16, 24, 32, 48, 64), "copy": (8, 16, 24, 32, 48)}
TEST_LISTS = {"recall": 512, "copy": 128}  # for each length
DISTANCES_AT = {8: 192, 24: 64}  # items in the list -> lists for each distance
TEST_SEED = 20_000


def draw(
    task: str, random: np.random.Generator, batch: int, n: int, distance: int | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    """Lists of one length as torch ids: what is read, what is to be said."""
    read, wanted = copy(random, batch, n) if task == "copy" else recall(random, batch, n, distance)
    return torch.from_numpy(read), torch.from_numpy(wanted)


def learning_rate(step: int, steps: int, peak: float) -> float:
    """Linear warm-up, then half a cosine down to zero.

    ``explainer.schedules.cosine_rate`` multiplies in another order and so differs in the last bit;
    with this order the committed runs repeat exactly.
    """
    if step < WARM_UP:
        return peak * (step + 1) / WARM_UP
    return peak * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / (steps - WARM_UP)))


def train(task: str, learned: Learner, steps: int, rate: float, seed: int) -> list[list[float]]:
    """Update to the last step; return the loss curve, [step, nats]."""
    random = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(learned.parameters.values(), rate, betas=(0.9, 0.98))
    curve, recent = [], []
    for step in range(steps):
        n = int(random.integers(SHORTEST, LONGEST + 1))
        read, wanted = draw(task, random, BATCH, n)
        scores = learned.scores(read)
        loss = torch.nn.functional.cross_entropy(
            scores.reshape(-1, scores.shape[-1]), wanted.flatten()
        )
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps, rate)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned.parameters.values(), 1.0)
        optimizer.step()
        recent.append(loss.item())
        if (step + 1) % (steps // LOGGED) == 0:
            curve.append([step + 1, round(float(np.mean(recent)), 4)])
            recent.clear()
    return curve


def right(learned: Learner, read: Any, wanted: Any) -> float:
    """Share of answers whose highest score is the wanted one."""
    return float((learned.scores(read).argmax(-1) == wanted).float().mean())


def measure(task: str, learned: Learner) -> dict[str, Any]:
    """Accuracy by length and, for recall, by distance; the lists are the same for all models."""
    random = np.random.default_rng(TEST_SEED)
    with torch.no_grad():
        result: dict[str, Any] = {
            "by_length": {
                str(n): round(right(learned, *draw(task, random, TEST_LISTS[task], n)), 4)
                for n in TESTED[task]
            }
        }
        if task == "recall":
            result["by_distance"] = {
                str(n): [
                    round(right(learned, *draw(task, random, lists, n, distance)), 4)
                    for distance in range(1, n + 1)
                ]
                for n, lists in DISTANCES_AT.items()
            }
    return result
