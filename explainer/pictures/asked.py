"""What the pictures ask of attention weights: one head, who may look where, the largest weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainer.arrays import Array, Bool, Float
from explainer.inspect.attentions import Attentions

LONGEST_ALT = 600  # letters of an alternative text


def one_head(seen: Attentions, layer: int, head: int) -> Float[Array, "queries keys"]:
    """The weights of one head, ``seen.layers[layer][head]``.

    Raises ValueError that says how many layers or heads there are.
    """
    n_layers = len(seen.layers)
    if not -n_layers <= layer < n_layers:
        raise ValueError(f"there is no layer {layer}: {n_layers} layers, counted from 0")
    weights = seen.layers[layer]
    if not -len(weights) <= head < len(weights):
        raise ValueError(
            f"there is no head {head} in layer {layer}: {len(weights)} heads, counted from 0"
        )
    return weights[head]


def few_enough(seen: Attentions, picture: str, most: int) -> None:
    """Raise ValueError where more than `most` tokens look or are looked at, and say what to do."""
    rows, columns = len(seen.who_looks), len(seen.looked_at)
    if max(rows, columns) > most:
        raise ValueError(
            f"{rows} tokens look at {columns}; a {picture.replace('_', ' ')} shows {most} at "
            f"most: {picture}(part(seen, slice(0, {most}), slice(0, {most})), …)"
        )


def name_of(seen: Attentions, layer: int, head: int) -> str:
    """The head's name, also where it was counted from the end: "layer 0, head 2"."""
    layer %= len(seen.layers)
    return f"layer {layer}, head {head % len(seen.layers[layer])}"


def may_look(seen: Attentions) -> Bool[Array, "queries keys"]:
    """Where looking is allowed: not at later places, if no head of any layer ever looks there.

    A place more than there are tokens that look is a sink, which is not later.
    """
    shape = (len(seen.who_looks), len(seen.looked_at))
    later = np.triu(np.ones(shape, dtype=bool), k=1)
    later[:, shape[0] :] = False
    itself = seen.looked_at[: shape[0]] == seen.who_looks
    looks = any(bool((layer * later).any()) for layer in seen.layers)
    return ~later if itself and not looks else np.ones(shape, dtype=bool)


def most(
    weights: Float[Array, "queries keys"], rows: Sequence[str], columns: Sequence[str], count: int
) -> list[str]:
    """Where each row looks most, "“cat” at “the”, 0.71"; of many, the `count` largest."""
    largest = weights.max(axis=-1)
    chosen = np.sort(np.argsort(-largest, kind="stable")[:count])
    return [
        f"“{rows[row]}” at “{columns[int(weights[row].argmax())]}”, {largest[row]:.2f}"
        for row in chosen
        if largest[row] > 0
    ]


def told(start: str, parts: Sequence[str]) -> str:
    """An alternative text: the start and as many of the parts as there is room for."""
    text = start
    for number, part in enumerate(parts):
        longer = f"{text}{'; ' if number else ' '}{part}"
        if len(longer) > LONGEST_ALT:
            break
        text = longer
    return f"{text}."


def counted(number: int, thing: str) -> str:
    """A number of things: "1 head", "4 heads"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
