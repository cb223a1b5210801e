"""What the figures of this page share: the rows of "it" in the encoder, and matrices of vectors."""

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes

import explainer
from explainer.untrained import untrained
from generators.figures._shared.running_sentence import translation
from generators.kit.marks import Box, Words, enclosing, labels, vector
from generators.kit.sizes import LABEL, SMALL

SEEDS = range(20)  # of the untrained models
BETWEEN = 4.0  # px between the vectors of a matrix


def words(ending: str) -> list[str]:
    """The sentence with this ending."""
    return list(translation(ending).source_tokens)


@cache
def rows(ending: str) -> np.ndarray:
    """Weights of "it" [layers * heads, words] as the translator reads the sentence."""
    return _rows(translation(ending).trace.encoder, words(ending).index("it"))


@cache
def untrained_rows(ending: str) -> np.ndarray:
    """The same for models that were never trained [seeds, layers * heads, words]."""
    model, sentence = explainer.load("translator"), words(ending)
    ids = model.source_vocabulary.encode(sentence)
    traces = [explainer.encode(untrained(model, seed), ids) for seed in SEEDS]
    return np.stack([_rows(trace, sentence.index("it")) for trace in traces])


def _rows(trace: explainer.StackTrace, query: int) -> np.ndarray:
    heads = [layer.self_attention.weights[:, query] for layer in trace.layers]
    return np.concatenate(heads).astype(np.float64)


def vectors(
    ax: Axes,
    corner: tuple[float, float],
    numbers: list[list[float]],
    names: Words,
    role: str,
    cell: tuple[float, float],
    digits: int = 0,
    limit: float = 8,
) -> Box:
    """A matrix as one vector a row, named; `corner` is the top left one of its first vector."""
    (x, y), pitch = corner, cell[1] + BETWEEN
    look: dict[str, Any] = {"limit": limit, "size": SMALL if digits else LABEL}
    box = enclosing(
        vector(ax, x, y + index * pitch, row, role, digits, cell, signed=False, **look)
        for index, row in enumerate(numbers)
    )
    around = Box(x, y - BETWEEN / 2, box.width, box.height + BETWEEN)
    labels(ax, around, names, (cell[0], pitch), {})
    return box
