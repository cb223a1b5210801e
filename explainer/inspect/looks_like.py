"""What attention weights that do not fit look like, and what to pass instead.

Each function returns the hint that ends an error of ``outside``, or "" where nothing is recognised.
"""

from __future__ import annotations

import numpy as np

from explainer.arrays import Array, Float


def of_axes(weights: Array, n_tokens: int) -> str:
    """For a layer that is not [heads, queries, keys], or holds several texts."""
    if weights.ndim == 2:
        return ". Is it one layer alone? Pass [weights]. One head, or their mean? weights[None]"
    if weights.ndim == 4 and weights.shape[0] * weights.shape[-1] == n_tokens:
        return (
            f". Are these {weights.shape[0]} local windows of {weights.shape[-1]} places (Swin)? "
            "Pass one layer at a time, item= the window, and the tokens in it"
        )
    return ""


def of_shape(shape: tuple[int, int, int], who: int, at: int) -> str:
    """For [heads, queries, keys] where ``who`` tokens look and ``at`` are looked at."""
    heads, queries, keys = shape
    hints = (
        (
            (queries, keys) == (at, who),
            "Are source and target exchanged? Pass np.swapaxes(weights, -1, -2), or the two lists "
            "of tokens the other way round",
        ),
        (
            (heads, queries) == (who, at),
            "Does the axis of heads come last? Pass np.moveaxis(weights, -1, 0)",
        ),
        (
            (heads, keys) == (who, at),
            "Does the axis of heads come second? Pass np.swapaxes(weights, 0, 1)",
        ),
        (
            queries - who == keys - at > 0,
            f"{queries - who} places have no name: class and register tokens of a vision model, "
            "[CLS] and [SEP], or padding? Name them too, each at its place; attention_mask then "
            "cuts padding away",
        ),
        (
            queries == who == at,
            f"Does each row hold {keys} places around its own, a local window (Longformer)? Pass "
            f"zeros of [heads, {at}, {at}] with place j of row i written to column "
            f"i + j - {keys // 2}",
        ),
        (
            keys == at == who and queries < who,
            f"Are these the last {queries} queries, beside a key-value cache? Pass their tokens as "
            "tokens, and all tokens as looked_at",
        ),
    )
    return next((f". {hint}" for recognised, hint in hints if recognised), "")


def of_sums(weights: Float[Array, "heads queries keys"], tolerance: float) -> str:
    """For rows that do not sum to one."""
    sums = weights.sum(axis=-1)
    if np.abs(weights.sum(axis=-2) - 1).max() <= tolerance:
        return ". Columns do: are rows and columns exchanged? Pass np.swapaxes(weights, -1, -2)"
    if sums.max() <= 1 + tolerance:
        return (
            f", and no row to more ({sums.min():.2f} … {sums.max():.2f}). Does a learned sink take "
            'the rest (gpt-oss)? Pass sink="(sink)", and it becomes a place of its own. Or were '
            "columns cut off?"
        )
    return ". Is dropout still on (call model.eval()), or are these no weights after a softmax?"
