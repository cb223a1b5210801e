"""The heat map: a grid of shades without words or numbers, light enough to be there often."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from explainer.drawing.marks.grids import compound
from explainer.drawing.marks.matrix_labels import Words
from explainer.drawing.marks.readable import note_grid
from explainer.drawing.marks.shapes import Box
from explainer.drawing.theme import GRID, WEIGHT


def heat(
    ax: Axes,
    box: Box,
    numbers: Any,
    role: str = WEIGHT,
    limit: float = 1.0,
    edge: str = GRID,
    ruled: bool = False,
    words: Words | None = None,
    **style: Any,
) -> Box:
    """Numbers [rows, columns] as cells that fill the box: opacity is |number| / limit.

    `ruled` draws thin lines between the cells; cells of one shade become one path. `words`
    are what a reader of the page gets for rows and columns that have none in the picture.

    Raises:
        ValueError: for an array of other than two axes, or a limit that is not above zero.
    """
    array = np.abs(np.asarray(numbers, dtype=float))
    if array.ndim != 2:
        raise ValueError(f"a heat map has two axes, not {array.ndim}")
    if limit <= 0:
        raise ValueError(f"the limit of a heat map must be above zero, not {limit}")
    rows, columns = array.shape
    note_grid(ax, box, numbers, words)
    shares = np.minimum(array / limit, 1.0)
    shades = [[(role, share) for share in row] for row in shares]
    cells = compound(ax, _cells(box, rows, columns), shades, **style)
    lines = [_ruling(ax, box, rows, columns, style)] if ruled else []
    corner, size = (box.left, box.top), (box.width, box.height)
    look: dict[str, Any] = {"facecolor": "none", "edgecolor": edge, "zorder": 2.4}
    frame = ax.add_patch(Rectangle(corner, *size, linewidth=1, **(look | style)))
    return Box(*corner, *size, (*cells, *lines, frame))


def _cells(box: Box, rows: int, columns: int) -> list[list[Box]]:
    wide, high = box.width / columns, box.height / rows
    return [
        [Box(box.left + j * wide, box.top + i * high, wide, high) for j in range(columns)]
        for i in range(rows)
    ]


def _ruling(ax: Axes, box: Box, rows: int, columns: int, style: dict[str, Any]) -> PathPatch:
    """The lines between the cells, as one path."""
    xs = np.linspace(box.left, box.right, columns + 1)[1:-1]
    ys = np.linspace(box.top, box.bottom, rows + 1)[1:-1]
    points = [point for x in xs for point in ((x, box.top), (x, box.bottom))]
    points += [point for y in ys for point in ((box.left, y), (box.right, y))]
    path = Path(points, [Path.MOVETO, Path.LINETO] * (len(points) // 2))
    lines = PathPatch(path, edgecolor=GRID, linewidth=0.5, **({"zorder": 2.3} | style))
    ax.add_patch(lines)
    return lines
