"""What a reader can read off a drawn grid: its numbers, its words and its place in the picture.

Every grid notes itself while it is drawn (`note_grid`); `tables` completes the notes with the words
that the picture writes around it. On the page the reader then moves over the grid.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.drawing.marks.matrix_labels import Words
from explainer.drawing.marks.nearby_words import (
    Written,
    column_words,
    outside,
    row_words,
    title,
    written,
)
from explainer.drawing.marks.shapes import Box

LOOKS = Words().column_title  # the heading of a grid whose rows look at its columns
LEAST = 5e-4  # a smaller number keeps two digits of its own
NAMELESS = Words(row_title="", column_title="")


@dataclass(frozen=True)
class Table:
    """A grid as a reader meets it.

    `place` is (left, top, width, height) of the cells in px; `rows` and `columns` are their words,
    empty where the picture has none; `numbers` holds None where there is none to read (masked).
    `says` stands before the word of the row, and between the two: ("", " looks at ").
    """

    place: tuple[float, float, float, float]
    title: str
    says: tuple[str, str]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True)
class _Grid:
    box: Box
    numbers: np.ndarray
    words: Words
    nameless: bool  # whether it can be read without words


_NOTED: WeakKeyDictionary[Figure, list[_Grid]] = WeakKeyDictionary()


def note_grid(
    ax: Axes, box: Box, numbers: Any, words: Words | None = None, nameless: bool = False
) -> None:
    """Note that the cells of a grid with these numbers [rows, columns] fill `box`, px of a canvas.

    Words that `words` does not name are those that the picture writes beside the grid. Without any,
    a grid is read by the numbers of its rows and columns if that is `nameless`, else not at all.
    """
    noted = _NOTED.setdefault(_figure(ax), [])
    noted.append(_Grid(box, np.asarray(numbers, dtype=float), words or NAMELESS, nameless))


def name_grid(ax: Axes, box: Box, words: Words) -> None:
    """Give the grid that fills `box` its words, where the picture writes only some of them."""
    noted = _NOTED.get(_figure(ax), [])
    noted[:] = [replace(grid, words=words) if grid.box == box else grid for grid in noted]


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def tables(figure: Figure) -> list[Table]:
    """Everything in the picture that can be read cell by cell, in the order of drawing."""
    grids = _NOTED.get(figure, [])
    texts = outside(written(figure), [grid.box for grid in grids])
    rows = _words(grids, texts, upright=False)
    columns = _words(grids, texts, upright=True)
    return [
        Table(
            _place(grid.box),
            title(texts, grid.box) if len(grids) > 1 else "",
            _says(grid.words, texts),
            down,
            across,
            tuple(tuple(map(_number, row)) for row in grid.numbers),
        )
        for grid, down, across in zip(grids, rows, columns, strict=True)
        if grid.numbers.size > 1
        and ((down and across) or (grid.nameless and len(grid.numbers) > 1))
    ]


def _place(box: Box) -> tuple[float, float, float, float]:
    left, top, width, height = (
        round(side, 1) for side in (box.left, box.top, box.width, box.height)
    )
    return left, top, width, height


def _words(grids: list[_Grid], texts: list[Written], upright: bool) -> list[tuple[str, ...]]:
    """The words of the rows of every grid, or, `upright`, of its columns; () where there are none.

    They are its own, or those of a grid beside it (above it) with the same rows, or what is written
    there.
    """
    given = [tuple(getattr(grid.words, "columns" if upright else "rows") or ()) for grid in grids]
    look = column_words if upright else row_words
    seen = [
        own or _beside(grids, given, grid, upright) or look(texts, grid.box, _count(grid, upright))
        for grid, own in zip(grids, given, strict=True)
    ]
    return [
        own or _beside(grids, seen, grid, upright) for grid, own in zip(grids, seen, strict=True)
    ]


def _count(grid: _Grid, upright: bool) -> int:
    return int(grid.numbers.shape[upright])


def _beside(
    grids: list[_Grid], words: list[tuple[str, ...]], grid: _Grid, upright: bool
) -> tuple[str, ...]:
    """The words of the first grid whose rows, or columns, lie where those of this one do."""
    for other, known in zip(grids, words, strict=True):
        ours, theirs = (
            (box.left, box.width) if upright else (box.top, box.height)
            for box in (grid.box, other.box)
        )
        if len(known) == _count(grid, upright) and np.allclose(ours, theirs, atol=1):
            return known
    return ()


def _says(words: Words, texts: Sequence[Written]) -> tuple[str, str]:
    """How the two words are joined: by what the picture calls its rows and columns."""
    if words.column_title == LOOKS or any(text.text == f"{LOOKS} →" for text in texts):
        return "", " looks at "
    row, column = (f"{name} " if name else "" for name in (words.row_title, words.column_title))
    return row, f", {column}"


def _number(number: float) -> float | None:
    """The number as it is read out: three decimals, or two digits of one that is smaller."""
    if not np.isfinite(number):
        return None
    number = float(number)
    return round(number, 3) if abs(number) >= LEAST or number == 0 else float(f"{number:.1e}")
