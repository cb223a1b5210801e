"""What the figures of this page share: a picture of two digits, its patches lit by attention."""

import numpy as np

from explainer.drawing.marks.grids import compound
from generators.kit.figure import Axes
from generators.kit.marks import Box, Point
from generators.kit.theme import GRID, INK, WEIGHT

ROWS, COLUMNS = 4, 8  # of patches, each two pixels wide and high
LIMIT = 0.2  # the weight that is drawn in full colour
INK_SHARE = 0.6  # how much of a lit patch full ink covers


def lit_picture(
    ax: Axes, corner: Point, image: np.ndarray, weights: np.ndarray, cell: float
) -> Box:
    """The ink of the picture (8, 16) over its patches, each `cell` px wide, lit by its weight."""
    x, y = corner
    lit = np.clip(weights.reshape(ROWS, COLUMNS) / LIMIT, 0, 1)
    for role, shades, side, order in (
        (WEIGHT, lit, cell, 2.1),
        (INK, INK_SHARE * image, cell / 2, 2.2),
    ):
        cells = [
            [Box(x + column * side, y + row * side, side, side) for column in range(len(of_row))]
            for row, of_row in enumerate(shades)
        ]
        colours = [[(role, float(shade)) for shade in row] for row in shades]
        compound(ax, cells, colours, zorder=order)
    box = Box(x, y, COLUMNS * cell, ROWS * cell)
    edges = ([box.left, box.right, box.right, box.left, box.left],)
    ax.plot(*edges, [y, y, box.bottom, box.bottom, y], color=GRID, linewidth=1, zorder=2.3)
    return box
