"""What a reader can read off words that are joined by lines: which words, and how strongly."""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.drawing.marks.shapes import Box, Token

Place = tuple[float, float, float, float]  # left, top, width, height in px


@dataclass(frozen=True)
class Lines:
    """Words that look (rows) and words looked at (columns), each with its place in the picture.

    Weights under `least` are not drawn; one of 1 is `widest` px wide. `upright` lines go from one
    line of words to another, above or below it.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    boxes: tuple[tuple[Place, ...], tuple[Place, ...]]
    numbers: tuple[tuple[float, ...], ...]
    least: float
    widest: float
    upright: bool


_NOTED: WeakKeyDictionary[Figure, list[Lines]] = WeakKeyDictionary()


def note_lines(
    ax: Axes,
    looking: Sequence[Box],
    looked_at: Sequence[Box],
    weights: np.ndarray,
    least: float,
    widest: float,
    upright: bool,
) -> None:
    """Note the lines between two sides, if there are words on both."""
    figure = ax.get_figure(root=True)
    words = [[box.word for box in side if isinstance(box, Token)] for side in (looking, looked_at)]
    if not isinstance(figure, Figure) or [*map(len, words)] != [*weights.shape]:
        return
    numbers = tuple(tuple(round(float(weight), 3) for weight in row) for row in weights)
    places = tuple(map(_place, looking)), tuple(map(_place, looked_at))
    found = Lines(tuple(words[0]), tuple(words[1]), places, numbers, least, widest, upright)
    _NOTED.setdefault(figure, []).append(found)


def lines(figure: Figure) -> list[Lines]:
    """All words of the picture that are joined by lines, in the order of drawing."""
    return _NOTED.get(figure, [])


def _place(box: Box) -> Place:
    left, top, width, height = (
        round(side, 1) for side in (box.left, box.top, box.width, box.height)
    )
    return left, top, width, height
