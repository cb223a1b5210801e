"""The words around a matrix: row and column labels, their titles, and the room they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from explainer.drawing.marks.grids import Matrix
from explainer.drawing.marks.shapes import BASELINE, Box, token, token_width, write
from explainer.drawing.theme import INK, KEY, LABEL, MONO, QUERY, SMALL, measure

GAP = 8  # px between labels and grid
TITLE_BAND = 22  # px for the line that says what is looked at


@dataclass(frozen=True)
class Words:
    """The words around a matrix: who looks on the left, what is looked at on top.

    `left` and `top` align several matrices: the px that words take left of and above the grid
    (default: what they need).
    """

    rows: Sequence[str] | None = None
    columns: Sequence[str] | None = None
    row_title: str = "who looks"
    column_title: str = "what is looked at"
    left: float | None = None
    top: float | None = None

    def check(self, shape: tuple[int, ...]) -> None:
        """Hold the words to the shape [rows, columns] of the numbers.

        Raises:
            ValueError: names both counts.
        """
        for name, words, count in (
            ("rows", self.rows, shape[0]),
            ("columns", self.columns, shape[1]),
        ):
            if words is not None and len(words) != count:
                raise ValueError(f"{len(words)} {name} for an array {shape}")


NO_WORDS = Words(row_title="", column_title="", left=0, top=0)  # the grid alone


def matrix_margins(
    words: Words, cell: tuple[float, float] = (44, 32)
) -> tuple[float, float, float]:
    """Space in px that matrix() takes left of, above and right of its grid.

    Raises:
        ValueError: if there are words and the cells are lower or narrower than SMALL px.
    """
    rows, columns = words.rows, words.columns
    if (rows and cell[1] < SMALL) or (columns and cell[0] < SMALL):
        raise ValueError(f"cells of {cell} px are too small for words: they need {SMALL} px")
    pills = _pills(columns, cell)
    left = max((_row_label_width(word, cell, pills) for word in rows or ()), default=0.0)
    if words.row_title:
        left = max(left, measure(words.row_title + " ↓", SMALL)[0])
    left += GAP if left else 0
    top, right = _above(words, cell)
    if words.column_title:
        top += TITLE_BAND
    return (
        float(np.ceil(left)) if words.left is None else words.left,
        float(np.ceil(top)) if words.top is None else words.top,
        float(np.ceil(right)),
    )


def _above(words: Words, cell: tuple[float, float]) -> tuple[float, float]:
    """What the column words take above the grid, and to its right when they are tilted."""
    columns = words.columns
    if columns is None:
        return GAP if words.row_title and not words.column_title else 0.0, 0.0
    if _fits(columns, cell):
        return 24 + GAP, 0.0
    size, angle = _tilt(cell)
    radians = np.deg2rad(angle)
    lengths = [measure(word, size, mono=True)[0] for word in columns]
    top = max(lengths) * np.sin(radians) + size * 0.9 * np.cos(radians) + GAP / 2 + 2
    ends = [
        (index + 0.5 - len(columns)) * cell[0] + length * np.cos(radians) + size * 0.4
        for index, length in enumerate(lengths)
    ]
    return top, max(0.0, *ends)


def _fits(words: Sequence[str], cell: tuple[float, float]) -> bool:
    return all(token_width(word) <= cell[0] - 2 for word in words)


def _pills(columns: Sequence[str] | None, cell: tuple[float, float]) -> bool:
    """Whether the words stand in pills: only if there is room for all of them, on both sides."""
    return cell[1] >= 28 and (columns is None or _fits(columns, cell))


def _row_label_width(word: str, cell: tuple[float, float], pills: bool) -> float:
    return token_width(word) if pills else measure(word, _row_size(cell), mono=True)[0]


def _tilt(cell: tuple[float, float]) -> tuple[float, float]:
    """Size and angle of column words that do not fit across their cell."""
    if cell[0] >= 18:
        return (LABEL if cell[0] >= 24 else SMALL), 52
    return (SMALL, 60) if cell[0] >= 15 else (SMALL, 90)


def _row_size(cell: tuple[float, float]) -> float:
    return LABEL if cell[1] >= 22 else SMALL


def labels(
    ax: Axes, grid: Box, words: Words, cell: tuple[float, float], style: dict[str, Any]
) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Row and column words, as tokens where a token fits, else as plain (tilted) words."""
    rows, columns = words.rows, words.columns
    pills = _pills(columns, cell)
    row_boxes: list[Box] = []
    for index, word in enumerate(rows or ()):
        middle = grid.top + (index + 0.5) * cell[1]
        edge = grid.left - GAP
        if pills:
            high = min(26.0, cell[1] - 2)
            row_boxes.append(
                token(ax, edge, middle - high / 2, word, height=high, align="right", **style)
            )
        else:
            size = _row_size(cell)
            width = measure(word, size, mono=True)[0]
            text = write(ax, edge, middle, word, INK, size, mono=True, align="right", **style)
            row_boxes.append(Box(edge - width, middle - size / 2, width, size, (text,)))
    column_boxes: list[Box] = []
    size, angle = _tilt(cell)
    upright = columns is not None and _fits(columns, cell)
    for index, word in enumerate(columns or ()):
        middle = grid.left + (index + 0.5) * cell[0]
        if upright:
            top = grid.top - GAP / 2 - 26
            column_boxes.append(token(ax, middle, top, word, height=26, align="centre", **style))
            continue
        text = ax.text(
            middle + size * (0.25 if angle < 90 else BASELINE),
            grid.top - GAP / 2 - 1,
            word,
            family=MONO,
            fontsize=size,
            color=INK,
            rotation=angle,
            rotation_mode="anchor",
            parse_math=False,
            ha="left",
            va="baseline",
            **({"zorder": 5} | style),
        )
        length = measure(word, size, mono=True)[0]
        wide, high = length * np.cos(np.deg2rad(angle)), length * np.sin(np.deg2rad(angle))
        column_boxes.append(Box(middle, grid.top - GAP / 2 - high, wide, high, (text,)))
    return tuple(row_boxes), tuple(column_boxes)


