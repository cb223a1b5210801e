"""Attention weights for the tests of pictures, made from a seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainer.inspect import Attentions, from_arrays

# What tokenizers give, and what somebody may have put into a text.
ODD = (
    *("<s>", "[PAD]", "$x$", r"\frac{$", "a_b^c", "<script>alert(1)</script>", "&amp;", '"', "'"),
    *("", "  ", " cat", "\n", "\t", "\x00", "\x1b[0m", "\ud800", "\u202eevil", "\ufeff", "]]>"),
    *("▁the", "Ġcat", "##ing", "中", "é", "w" * 80),
)


def attentions(
    who_looks: Sequence[str],
    looked_at: Sequence[str] | None = None,
    layers: int = 2,
    heads: int = 3,
    causal: bool = False,
    seed: int = 0,
) -> Attentions:
    """Shares after a softmax of random scores."""
    columns = who_looks if looked_at is None else looked_at
    shape = (layers, heads, len(who_looks), len(columns))
    scores = np.random.default_rng(seed).normal(size=shape, scale=2)
    if causal:
        scores[..., *np.triu_indices(len(who_looks), k=1)] = -np.inf
    weights = np.exp(scores)
    return from_arrays(weights / weights.sum(axis=-1, keepdims=True), who_looks, looked_at)


def words(count: int) -> list[str]:
    return [f"word{number}" for number in range(count)]
