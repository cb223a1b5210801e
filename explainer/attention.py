"""Scaled dot-product attention, with every intermediate returned.

Vaswani et al. 2017, "Attention Is All You Need", equation 1:
Attention(Q, K, V) = softmax(Q Kᵀ / √d_k) V, where Q are the queries, K the keys, V the values.

Shapes used below: ``queries`` and ``keys`` count positions, ``d_k`` is the width of a query and
of a key, ``d_v`` the width of a value, ``...`` any leading axes (batch, heads).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real

import numpy as np

from explainer.arrays import (
    Array,
    Bool,
    Float,
    Int,
    all_finite,
    array_namespace,
    as_floats,
    as_numpy,
    device,
    moved,
    shape_of,
)


@dataclass(frozen=True)
class AttentionTrace:
    """The five steps of one attention, in the order in which they are computed."""

    scores: Float[Array, "... queries keys"]  # queries · keys
    scaled_scores: Float[Array, "... queries keys"]  # scores × scale, plus the bias
    masked_scores: Float[Array, "... queries keys"]  # -inf where the mask forbids to look
    weights: Float[Array, "... queries keys"]  # softmax over keys: every row sums to one
    output: Float[Array, "... queries d_v"]  # weights @ values


def softmax(scores: Float[Array, "*shape"], axis: int = -1) -> Float[Array, "*shape"]:
    """exp(scores) divided by its sum along ``axis``; the largest score is subtracted first.

    A score of -inf gets exactly zero; a row of nothing else gives NaN, which ``attend`` refuses.
    Subtracting the maximum changes nothing in exact arithmetic and keeps exp from overflowing.
    """
    xp = array_namespace(scores)
    exponentials = xp.exp(scores - xp.max(scores, axis=axis, keepdims=True))
    return exponentials / xp.sum(exponentials, axis=axis, keepdims=True)


def causal_mask(
    n_queries: int, n_keys: int | None = None, like: Array | None = None
) -> Bool[Array, "queries keys"]:
    """Each position may look at itself and at what came before it.

    With fewer queries than keys the queries are the last ones, as in decoding with a cache.
    ``like`` chooses the array library and device; NumPy without it. Raises ValueError where a
    query would stand before the first key.
    """
    n_keys = n_queries if n_keys is None else n_keys
    if n_keys < n_queries:
        raise ValueError(f"{n_queries} queries cannot be the last of {n_keys} keys")
    allowed = np.tril(np.ones((n_queries, n_keys), dtype=bool), k=n_keys - n_queries)
    if like is None:
        return allowed
    return array_namespace(like).asarray(allowed, device=device(like))


def padding_mask(ids: Int[Array, "... keys"], padding: int) -> Bool[Array, "... 1 keys"]:
    """True for real tokens, False for padding; one row that every query shares."""
    xp = array_namespace(ids)
    return xp.expand_dims(ids != padding, axis=-2)


def combine_masks(*masks: Array | None) -> Array | None:
    """A position may be looked at where every given mask allows it; ``None`` allows everything."""
    combined = None
    for mask in masks:
        if mask is not None:
            combined = mask if combined is None else combined & mask
    return combined


def attend(
    queries: Float[Array, "... queries d_k"],
    keys: Float[Array, "... keys d_k"],
    values: Float[Array, "... keys d_v"],
    mask: Bool[Array, "..."] | None = None,
    scale: float | None = None,
    bias: Float[Array, "..."] | None = None,
) -> AttentionTrace:
    """Weighted average of the values, one for each query (Vaswani et al. 2017, equation 1).

    ``mask`` is boolean and broadcasts to [..., queries, keys]; True means "may look".
    ``scale`` multiplies the scores; without it, 1/√d_k. ``bias`` broadcasts like the mask and is
    added to the scaled scores, as ALiBi does. Lists are taken as NumPy arrays, whole numbers as
    float64. Results are looked at for NaN, so attend cannot be traced by ``jax.jit`` or ``vmap``.

    Raises ValueError, with the shapes named, for widths, counts or batches that do not fit, for a
    mask that is not boolean or does not broadcast, for a row that may look at nothing (its softmax
    would be 0/0), and for numbers that are not finite: given so, or too large for their dtype.
    """
    queries, keys, values = as_floats(queries=queries, keys=keys, values=values)
    _check_shapes(queries, keys, values)
    if scale is None:
        scale = 1 / math.sqrt(queries.shape[-1])
    elif not isinstance(scale, Real) or not math.isfinite(scale):
        raise ValueError(f"scale must be a finite number, got {scale!r}")
    xp = array_namespace(queries)
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is named below
        scores = queries @ xp.matrix_transpose(keys)
        scaled_scores = scores * scale
        if bias is not None:
            bias = moved(bias, "bias", like=scores)
            _check_broadcast("bias", bias, scores)
            scaled_scores = scaled_scores + xp.astype(bias, scores.dtype, copy=False)
        masked_scores = scaled_scores
        if mask is not None:
            mask = moved(mask, "mask", like=scores)
            _check_mask(mask, scores)
            forbidden = xp.asarray(-math.inf, dtype=scores.dtype, device=device(scores))
            masked_scores = xp.where(mask, scaled_scores, forbidden)
        weights = softmax(masked_scores)
        trace = AttentionTrace(scores, scaled_scores, masked_scores, weights, weights @ values)
        if not all_finite(trace.scores, trace.output):
            raise ValueError(_what_is_not_finite(trace, bias, queries, keys, values))
    return trace


def _what_is_not_finite(
    trace: AttentionTrace, bias: Array | None, queries: Array, keys: Array, values: Array
) -> str:
    xp = array_namespace(queries)
    for name, array in (("queries", queries), ("keys", keys), ("values", values)):
        if not all_finite(array):
            return f"{name} {shape_of(array)} hold numbers that are not finite"
    if not all_finite(trace.scores):
        return (
            f"the scores of queries {shape_of(queries)} and keys {shape_of(keys)} are too large "
            f"for {trace.scores.dtype}: pass a wider dtype"
        )
    if bias is not None and not bool(xp.all(bias < math.inf)):  # false for NaN too
        return f"the bias {shape_of(bias)} holds NaN or +∞; only −∞ has a meaning, as a mask"
    blind = xp.max(trace.masked_scores, axis=-1) == -math.inf
    if bool(xp.any(blind)):
        return (
            f"bias and mask leave {_first(blind)} of the scores {shape_of(trace.scores)} nothing "
            "but −∞; its softmax is 0/0. Allow at least one key, or drop the query"
        )
    return (
        f"scaled scores or output are too large for {trace.scores.dtype}: pass a wider dtype or "
        "a smaller scale"
    )


def _first(rows: Bool[Array, "..."]) -> str:
    """The first row that is meant, by its place in every axis: ``row [0, 3]``."""
    return f"row [{', '.join(str(index) for index in np.argwhere(as_numpy(rows))[0])}]"


def _check_shapes(queries: Array, keys: Array, values: Array) -> None:
    for name, array in (("queries", queries), ("keys", keys), ("values", values)):
        if array.ndim < 2:
            raise ValueError(f"{name} need at least two axes, got {shape_of(array)}")
    if queries.shape[-1] != keys.shape[-1]:
        raise ValueError(
            "queries and keys differ in width (last axis): "
            f"queries {shape_of(queries)}, keys {shape_of(keys)}"
        )
    if not queries.shape[-1]:
        raise ValueError(f"queries and keys have no width: queries {shape_of(queries)}")
    if not keys.shape[-2]:
        raise ValueError(f"there is no key to look at: keys {shape_of(keys)}")
    if keys.shape[-2] != values.shape[-2]:
        raise ValueError(
            "keys and values differ in number (second last axis): "
            f"keys {shape_of(keys)}, values {shape_of(values)}"
        )
    try:
        np.broadcast_shapes(*(tuple(array.shape[:-2]) for array in (queries, keys, values)))
    except ValueError:
        raise ValueError(
            "batches or heads (leading axes) differ: "
            f"queries {shape_of(queries)}, keys {shape_of(keys)}, values {shape_of(values)}"
        ) from None


def _check_mask(mask: Array, scores: Array) -> None:
    xp = array_namespace(mask)
    if not xp.isdtype(mask.dtype, "bool"):
        raise ValueError(f"the mask must be boolean (True = may look), got {mask.dtype}")
    _check_broadcast("mask", mask, scores)
    if not bool(xp.all(xp.any(mask, axis=-1))):
        raise ValueError(
            f"{_first(~xp.any(mask, axis=-1))} of the mask {shape_of(mask)} may look at nothing; "
            f"for scores {shape_of(scores)} its softmax is 0/0. Allow at least one key, or drop "
            "the query"
        )


def _check_broadcast(name: str, array: Array, scores: Array) -> None:
    try:
        fits = np.broadcast_shapes(tuple(array.shape), tuple(scores.shape)) == tuple(scores.shape)
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(
            f"a {name} of shape {shape_of(array)} does not broadcast to scores {shape_of(scores)}"
        )