def titles(
    ax: Axes, x: float, y: float, grid: Box, words: Words, style: dict[str, Any]
) -> tuple[Any, ...]:
    """The two lines that say who looks (rows) and what is looked at (columns)."""
    artists: tuple[Any, ...] = ()
    if words.column_title:
        text = words.column_title + " →"
        artists += (write(ax, grid.left, y + TITLE_BAND / 2 - 2, text, KEY, SMALL, **style),)
    if words.row_title:
        text = words.row_title + " ↓"
        at = grid.top - GAP / 2 - SMALL / 2 - 2
        artists += (write(ax, grid.left - GAP, at, text, QUERY, SMALL, align="right", **style),)
    return artists


def highlight(
    ax: Axes, drawn: Matrix, row: int | None = None, column: int | None = None, **style: Any
) -> tuple[Any, ...]:
    """Outlines of one row (a query) and one column (a key) of a drawn matrix, counted from 0."""
    grid, artists = drawn.grid, []
    if row is not None:
        first = drawn.cells[row][0]
        box = Box(grid.left, first.top, grid.width, first.height)
        artists.append(_outline(ax, box, QUERY, style))
    if column is not None:
        first = drawn.cells[0][column]
        box = Box(first.left, grid.top, first.width, grid.height)
        artists.append(_outline(ax, box, KEY, style))
    return tuple(artists)


def _outline(ax: Axes, box: Box, role: str, style: dict[str, Any]) -> Rectangle:
    patch = Rectangle(
        (box.left, box.top),
        box.width,
        box.height,
        facecolor="none",
        edgecolor=role,
        linewidth=2,
        joinstyle="round",
        **({"zorder": 4} | style),
    )
    ax.add_patch(patch)
    return patch
