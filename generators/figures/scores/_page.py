"""Random queries and keys: what their scores, the softmax and its derivative do as d_k grows."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from explainer import softmax

WIDTHS = (4, 16, 64, 256, 1024)  # d_k
HEAD = 64  # the width of which the page speaks: one head of the paper
KEYS = 32  # keys that one query is compared with
DRAWS = 1000  # queries, each with keys of its own, for every width


@cache
def drawn(width: int, n_keys: int = KEYS, draws: int = DRAWS) -> tuple[np.ndarray, np.ndarray]:
    """Scores [draws, keys] and keys [draws, keys, width] of independent unit-variance numbers."""
    random = np.random.default_rng(width)
    keys = random.standard_normal((draws, n_keys, width), dtype=np.float32)
    queries = random.standard_normal((draws, width, 1), dtype=np.float32)
    return (keys @ queries)[..., 0].astype(np.float64), keys


def entropy(weights: np.ndarray) -> np.ndarray:
    """In bits, along the last axis: log2 n for an even row of n, 0 for a row with a single 1."""
    safe = np.where(weights > 0, weights, 1.0)
    total: np.ndarray = -np.sum(weights * np.log2(safe), axis=-1)
    return total


def jacobian(weights: np.ndarray) -> np.ndarray:
    """How each weight answers each score, [..., n, n]: diag(w) − w wᵀ, the softmax's derivative."""
    outer = weights[..., :, None] * weights[..., None, :]
    result: np.ndarray = weights[..., :, None] * np.eye(weights.shape[-1]) - outer
    return result


def norms(width: int, scaled: bool) -> dict[str, float]:
    """Medians over the draws of the Frobenius norms of two derivatives.

    ``softmax``: of the weights by the scores that the softmax gets. ``query``: of the weights by
    the query, which is the former times the keys, times 1/√d_k where the scores are divided.
    """
    scores, keys = drawn(width)
    scale = 1 / math.sqrt(width) if scaled else 1.0
    inner = jacobian(softmax(scores * scale))
    outer = scale * (inner.astype(np.float32) @ keys)
    return {
        "softmax": float(np.median(np.linalg.norm(inner, axis=(-2, -1)))),
        "query": float(np.median(np.linalg.norm(outer, axis=(-2, -1)))),
    }
