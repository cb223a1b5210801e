"""Three ways to say where a token stands.

``sinusoidal`` is added to the embedding, ``rotary`` turns queries and keys, ``alibi`` is added to
the scores. A learned code is a table of parameters and needs no function.
"""

from __future__ import annotations

import numpy as np

from explainer.arrays import Array, Float, array_namespace, device


def sinusoidal(
    positions: int, d_model: int, start: int = 0, like: Array | None = None
) -> Float[Array, "positions d_model"]:
    """Sine and cosine interleaved, each pair slower than the one before it.

    Vaswani et al. 2017, section 3.5: PE(p, 2i) = sin(p / 10000^(2i/d)), PE(p, 2i+1) = cos of the
    same angle. ``start`` is the first position. ``like`` chooses array library, dtype and device;
    float64 NumPy without it. Raises ValueError for an odd width.
    """
    if d_model % 2:
        raise ValueError(f"sine and cosine come in pairs, so d_model must be even, got {d_model}")
    steps = np.arange(start, start + positions)[:, None]
    angles = steps / 10_000 ** (np.arange(0, d_model, 2) / d_model)  # [positions, d_model / 2]
    code = np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(positions, d_model)
    if like is None:
        return code
    return array_namespace(like).asarray(code, dtype=like.dtype, device=device(like))


def rotary(
    features: Float[Array, "... positions d_head"], start: int = 0
) -> Float[Array, "... positions d_head"]:
    """Turn each pair of features by an angle that grows with the position.

    Su et al. 2021, "RoFormer", equation 34: features 2i and 2i+1 at position p turn by
    p / 10000^(2i/d). The dot product of a turned query and a turned key then depends on their
    distance, not on where they stand. Raises ValueError for an odd width.
    """
    xp = array_namespace(features)
    *leading, positions, d_head = features.shape
    if d_head % 2:
        raise ValueError(f"features are turned in pairs, so d_head must be even, got {d_head}")
    code = sinusoidal(positions, d_head, start, like=features)
    sine, cosine = code[:, 0::2], code[:, 1::2]  # [positions, d_head / 2]
    even, odd = features[..., 0::2], features[..., 1::2]
    turned = xp.stack([even * cosine - odd * sine, even * sine + odd * cosine], axis=-1)
    return xp.reshape(turned, (*leading, positions, d_head))


def alibi(
    n_heads: int, n_queries: int, n_keys: int | None = None, like: Array | None = None
) -> Float[Array, "heads queries keys"]:
    """A penalty on the scores that grows with distance, with a slope of its own in every head.

    Press, Smith & Lewis 2021, "Train Short, Test Long", section 3: head h of n has the slope
    2^(-8h/n), h from 1. The queries are the last positions where there are fewer than keys.
    ``like`` as in ``sinusoidal``.
    """
    n_keys = n_queries if n_keys is None else n_keys
    slopes = 2.0 ** (-8 * np.arange(1, n_heads + 1) / n_heads)
    query_positions = np.arange(n_keys - n_queries, n_keys)
    distance = np.abs(query_positions[:, None] - np.arange(n_keys)[None, :])
    penalty = -slopes[:, None, None] * distance
    if like is None:
        return penalty
    return array_namespace(like).asarray(penalty, dtype=like.dtype, device=device(like))
