"""The matrix: a grid of weights or scores, who looks on the left, what is looked at on top."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from explainer.drawing.marks.grids import (
    ONE_BY_ONE,
    PRINT_FROM,
    PRINT_UP_TO,
    Cell,
    Matrix,
    clear_ground,
    compound,
    draw_cell,
    hatch,
)
from explainer.drawing.marks.matrix_labels import Words, labels, matrix_margins, titles
from explainer.drawing.marks.readable import note_grid
from explainer.drawing.marks.shapes import Box, enclosing, write
from explainer.drawing.scales import printed, shade
from explainer.drawing.theme import GRID, LABEL, MUTED, SMALL, WEIGHT, cell_text, measure


@dataclass(frozen=True)
class Cells:
    """How the cells of a matrix look.

    scale "weight": opacity = weight, 0 to 1; "signed": centred on zero, up to `limit` (default:
    the largest absolute value); "plain": no colour. `digits` None prints no numbers; `masked_text`
    stands where looking is not allowed (default: −∞ on a score of −∞).
    """

    cell: tuple[float, float] = (44, 32)  # px
    scale: str = "weight"
    digits: int | None = 2
    role: str = WEIGHT
    limit: float | None = None
    size: float | None = None  # px of the numbers
    masked_text: str | None = None

    @property
    def number_size(self) -> float:
        """The size of the numbers, as large as the cells allow."""
        large = self.cell[0] >= 44 and self.cell[1] >= 28
        return self.size or (LABEL if large else SMALL)


def matrix(
    ax: Axes,
    x: float,
    y: float,
    numbers: Any,
    words: Words = Words(),  # noqa: B008  (frozen)
    cells: Cells = Cells(),
    mask: Any = None,
    reads: Any = None,
    **style: Any,
) -> Matrix:
    """A grid of numbers [rows, columns] with its words; (x, y) is the top left of all of it.

    Rows of weights that sum to 1 are printed so that they do. `mask` is True where looking is
    allowed; other cells, and scores of −∞, are hatched and carry no number. `reads` are the numbers
    that a reader of the page gets where those that are drawn were prepared for the eye, or () for
    none.

    Raises:
        ValueError: for an array of other than two axes, or words that are not as many as it has.
    """
    array = np.asarray(numbers, dtype=float)
    if array.ndim != 2:
        raise ValueError(f"a matrix has two axes, not {array.ndim}")
    words.check(array.shape)
    allowed = np.isfinite(array) & (True if mask is None else np.asarray(mask, dtype=bool))
    left, top, right = matrix_margins(words, cells.cell)
    width, height = cells.cell
    grid = Box(x + left, y + top, array.shape[1] * width, len(array) * height)
    boxes = [
        [
            Box(grid.left + j * width, grid.top + i * height, width, height)
            for j in range(array.shape[1])
        ]
        for i in range(len(array))
    ]
    drawn, artists = _draw_cells(
        ax,
        boxes,
        _shades(array, allowed, cells),
        _texts(array, allowed, cells),
        cells.number_size,
        style,
    )
    artists += _hidden(ax, boxes, drawn, allowed, style)
    read = np.asarray(array if reads is None else reads, dtype=float)
    if read.size:
        note_grid(ax, grid, np.where(allowed, read, np.nan), words, nameless=True)
    row_boxes, column_boxes = labels(ax, grid, words, cells.cell, style)
    artists += titles(ax, x, y, grid, words, style)
    artists += tuple(a for box in (*row_boxes, *column_boxes) for a in box.artists)
    return Matrix(
        x,
        y,
        left + grid.width + right,
        top + grid.height,
        artists,
        grid,
        drawn,
        row_boxes,
        column_boxes,
    )


def _shades(array: np.ndarray, allowed: np.ndarray, cells: Cells) -> list[list[tuple[str, float]]]:
    """Colour and opacity of every cell."""
    largest = float(np.abs(array[allowed]).max(initial=0))
    limit = largest if cells.limit is None else cells.limit
    return [
        [
            shade(number, cells.scale, limit, cells.role) if ok else (cells.role, 0.0)
            for number, ok in zip(numbers, oks, strict=True)
        ]
        for numbers, oks in zip(array, allowed, strict=True)
    ]


def _hidden(
    ax: Axes,
    boxes: list[list[Box]],
    cells: tuple[tuple[Cell, ...], ...],
    allowed: np.ndarray,
    style: dict[str, Any],
) -> tuple[Any, ...]:
    """The hatching of the cells where looking is not allowed."""
    places = list(zip(*np.nonzero(~allowed), strict=True))
    if not places:
        return ()
    hatched = hatch(ax, [boxes[i][j] for i, j in places], **style)
    for i, j in places:
        if (number := cells[i][j].number) is not None:
            clear_ground(number)
    return (hatched,)


def _texts(array: np.ndarray, allowed: np.ndarray, cells: Cells) -> list[list[str]]:
    """What is printed in every cell; nothing where cells are too small or too many."""
    digits = cells.digits
    if digits is None or cells.cell[0] < PRINT_FROM or array.size > PRINT_UP_TO:
        return [[""] * array.shape[1] for _ in array]
    shown = np.where(allowed, array, 0.0)
    if (
        cells.scale == "weight"
        and np.allclose(shown.sum(axis=-1), 1, atol=1e-3)
        and (shown >= 0).all()
    ):
        shown = printed(shown, digits)
    return [
        [
            cell_text(number, digits) if ok else _masked(original, cells.masked_text)
            for number, ok, original in zip(*lists, strict=True)
        ]
        for lists in zip(shown, allowed, array, strict=True)
    ]


def _masked(score: float, text: str | None) -> str:
    return "−∞" if text is None and np.isneginf(score) else text or ""


def _draw_cells(
    ax: Axes,
    boxes: list[list[Box]],
    shades: list[list[tuple[str, float]]],
    texts: list[list[str]],
    size: float,
    style: dict[str, Any],
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[Any, ...]]:
    if max(len(boxes), len(boxes[0])) > ONE_BY_ONE:
        grid = enclosing([boxes[0][0], boxes[-1][-1]])
        frame = Rectangle(
            (grid.left - 0.5, grid.top - 0.5),
            grid.width + 1,
            grid.height + 1,
            facecolor="none",
            edgecolor=GRID,
            linewidth=1,
            **style,
        )
        ax.add_patch(frame)
        plain = tuple(
            tuple(Cell(box.left, box.top, box.width, box.height) for box in row) for row in boxes
        )
        return plain, (frame, *compound(ax, boxes, shades, **style))
    cells = tuple(
        tuple(
            draw_cell(ax, box, *shade, text, size, **style)
            for box, shade, text in zip(*lists, strict=True)
        )
        for lists in zip(boxes, shades, texts, strict=True)
    )
    return cells, tuple(artist for row in cells for box in row for artist in box.artists)


def weight_legend(
    ax: Axes, x: float, y: float, text: str = "attention weight", role: str = WEIGHT, **style: Any
) -> Box:
    """The key of the weight scale: eleven steps from 0 to 1, with its name on the left."""
    name = write(ax, x, y + 7, text, MUTED, SMALL, **style)
    left = x + measure(text, SMALL)[0] + (24 if text else 14)
    zero = write(ax, left - 6, y + 7, "0", MUTED, SMALL, align="right", **style)
    artists: list[Any] = [name, zero]
    for index in range(11):
        box = Box(left + index * 12, y + 1, 12, 12)
        artists += draw_cell(ax, box, role, index / 10, "", SMALL, **style).artists
    one = write(ax, left + 11 * 12 + 8, y + 7, "1", MUTED, SMALL, **style)
    width = left + 11 * 12 + 8 + measure("1", SMALL)[0] - x
    return Box(x, y, width, 14, (*artists, one))
