"""From counts of every sentence to shares with intervals, for models and between variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

RESAMPLES = 2000
STUDENT = 4.303  # 97.5 % of t with 2 degrees of freedom: the fewest that three against three have


def share(counts: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Right of n over all sentences, with the interval over sentences."""
    right, n = np.array(counts).sum(axis=0)
    low, high = interval(resampled([counts])[0])
    return {"share": float(right / n), "low": low, "high": high, "n": int(n)}


def resampled(models: Sequence[Sequence[Sequence[int]]]) -> np.ndarray:
    """Each model's share [models, RESAMPLES] on the same sentences drawn again and again."""
    counts = np.array(models, dtype=float)  # [models, sentences, (right, n)]
    n = counts.shape[1]
    drawn = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), RESAMPLES)
    sums = np.einsum("rs,msc->mrc", drawn, counts)
    return np.asarray(sums[..., 0] / np.maximum(sums[..., 1], 1))


def interval(values: np.ndarray) -> tuple[float, float]:
    """The middle 95 %."""
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def difference(
    first: Sequence[Sequence[Sequence[int]]], second: Sequence[Sequence[Sequence[int]]]
) -> dict[str, Any]:
    """Mean share of the first models minus that of the second.

    over_sentences: these models, other sentences. over_seeds: other trainings, by Student's t,
    without assuming that both vary alike. None where a variant has one seed.
    """
    each = [np.array(side).sum(axis=1) for side in (first, second)]  # [seeds, (right, n)]
    a, b = (side[:, 0] / side[:, 1] for side in each)
    mean = float(a.mean() - b.mean())
    over_sentences = interval(resampled(first).mean(axis=0) - resampled(second).mean(axis=0))
    over_seeds = None
    if min(len(a), len(b)) > 1:
        half = STUDENT * float(np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)))
        over_seeds = [mean - half, mean + half]
    return {
        "mean": mean,
        "over_sentences": list(over_sentences),
        "over_seeds": over_seeds,
        "apart": bool(a.min() > b.max() or b.min() > a.max()),
    }


def together(tallies: Mapping[str, Any], group: str) -> list[list[int]]:
    """The counts of one group over all kinds of change, added for each sentence."""
    found = [kind[group] for kind in tallies.values() if group in kind]
    return [[int(n) for n in row] for row in np.sum(found, axis=0)]
