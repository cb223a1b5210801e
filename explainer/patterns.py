"""Who may look at whom, when not everybody may: causal patterns that leave out cells.

All masks are boolean [n, n], True = may look, rows look at columns. Sliding windows: Beltagy et al.
2020 ("Longformer"), with global tokens; strided: Child et al. 2019 ("Sparse Transformers").
"""

from __future__ import annotations

import numpy as np

from explainer.arrays import Array, Bool
from explainer.attention import causal_mask


def sliding_window(n: int, window: int) -> Bool[Array, "n n"]:
    """Itself and the ``window`` - 1 positions before it. Raises ValueError for a window below 1."""
    if window < 1:
        raise ValueError(f"a window holds at least the position itself, not {window}")
    return causal_mask(n) & ~np.tril(np.ones((n, n), dtype=bool), k=-window)


def with_first(mask: Bool[Array, "n n"], count: int = 1) -> Bool[Array, "n n"]:
    """The first ``count`` positions are open to everyone after them as well."""
    n = mask.shape[-1]
    return mask | (causal_mask(n) & (np.arange(n) < count))


def strided(n: int, stride: int) -> Bool[Array, "n n"]:
    """The last ``stride`` positions, itself included, and every ``stride``-th before them."""
    back = np.arange(n)[:, None] - np.arange(n)
    return sliding_window(n, stride) | (causal_mask(n) & (back % stride == 0))


def reach(mask: Bool[Array, "n n"], layers: int) -> Bool[Array, "n n"]:
    """Whose input can be in whose output after so many layers, residual path included."""
    step = mask | np.eye(mask.shape[-1], dtype=bool)
    found = np.eye(mask.shape[-1], dtype=bool)
    for _ in range(layers):
        found = found @ step
    return found
