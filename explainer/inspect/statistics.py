"""What a head does, in one number: how wide it looks, how far, and at which places.

Every function takes weights [..., queries, keys], of one head or of many, and returns one number
a head, [...]: the mean over rows. Weights are shares of one row's attention, 0 to 1. Where a
position is compared with itself, queries and keys must be the same tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainer.arrays import Array, Float, Int, as_numpy, shape_of


def entropy(weights: Array) -> Float[Array, "..."]:
    """Bits: 0 for one place, log2(n) for n places alike (Shannon 1948)."""
    weights = as_weights(weights)
    return -(weights * np.log2(np.where(weights > 0, weights, 1.0))).sum(axis=-1).mean(axis=-1)


def mean_distance(weights: Array) -> Float[Array, "..."]:
    """Tokens between who looks and what is looked at, either way; after Vig & Belinkov 2019.

    Raises ValueError unless there are as many queries as keys.
    """
    weights = _square(weights)
    positions = np.arange(weights.shape[-1])
    away = np.abs(positions[:, None] - positions)
    return (weights * away).sum(axis=-1).mean(axis=-1)


def on_previous(weights: Array) -> Float[Array, "..."]:
    """Share on the token before, over all rows but the first, which has none.

    Raises ValueError unless there are as many queries as keys, at least two.
    """
    return _diagonal(weights, -1)


def on_next(weights: Array) -> Float[Array, "..."]:
    """Share on the token after, over all rows but the last; 0 under a causal mask.

    Raises ValueError unless there are as many queries as keys, at least two.
    """
    return _diagonal(weights, 1)


def on_itself(weights: Array) -> Float[Array, "..."]:
    """Share on the same position. Raises ValueError unless there are as many queries as keys."""
    return _diagonal(weights, 0)


def on_first(weights: Array) -> Float[Array, "..."]:
    """Share on the first key, over all rows. Under a causal mask the first row has no choice."""
    return as_weights(weights)[..., 0].mean(axis=-1)


def most_attended(weights: Array) -> Int[Array, "..."]:
    """The key that gets most attention summed over rows, counted from 0; the first of equals."""
    return np.asarray(as_weights(weights).mean(axis=-2).argmax(axis=-1))


def on_duplicates(
    weights: Array, tokens: Sequence[str | int] | Int[Array, "keys"]
) -> Float[Array, "..."]:
    """Share on earlier occurrences of the same token, over the rows whose token came before.

    After the duplicate-token heads of Wang et al. 2022 (Interpretability in the Wild). Raises
    ValueError for weights that do not fit the tokens, and where no token repeats.
    """
    same = _same_and_earlier(weights, tokens)
    return _share(weights, same, same.any(axis=-1))


def induction(
    weights: Array, tokens: Sequence[str | int] | Int[Array, "keys"]
) -> Float[Array, "..."]:
    """Share on the tokens right after earlier occurrences of the row's token.

    Averaged over the rows whose token came before: the prefix matching score of Olsson et al.
    2022 (In-context Learning and Induction Heads), who take repeated random tokens.
    Where a token directly follows itself, the token after is the row's own position and counts.
    Raises ValueError like ``on_duplicates``.
    """
    same = _same_and_earlier(weights, tokens)
    after = np.zeros_like(same)
    after[:, 1:] = same[:, :-1]  # one place to the right of each earlier occurrence
    return _share(weights, after, same.any(axis=-1))


def as_weights(weights: Array) -> Float[Array, "... queries keys"]:
    """Weights as float64 NumPy; raises ValueError for what has no rows or no columns."""
    weights = as_numpy(weights)
    if weights.ndim < 2 or 0 in weights.shape:
        raise ValueError(f"weights must be [..., queries, keys], got {shape_of(weights)}")
    return weights


def _square(weights: Array) -> Array:
    weights = as_weights(weights)
    if weights.shape[-2] != weights.shape[-1]:
        raise ValueError(
            f"weights {shape_of(weights)} must have as many queries as keys: self-attention, and "
            "of a model with a sink weights[..., :-1], without its column"
        )
    return weights


def _diagonal(weights: Array, offset: int) -> Array:
    weights = _square(weights)
    if weights.shape[-1] <= abs(offset):
        raise ValueError(f"weights {shape_of(weights)} hold one token: nothing before or after it")
    return np.diagonal(weights, offset, axis1=-2, axis2=-1).mean(axis=-1)


def _same_and_earlier(weights: Array, tokens: Sequence[str | int] | Int[Array, "keys"]) -> Array:
    """[queries, keys]: True where the key is an earlier occurrence of the query's token."""
    weights = _square(weights)
    if len(tokens) != weights.shape[-1]:
        raise ValueError(f"{len(tokens)} tokens do not fit weights {shape_of(weights)}")
    words = list(tokens)
    same = np.array([[one == other for other in words] for one in words])
    earlier = np.tril(same, k=-1)
    if not earlier.any():
        raise ValueError("no token occurs twice: there is nothing to repeat")
    return earlier


def _share(weights: Array, places: Array, rows: Array) -> Array:
    return (as_weights(weights) * places).sum(axis=-1)[..., rows].mean(axis=-1)
