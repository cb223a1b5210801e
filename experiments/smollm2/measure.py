"""What the heads do, as numbers: one for each of the 30 × 9 heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.smollm2.model import Parameters, Sizes, forward, losses
from experiments.smollm2.reading import Published
from explainer import inspect
from explainer.arrays import Array

AT_ONCE = 5  # texts in one batch: more would only need more memory


def on_place(weights: Array, place: int) -> Array:
    """Mean share on one place over the rows after it, which can also look elsewhere."""
    return np.asarray(weights[..., place + 1 :, place].mean(axis=-1))


def statistics(weights: Array, tokens: Sequence[int]) -> dict[str, Array]:
    """Of one text: weights [layers, heads, places, places] -> one number a head."""
    weights = weights.astype(np.float64)
    weights /= weights.sum(axis=-1, keepdims=True)
    found = {
        "previous": inspect.on_previous(weights),
        "itself": inspect.on_itself(weights),
        "first": on_place(weights, 0),
        "second": on_place(weights, 1),
        "entropy": inspect.entropy(weights),
        "distance": inspect.mean_distance(weights),
    }
    if len(set(tokens)) < len(tokens):
        found["duplicates"] = inspect.on_duplicates(weights, tokens)
        found["induction"] = inspect.induction(weights, tokens)
    return found


def mean_statistics(
    parameters: Parameters, sizes: Sizes, texts: Array, as_if: Sequence[int] | None = None
) -> dict[str, Any]:
    """The mean of every statistic over texts, [layers][heads], and each text's mean loss.

    With ``as_if`` the weights are scored as if every text consisted of these tokens.
    """
    every: list[dict[str, Array]] = []
    loss: list[Any] = []
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start : start + AT_ONCE]
        trace = forward(parameters, sizes, some)
        loss += losses(trace.logits, some).tolist()
        every += [
            statistics(trace.weights[:, n], row.tolist() if as_if is None else as_if)
            for n, row in enumerate(some)
        ]
    names = set.intersection(*(set(one) for one in every))
    return {
        "heads": {
            name: np.mean([one[name] for one in every], axis=0).tolist() for name in sorted(names)
        },
        "loss": np.mean(loss, axis=1).tolist(),
        "loss_by_place": np.mean(loss, axis=0).tolist(),
        "texts": len(texts),
        "tokens": texts.shape[1],
    }


def most_likely(model: Published, logits: Array, count: int = 5) -> list[dict[str, Any]]:
    """The tokens that the model finds most likely next, with their probabilities."""
    shares = np.exp(logits.astype(np.float64) - logits.max())
    shares /= shares.sum()
    best = np.argsort(-shares)[:count]
    return [
        {"token": token, "share": float(shares[one])}
        for one, token in zip(best, model.written(best), strict=True)
    ]
