"""Do two measures put the same tokens first, and how sure is that?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explainer.arrays import Array, Float, as_numpy


def ranks(values: Array) -> Float[Array, "n"]:
    """Ranks from 1, the smallest first; equal values share the mean of their ranks.

    Raises ValueError unless ``values`` is one row of numbers without NaN.
    """
    values = _row(values)
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    return (last - (sizes - 1) / 2)[group]


def spearman(first: Array, second: Array) -> float:
    """Rank correlation, −1 … 1: Pearson's correlation of the ranks (Spearman 1904), with ties.

    Raises ValueError for rows of different length, for fewer than two values, and where all values
    of a row are equal: then no order exists to compare.
    """
    first, second = ranks(first), ranks(second)
    if len(first) != len(second):
        raise ValueError(f"{len(first)} values cannot be paired with {len(second)}")
    if len(first) < 2:
        raise ValueError("a correlation needs at least two pairs")
    first, second = first - first.mean(), second - second.mean()
    size = np.sqrt((first @ first) * (second @ second))
    if size == 0:
        raise ValueError("all values of a row are equal: its order is undefined")
    return float(np.clip(first @ second / size, -1, 1))


def bootstrap_interval(
    statistic: Callable[..., float],
    *samples: Array,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """The percentile interval of a statistic, by drawing the cases anew (Efron 1979).

    ``samples`` have one entry a case on their first axis; each draw takes n cases with
    replacement, the same ones from every sample, so that pairs stay together:
    ``bootstrap_interval(spearman, a, b)``, ``bootstrap_interval(np.mean, values)``. A draw for
    which the statistic raises ValueError (all equal) is left out. Raises ValueError where that
    happens to more than half of them, for samples of different length or no cases, for a ``level``
    outside 0 … 1 and for no draws.
    """
    if not 0 < level < 1 or draws < 1:
        raise ValueError(
            f"level must lie between 0 and 1 and draws be at least 1: {level}, {draws}"
        )
    arrays = [as_numpy(sample) for sample in samples]
    lengths = {len(array) for array in arrays}
    if len(lengths) != 1 or lengths == {0}:
        raise ValueError(f"samples need one common number of cases, got {sorted(lengths)}")
    n = lengths.pop()
    random = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        chosen = random.integers(0, n, size=n)
        try:
            found.append(float(statistic(*(array[chosen] for array in arrays))))
        except ValueError:
            continue
    if 2 * len(found) < draws:
        raise ValueError(f"the statistic is undefined in {draws - len(found)} of {draws} draws")
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _row(values: Array) -> Array:
    values = as_numpy(values)
    if values.ndim != 1 or np.isnan(values).any():
        raise ValueError("values must be one row of numbers, none of them NaN")
    return values
