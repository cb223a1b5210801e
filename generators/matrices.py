"""The matrix: a grid of weights or scores, who looks on the left, what is looked at on top."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from generators.grids import (
    ONE_BY_ONE,
    PRINT_FROM,
    PRINT_UP_TO,
    Matrix,
    _cell,
    _compound,
    _hatch,
    _shade,
    printed,
)
from generators.shapes import Box, enclosing, token, token_width, write
from generators.theme import (
    GRID,
    INK,
    KEY,
    LABEL,
    MONO,
    MUTED,
    QUERY,
    SMALL,
    WEIGHT,
    measure,
    signed_text,
)

ANGLE = 52  # degrees, of column words that do not fit across their cell
GAP = 8  # px between labels and grid
TITLE_BAND = 22  # px for the line that says what is looked at


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
    masked_text: str = "",
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
    that they do. `mask` is True where looking is allowed; other cells are hatched and carry
    `masked_text` instead of a number. `label_width` and `label_height` align several matrices:
    the space left of and above the grid (see matrix_margins).
    """
    array = np.asarray(numbers, dtype=float)
    if array.ndim != 2:
        raise ValueError(f"a matrix has two axes, not {array.ndim}")
    for name, words, count in (("rows", rows, len(array)), ("columns", columns, array.shape[1])):
        if words is not None and len(words) != count:
            raise ValueError(f"{len(words)} {name} for an array {array.shape}")
    allowed = np.ones(array.shape, bool) if mask is None else np.broadcast_to(mask, array.shape)
    left, top, right = matrix_margins(rows, columns, cell, row_title, column_title)
    left = left if label_width is None else label_width
    top = top if label_height is None else label_height
    width, height = array.shape[1] * cell[0], len(array) * cell[1]
    grid = Box(x + left, y + top, width, height)
    boxes = [
        [Box(grid.left + j * cell[0], grid.top + i * cell[1], *cell) for j in range(array.shape[1])]
        for i in range(len(array))
    ]
    finite = array[allowed & np.isfinite(array)]
    limit = float(np.abs(finite).max(initial=0)) if limit is None else limit
    shades = [
        [
            _shade(number, scale, limit, role) if ok else (role, 0.0)
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
        artists += (_hatch(ax, hidden, **style),)
    row_boxes, column_boxes = _labels(ax, grid, rows, columns, cell, style)
    artists += _titles(ax, x, y, grid, top, row_title, column_title, style)
    artists += _highlight(ax, grid, cell, highlight_row, highlight_column, style)
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


def matrix_margins(
    rows: Sequence[str] | None,
    columns: Sequence[str] | None,
    cell: tuple[float, float] = (44, 32),
    row_title: str = "who looks",
    column_title: str = "what is looked at",
) -> tuple[float, float, float]:
    """Space in px that matrix() takes left of, above and right of its grid."""
    pills = _pills(columns, cell)
    left = max((_row_label_width(word, cell, pills) for word in rows or ()), default=0.0)
    if row_title:
        left = max(left, measure(row_title + " ↓", SMALL)[0])
    left += GAP if left else 0
    right = 0.0
    if columns is None:
        top = GAP if row_title and not column_title else 0.0
    elif _fits(columns, cell):
        top = 24 + GAP
    else:
        radians = np.deg2rad(ANGLE)
        lengths = [measure(word, LABEL, mono=True)[0] for word in columns]
        top = max(lengths) * np.sin(radians) + LABEL * 0.9 + GAP / 2
        ends = [
            (index + 0.5 - len(columns)) * cell[0] + length * np.cos(radians) + LABEL * 0.3
            for index, length in enumerate(lengths)
        ]
        right = max(0.0, *ends)
    if column_title:
        top += TITLE_BAND
    return float(np.ceil(left)), float(np.ceil(top)), float(np.ceil(right))


def _fits(words: Sequence[str], cell: tuple[float, float]) -> bool:
    return all(token_width(word) <= cell[0] - 2 for word in words)


def _pills(columns: Sequence[str] | None, cell: tuple[float, float]) -> bool:
    """Whether the words stand in pills: only if there is room for all of them, on both sides."""
    return cell[1] >= 28 and (columns is None or _fits(columns, cell))


def _row_label_width(word: str, cell: tuple[float, float], pills: bool) -> float:
    return token_width(word) if pills else measure(word, _row_size(cell), mono=True)[0]


def _row_size(cell: tuple[float, float]) -> float:
    return LABEL if cell[1] >= 18 else SMALL


def _texts(
    array: np.ndarray,
    allowed: np.ndarray,
    cell: tuple[float, float],
    scale: str,
    digits: int | None,
    masked_text: str,
) -> list[list[str]]:
    """What is printed in every cell; nothing where cells are too small or too many."""
    if digits is None or cell[0] < PRINT_FROM or max(array.shape) > PRINT_UP_TO:
        return [[""] * array.shape[1] for _ in array]
    shown = np.where(allowed, array, 0.0)
    if scale == "weight" and np.allclose(shown.sum(axis=-1), 1, atol=1e-3) and (shown >= 0).all():
        shown = printed(shown, digits)
    return [
        [
            signed_text(number, digits) if ok else masked_text
            for number, ok in zip(values, oks, strict=True)
        ]
        for values, oks in zip(shown, allowed, strict=True)
    ]


def _draw_cells(
    ax: Axes,
    boxes: list[list[Box]],
    shades: list[list[tuple[str, float]]],
    texts: list[list[str]],
    size: float,
    style: dict[str, Any],
) -> tuple[tuple[tuple[Box, ...], ...], tuple[Any, ...]]:
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
        return tuple(map(tuple, boxes)), (frame, *_compound(ax, boxes, shades, **style))
    cells = tuple(
        tuple(
            _cell(ax, box, *shade, text, size, **style)
            for box, shade, text in zip(*lists, strict=True)
        )
        for lists in zip(boxes, shades, texts, strict=True)
    )
    return cells, tuple(artist for row in cells for box in row for artist in box.artists)


def _labels(
    ax: Axes,
    grid: Box,
    rows: Sequence[str] | None,
    columns: Sequence[str] | None,
    cell: tuple[float, float],
    style: dict[str, Any],
) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Row and column words, as tokens where a token fits, else as plain (tilted) words."""
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
    upright = columns is not None and _fits(columns, cell)
    for index, word in enumerate(columns or ()):
        middle = grid.left + (index + 0.5) * cell[0]
        if upright:
            top = grid.top - GAP / 2 - 26
            column_boxes.append(token(ax, middle, top, word, height=26, align="centre", **style))
            continue
        text = ax.text(
            middle + LABEL * 0.25,
            grid.top - GAP / 2 - 1,
            word,
            family=MONO,
            fontsize=LABEL,
            color=INK,
            rotation=ANGLE,
            rotation_mode="anchor",
            ha="left",
            va="baseline",
            **({"zorder": 5} | style),
        )
        length = measure(word, LABEL, mono=True)[0] * np.cos(np.deg2rad(ANGLE))
        high = measure(word, LABEL, mono=True)[0] * np.sin(np.deg2rad(ANGLE))
        column_boxes.append(Box(middle, grid.top - GAP / 2 - high, length, high, (text,)))
    return tuple(row_boxes), tuple(column_boxes)


def _titles(
    ax: Axes,
    x: float,
    y: float,
    grid: Box,
    top: float,
    row_title: str,
    column_title: str,
    style: dict[str, Any],
) -> tuple[Any, ...]:
    artists: tuple[Any, ...] = ()
    if column_title:
        text = column_title + " →"
        artists += (write(ax, grid.left, y + TITLE_BAND / 2 - 2, text, KEY, SMALL, **style),)
    if row_title:
        text = row_title + " ↓"
        at = grid.top - GAP / 2 - SMALL / 2 - 2
        artists += (write(ax, grid.left - GAP, at, text, QUERY, SMALL, align="right", **style),)
    return artists


def _highlight(
    ax: Axes,
    grid: Box,
    cell: tuple[float, float],
    row: int | None,
    column: int | None,
    style: dict[str, Any],
) -> tuple[Any, ...]:
    artists: tuple[Any, ...] = ()
    if row is not None:
        box = Box(grid.left, grid.top + row * cell[1], grid.width, cell[1])
        artists += (_outline(ax, box, QUERY, style),)
    if column is not None:
        box = Box(grid.left + column * cell[0], grid.top, cell[0], grid.height)
        artists += (_outline(ax, box, KEY, style),)
    return artists


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


def weight_legend(
    ax: Axes, x: float, y: float, text: str = "attention weight", role: str = WEIGHT, **style: Any
) -> Box:
    """The key of the weight scale: eleven steps from 0 to 1, with its name on the left."""
    name = write(ax, x, y + 7, text, MUTED, SMALL, **style)
    left = x + measure(text, SMALL)[0] + (24 if text else 14)
    zero = write(ax, left - 6, y + 7, "0", MUTED, SMALL, align="right", **style)
    artists: list[Any] = [name, zero]
    for index in range(11):
        box = Box(left + index * 12, y, 14, 14)
        artists += _cell(ax, box, role, index / 10, "", SMALL, **style).artists
    one = write(ax, left + 11 * 12 + 8, y + 7, "1", MUTED, SMALL, **style)
    width = left + 11 * 12 + 8 + measure("1", SMALL)[0] - x
    return Box(x, y, width, 14, (*artists, one))
