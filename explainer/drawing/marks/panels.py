"""What belongs to a panel of a picture: its title, and the words beside its rows."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from explainer.drawing.marks.shapes import Box, write
from explainer.drawing.theme import INK, LABEL, QUERY, SMALL

TITLE_HEIGHT = 24.0  # px that a title takes of its panel


def titled(
    ax: Axes, box: Box, title: str, role: str = INK, size: float = LABEL, **style: Any
) -> Box:
    """Write a title at the top of a panel; what is left of the panel below it."""
    write(ax, box.left, box.top + 8, title, role, size, weight="semibold", **style)
    return Box(box.left, box.top + TITLE_HEIGHT, box.width, box.height - TITLE_HEIGHT)


def row_words(
    ax: Axes,
    box: Box,
    words: Sequence[str],
    looking: int | None = None,
    size: float = SMALL,
    gap: float = 8,
) -> None:
    """One word a row, left of the box; the row that looks, counted from 0, is set off."""
    for index, word in enumerate(words):
        middle = box.top + (index + 0.5) * box.height / len(words)
        role, weight = (QUERY, "semibold") if index == looking else (INK, "normal")
        write(ax, box.left - gap, middle, word, role, size, True, weight, "right")
