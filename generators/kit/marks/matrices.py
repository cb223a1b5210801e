"""The matrix: a grid of weights or scores, who looks on the left, what is looked at on top."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from generators.kit.marks.grids import (
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
from generators.kit.marks.matrix_labels import highlight, labels, matrix_margins, titles
from generators.kit.marks.shapes import Box, enclosing, write
from generators.kit.scales import printed, shade
from generators.kit.theme import GRID, LABEL, MUTED, SMALL, WEIGHT, measure, signed_text


def matrix(
    ax: Axes,
    x: float,
    y: float,
    numbers: Any,
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    cell: tuple[float, float] = (44, 32),
    scale: str = "weight",
    digits: int | None = 2,
    mask: Any = None,
    row_title: str = "who looks",
    column_title: str = "what is looked at",
    role: str = WEIGHT,
    limit: float | None = None,
    masked_text: str | None = None,
    highlight_row: int | None = None,
    highlight_column: int | None = None,
    label_width: float | None = None,
    label_height: float | None = None,
    size: float | None = None,
    **style: Any,
) -> Matrix:
    """A grid of numbers [rows, columns] with its labels; (x, y) is the top left of all of it.

    scale "weight": opacity = weight, 0 to 1; "signed": centred on zero, up to `limit` (default:
    the largest absolute value); "plain": no colour. Rows of weights that sum to 1 are printed so
    that they do. `mask` is True where looking is allowed; other cells, and scores of −∞, are
    hatched and carry `masked_text` instead of a number (default: −∞ on a score of −∞).
    `label_width` and `label_height` align several matrices:
    the space left of and above the grid (see matrix_margins).
    """
    array = np.asarray(numbers, dtype=float)
    if array.ndim != 2:
        raise ValueError(f"a matrix has two axes, not {array.ndim}")
    for name, words, count in (("rows", rows, len(array)), ("columns", columns, array.shape[1])):
        if words is not None and len(words) != count:
            raise ValueError(f"{len(words)} {name} for an array {array.shape}")
    allowed = np.isfinite(array) & (True if mask is None else np.asarray(mask, dtype=bool))
    left, top, right = matrix_margins(rows, columns, cell, row_title, column_title)
    left = left if label_width is None else label_width
    top = top if label_height is None else label_height
    width, height = array.shape[1] * cell[0], len(array) * cell[1]
    grid = Box(x + left, y + top, width, height)
    boxes = [
        [Box(grid.left + j * cell[0], grid.top + i * cell[1], *cell) for j in range(array.shape[1])]
        for i in range(len(array))
    ]
    limit = float(np.abs(array[allowed]).max(initial=0)) if limit is None else limit
    shades = [
        [
            shade(number, scale, limit, role) if ok else (role, 0.0)
            for number, ok in zip(values, oks, strict=True)
        ]
        for values, oks in zip(array, allowed, strict=True)
    ]
    size = size or (LABEL if cell[0] >= 44 and cell[1] >= 28 else SMALL)
    cells, artists = _draw_cells(
        ax, boxes, shades, _texts(array, allowed, cell, scale, digits, masked_text), size, style
    )
    hidden = [boxes[i][j] for i, j in zip(*np.nonzero(~allowed), strict=True)]
    if hidden:
        artists += (hatch(ax, hidden, **style),)
        for i, j in zip(*np.nonzero(~allowed), strict=True):
            if (number := cells[i][j].number) is not None:
                clear_ground(number)
    row_boxes, column_boxes = labels(ax, grid, rows, columns, cell, style)
    artists += titles(ax, x, y, grid, top, row_title, column_title, style)
    artists += highlight(ax, grid, cell, highlight_row, highlight_column, style)
    artists += tuple(a for box in (*row_boxes, *column_boxes) for a in box.artists)
    return Matrix(
        x,
        y,
        left + width + right,
        top + height,
        artists,
        Box(grid.left, grid.top, width, height),
        cells,
        row_boxes,
        column_boxes,
    )


def _texts(
    array: np.ndarray,
    allowed: np.ndarray,
    cell: tuple[float, float],
    scale: str,
    digits: int | None,
    masked_text: str | None,
) -> list[list[str]]:
    """What is printed in every cell; nothing where cells are too small or too many."""
    if digits is None or cell[0] < PRINT_FROM or array.size > PRINT_UP_TO:
        return [[""] * array.shape[1] for _ in array]
    shown = np.where(allowed, array, 0.0)
    if scale == "weight" and np.allclose(shown.sum(axis=-1), 1, atol=1e-3) and (shown >= 0).all():
        shown = printed(shown, digits)
    return [
        [
            signed_text(number, digits)
            if ok
            else ("−∞" if masked_text is None and np.isneginf(original) else masked_text or "")
            for number, ok, original in zip(*lists, strict=True)
        ]
        for lists in zip(shown, allowed, array, strict=True)
    ]


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
