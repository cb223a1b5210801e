"""Matrices under titles, beside each other or below.

Where all have the same words beside their rows, only the first of each line of matrices names them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.drawing.marks.panels import TITLE_HEIGHT
from generators.kit.layout import EDGE, Page
from generators.kit.marks import Cells, Matrix, Words, matrix, matrix_margins, titled
from generators.kit.theme import INK, SMALL, measure


@dataclass(frozen=True)
class Grid:
    """One matrix [rows, columns], its words and, if it has one, its title in the colour `role`.

    `mask` is True where looking is allowed; the other cells are hatched.
    """

    numbers: Any
    words: Words
    cells: Cells = Cells()  # noqa: RUF009  (frozen)
    title: str = ""
    role: str = INK
    mask: Any = None
    reads: Any = None  # what a reader of the page gets, where `numbers` were prepared for the eye


def matrices(
    page: Page,
    grids: Sequence[Grid],
    across: tuple[int, int] = (0, 1),
    gap: float = 14,
    edge: float = EDGE,
) -> tuple[Figure, Axes, list[Matrix]]:
    """A picture of matrices, each with the room that the largest words and the largest one need.

    `across` says how many stand beside each other, wide and narrow (0: all of them).
    """
    margins = [matrix_margins(grid.words, grid.cells.cell) for grid in grids]
    left, top, right = (max(side) for side in zip(*margins, strict=True))
    above = TITLE_HEIGHT if any(grid.title for grid in grids) else 0.0
    own = left if any(grid.words.rows != grids[0].words.rows for grid in grids) else 0.0
    rows, columns = np.max([np.shape(grid.numbers) for grid in grids], axis=0)
    wide, high = grids[0].cells.cell
    size = (own + max(columns * wide + right, *map(_title_width, grids)), above + top + rows * high)
    figure, ax, boxes = page.panels(len(grids), size, None, across, gap, edge, left=left - own)
    drawn = []
    for grid, box in zip(grids, boxes, strict=True):
        words, start = replace(grid.words, left=left, top=top), box.left - left + own
        if box.left > boxes[0].left and not own:
            words, start = replace(words, rows=None, row_title="", left=0), box.left
        titled(ax, replace(box, left=box.left + own), grid.title, grid.role)
        at = (start, box.top + above)
        drawn.append(matrix(ax, *at, grid.numbers, words, grid.cells, grid.mask, reads=grid.reads))
    return figure, ax, drawn


def _title_width(grid: Grid) -> float:
    """Px that the wider of the two lines above a grid takes."""
    columns = f"{grid.words.column_title} →" if grid.words.column_title else ""
    return max(measure(columns, SMALL)[0], measure(grid.title, weight="semibold")[0])
