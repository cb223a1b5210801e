"""What to compare a head's statistic with: weights, words or a model without what is measured.

Three controls, from the cheapest. ``baseline`` shuffles or draws the weights themselves;
``on_shuffled_input`` puts the same words in random order through the model; a model of the same
shapes with random parameters (``explainer.untrained.untrained``) shows what the architecture does
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from explainer.arrays import Array, Bool, Float, shape_of
from explainer.inspect.attentions import Attentions
from explainer.inspect.statistics import as_weights


def baseline(
    statistic: Callable[[Array], Array],
    weights: Array,
    how: Literal["shuffled", "random"] = "shuffled",
    mask: Bool[Array, "queries keys"] | None = None,
    draws: int = 100,
    seed: int = 0,
) -> Float[Array, "draws ..."]:
    """The statistic of heads that look nowhere in particular: one value a draw and head.

    "shuffled" moves each row's weights to random places, and so keeps how sharp the row is;
    "random" draws rows evenly from all possible rows (Dirichlet with all parameters 1). Both stay
    where ``mask`` is True (explainer.causal_mask for a decoder; None: everywhere). Raises
    ValueError for fewer than one draw, another ``how``, a mask of another shape, weights outside
    the mask, and a row that may see nothing.
    """
    weights = as_weights(weights)
    shape = weights.shape[-2:]
    allowed = np.ones(shape, dtype=bool) if mask is None else np.asarray(mask, dtype=bool)
    if draws < 1:
        raise ValueError(f"draws must be at least 1, got {draws}")
    if how not in ("shuffled", "random"):
        raise ValueError(f"how must be 'shuffled' or 'random', got {how!r}")
    if allowed.shape != shape:
        raise ValueError(f"mask {shape_of(allowed)} does not fit weights {shape_of(weights)}")
    if not allowed.any(axis=-1).all():
        raise ValueError("the mask has a row that may see nothing")
    if weights[..., ~allowed].any():
        raise ValueError("there is attention outside the mask")
    random = np.random.default_rng(seed)
    draw = _shuffled if how == "shuffled" else _dirichlet
    return np.stack([statistic(draw(weights, allowed, random)) for _ in range(draws)])


def on_shuffled_input(
    statistic: Callable[[Attentions], Array],
    attentions_of: Callable[[tuple[str, ...]], Attentions],
    tokens: Sequence[str],
    keep: Sequence[int] = (),
    draws: int = 20,
    seed: int = 0,
) -> Float[Array, "draws ..."]:
    """The statistic on the same tokens in random order, one value a draw.

    What stays is what the heads do whatever the sentence says; what goes away depended on its
    order. ``attentions_of`` runs the model on tokens; ``keep`` lists places, from 0 or from the end
    if negative, whose token stays, such as those of [CLS] and [SEP]. Raises ValueError for fewer
    than one draw, for a place that is not there and where fewer than two tokens may move.
    """
    if draws < 1:
        raise ValueError(f"draws must be at least 1, got {draws}")
    n = len(tokens)
    if wrong := [place for place in keep if not -n <= place < n]:
        raise ValueError(f"there is no place {wrong[0]} among {n} tokens")
    stay = {place % n for place in keep}
    moving = [place for place in range(n) if place not in stay]
    if len(moving) < 2:
        raise ValueError(f"{len(moving)} of {n} tokens may move: there is nothing to shuffle")
    random = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        shuffled = list(tokens)
        for place, source in zip(moving, random.permutation(moving), strict=True):
            shuffled[place] = tokens[source]
        found.append(np.asarray(statistic(attentions_of(tuple(shuffled)))))
    return np.stack(found)


def _shuffled(weights: Array, allowed: Array, random: np.random.Generator) -> Array:
    result = np.zeros_like(weights)
    for row, places in enumerate(allowed):
        result[..., row, places] = random.permuted(weights[..., row, places], axis=-1)
    return result


def _dirichlet(weights: Array, allowed: Array, random: np.random.Generator) -> Array:
    result = random.exponential(size=weights.shape) * allowed
    return result / result.sum(axis=-1, keepdims=True)
