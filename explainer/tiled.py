"""Attention tile by tile: the same output, without ever holding all the weights.

A softmax over a row needs the row's largest score and the sum of its exponentials. Both can be
kept up to date while the row is read in pieces (Milakov & Gimelshein 2018, "Online normalizer
calculation for softmax", algorithm 3); carrying the weighted sum of the values along gives
attention in tiles (Dao et al. 2022, "FlashAttention", algorithm 1, there for a GPU's memories).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explainer.arrays import Array, Bool, Float, array_namespace, device


@dataclass(frozen=True)
class Running:
    """What is known of some rows after the tiles read so far."""

    maximum: Float[Array, "... rows 1"]  # the largest score yet
    total: Float[Array, "... rows 1"]  # sum of exp(score - maximum)
    mixed: Float[Array, "... rows d_v"]  # sum of exp(score - maximum) × value

    @property
    def output(self) -> Float[Array, "... rows d_v"]:
        """The weighted average of the values read so far."""
        return self.mixed / self.total


def absorb(
    known: Running | None,
    scores: Float[Array, "... rows columns"],
    values: Float[Array, "... columns d_v"],
) -> Running:
    """Read one more tile of scaled scores with its values; ``None`` stands before the first tile.

    Where the tile holds a larger score, what was summed before is scaled down to the new maximum.
    A score of -inf counts nothing, but the first tile of a row must hold one that is finite.
    """
    xp = array_namespace(scores, values)
    maximum = xp.max(scores, axis=-1, keepdims=True)
    if known is not None:
        maximum = xp.maximum(known.maximum, maximum)
    exponentials = xp.exp(scores - maximum)
    total = xp.sum(exponentials, axis=-1, keepdims=True)
    mixed = exponentials @ values
    if known is not None:
        shrink = xp.exp(known.maximum - maximum)
        total, mixed = known.total * shrink + total, known.mixed * shrink + mixed
    return Running(maximum, total, mixed)


def attend_tiled(
    queries: Float[Array, "... queries d_k"],
    keys: Float[Array, "... keys d_k"],
    values: Float[Array, "... keys d_v"],
    tile: int = 64,
    causal: bool = False,
    scale: float | None = None,
) -> Float[Array, "... queries d_v"]:
    """The output of ``attend``, from tiles of at most ``tile`` queries by ``tile`` keys.

    ``causal`` lets each query look at itself and backwards; with fewer queries than keys the
    queries are the last ones. Tiles that lie wholly ahead are skipped. ``scale`` multiplies the
    scores; without it, 1/√d_k. Milakov & Gimelshein 2018; Dao et al. 2022, algorithm 1.

    Raises ValueError for a tile below 1, for sequences without keys, for counts of keys and values
    that differ, and for more queries than keys under ``causal``.
    """
    xp = array_namespace(queries, keys, values)
    n_queries, n_keys = queries.shape[-2], keys.shape[-2]
    if tile < 1:
        raise ValueError(f"a tile holds at least one query and one key, not {tile}")
    if not n_keys or values.shape[-2] != n_keys:
        raise ValueError(f"{n_keys} keys do not go with {values.shape[-2]} values")
    if causal and n_queries > n_keys:
        raise ValueError(f"{n_queries} queries cannot be the last of {n_keys} keys")
    ahead = n_keys - n_queries  # keys before the first query's own
    scale = 1 / math.sqrt(queries.shape[-1]) if scale is None else scale
    outputs = []
    for top in range(0, n_queries, tile):
        asking = queries[..., top : top + tile, :] * scale
        bottom = top + asking.shape[-2]
        known: Running | None = None
        for left in range(0, ahead + bottom if causal else n_keys, tile):
            scores = asking @ xp.matrix_transpose(keys[..., left : left + tile, :])
            if causal and left + scores.shape[-1] > ahead + top:
                scores = _hide_ahead(scores, ahead + top - left)
            known = absorb(known, scores, values[..., left : left + tile, :])
        assert known is not None  # there is a key, and a causal row sees the first one
        outputs.append(known.output)
    return xp.concat(outputs, axis=-2)


def _hide_ahead(
    scores: Float[Array, "... rows columns"], first: int
) -> Float[Array, "... rows columns"]:
    """-inf where column j lies after row i's own key, which is column ``first`` + i."""
    xp = array_namespace(scores)
    allowed: Bool[Array, "rows columns"] = np.tril(np.ones(scores.shape[-2:], dtype=bool), k=first)
    where = device(scores)
    forbidden = xp.asarray(-math.inf, dtype=scores.dtype, device=where)
    return xp.where(xp.asarray(allowed, device=where), scores, forbidden)
