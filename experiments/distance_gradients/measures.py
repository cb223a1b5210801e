"""Train a reader, and measure the gradient of its answer at every distance."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from experiments.distance_gradients.models import LONGEST, SHORTEST, Reader, lists

BATCH, WARM_UP = 64, 50
TEST_SEED, LISTS = 20_000, 32  # lists for each distance
Tensor = torch.Tensor


def train(reader: Reader, rate: float, steps: int, seed: int) -> list[float]:
    """Update to the last step, with a warm-up and half a cosine; return the losses, in nats."""
    random = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(reader.parameters.values(), rate, betas=(0.9, 0.98))
    losses = []
    for step in range(steps):
        ids, wanted, _ = lists(random, BATCH, int(random.integers(SHORTEST, LONGEST + 1)))
        loss = torch.nn.functional.cross_entropy(reader.scores(ids), wanted)
        fall = 0.5 * (1 + np.cos(np.pi * step / steps))
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (step + 1) / WARM_UP) * fall
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters.values(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses


def gradient_norms(reader: Reader, ids: Tensor, wanted: Tensor) -> Tensor:
    """Length of the answer's gradient at each input vector, [batch, n], nearest item first.

    The answer is the score of the right value less the mean of the others: unlike its probability
    it does not level off where a model is sure.
    """
    inputs = reader.embed(ids).detach().requires_grad_()
    scores = reader.answer(inputs)
    right = scores.gather(1, wanted[:, None])[:, 0]
    others = (scores.sum(1) - right) / (scores.shape[1] - 1)
    (slopes,) = torch.autograd.grad((right - others).sum(), inputs)
    return slopes[:, :-1].norm(dim=-1).flip(1)


def by_distance(reader: Reader) -> dict[str, Any]:
    """For lists of the longest trained length, one number for each distance.

    ``marked``: median gradient at the item that matters, in the lists where it lies so far back;
    ``other``: at the item so far back in all lists where another one matters; ``right``: share of
    right answers. The lists are the same for all models.
    """
    random = np.random.default_rng(TEST_SEED)
    drawn = [lists(random, LISTS, LONGEST, distance) for distance in range(1, LONGEST + 1)]
    ids, wanted, back = (torch.cat(parts) for parts in zip(*drawn, strict=True))
    norms = gradient_norms(reader, ids, wanted)
    with torch.no_grad():
        right = (reader.scores(ids).argmax(-1) == wanted).float()
    found: dict[str, Any] = {"marked": [], "other": [], "right": []}
    for distance in range(1, LONGEST + 1):
        here = back == distance
        column = norms[:, distance - 1]
        found["marked"].append(significant(column[here].median().item()))
        found["other"].append(significant(column[~here].median().item()))
        found["right"].append(round(right[here].mean().item(), 4))
    return found


def significant(number: float) -> float:
    """Four digits, also of a number that is very small."""
    return float(f"{number:.4g}")
