"""What the figures of this page share: the rows of "it", and vectors as one writes them."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes

import explainer
from experiments.translator.recipe import PRONOUN
from explainer.untrained import untrained
from generators.figures._shared.four_words import FEATURES
from generators.figures._shared.running_sentence import translation
from generators.kit.marks import Box, Matrix, Vector, enclosing, number_style, vector, write
from generators.kit.needs import place_of
from generators.kit.theme import LABEL, MUTED, ROLES, SMALL

SEEDS = range(20)  # of the untrained models
BETWEEN = 4.0  # px between the vectors of a matrix


def words(ending: str) -> list[str]:
    """The sentence with this ending."""
    return list(translation(ending).source_tokens)


@cache
def rows(ending: str) -> np.ndarray:
    """Weights of "it" [layers * heads, words] as the translator reads the sentence."""
    return _rows(translation(ending).trace.encoder, place_of(PRONOUN, words(ending)))


@cache
def untrained_rows(ending: str) -> np.ndarray:
    """The same for models that were never trained [seeds, layers * heads, words]."""
    model, sentence = explainer.load("translator"), words(ending)
    ids = model.source_vocabulary.encode(sentence)
    traces = [explainer.encode(untrained(model, seed), ids) for seed in SEEDS]
    return np.stack([_rows(trace, place_of(PRONOUN, sentence)) for trace in traces])


def _rows(trace: explainer.StackTrace, query: int) -> np.ndarray:
    heads = [layer.self_attention.weights[:, query] for layer in trace.layers]
    return np.concatenate(heads).astype(np.float64)


def short(number: float, digits: int = 2) -> str:
    """A number as it is said: nothing for zero, .24 for 0.24, 2 for 2.0."""
    text = f"{number:.{digits}f}" if number % 1 else f"{number:.0f}"
    return "" if float(text) == 0 else text.removeprefix("0")


def pencil(
    ax: Axes,
    corner: tuple[float, float],
    numbers: Sequence[float],
    role: str,
    cell: tuple[float, float],
    **look: Any,
) -> Vector:
    """A vector whose cells are empty where it has a zero; `corner` is its top left one."""
    shade: dict[str, Any] = {"signed": False, "limit": 4, "size": LABEL, **look}
    drawn = vector(ax, *corner, numbers, role, 2, cell, **shade)
    for shown, number in zip(drawn.cells, numbers, strict=True):
        assert shown.number is not None
        shown.number.set_text(short(number))
    return drawn


def pencils(
    ax: Axes,
    corner: tuple[float, float],
    numbers: Sequence[Sequence[float]],
    role: str,
    cell: tuple[float, float],
    words: Sequence[str] = (),
    **look: Any,
) -> Box:
    """Such vectors one under the other under their features, 18 px above; the words of the rows."""
    x, y = corner
    features(ax, x, y - 10, cell[0])
    drawn = enclosing(
        pencil(ax, (x, y + index * (cell[1] + BETWEEN)), row, role, cell, **look)
        for index, row in enumerate(numbers)
    )
    for index, word in enumerate(words):
        middle = y + index * (cell[1] + BETWEEN) + cell[1] / 2
        write(ax, x - 8, middle, word, mono=True, align="right")
    return drawn


def features(ax: Axes, x: float, y: float, wide: float) -> None:
    """The names of the four numbers, each centred over its column."""
    for index, name in enumerate(FEATURES):
        write(ax, x + wide * (index + 0.5), y, name, MUTED, SMALL, align="centre")


def rewrite(drawn: Matrix, numbers: Sequence[Sequence[float]], digits: int = 2) -> None:
    """Print the numbers of a matrix as they are said, zeros too."""
    for cells, row in zip(drawn.cells, numbers, strict=True):
        for cell, number in zip(cells, row, strict=True):
            assert cell.number is not None
            cell.number.set_text(short(number, digits) or "0")


def number_largest(ax: Axes, grid: Matrix, rows: list[list[float]], also: int) -> None:
    """In each row of weights print the one in the column `also` and, bold, the largest."""
    for cells, weights in zip(grid.cells, rows, strict=True):
        largest = weights.index(max(weights))
        for column in sorted({also, largest}):
            role = ROLES[number_style("WEIGHT", round(weights[column], 3))[0]][0]
            bold = "semibold" if column == largest else "normal"
            text = short(weights[column]) or "0"
            write(ax, *cells[column].centre, text, role, SMALL, weight=bold, align="centre")
