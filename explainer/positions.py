"""Where a token stands, as a vector that is added to its embedding."""

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
