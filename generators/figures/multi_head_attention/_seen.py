"""How strongly each number of the input moves a head's output, as a panel: words by features."""

import numpy as np
from matplotlib.patches import Rectangle

from explainer.drawing.marks.grids import hatch
from generators.kit.figure import Axes
from generators.kit.marks import Box, heat
from generators.kit.theme import PANEL, WEIGHT

LEVEL = 0.9  # opacity of the largest entry of a panel


def strength(moved: np.ndarray) -> list[list[float]]:
    """How much the output moves on average, [positions, features], 1 where it moves most.

    `moved` are derivatives [numbers of the output, positions, features].
    """
    mean = np.abs(moved).mean(axis=0)
    shares: list[list[float]] = (mean / mean.max()).round(4).tolist()
    return shares


def panel(ax: Axes, box: Box, shares: np.ndarray) -> None:
    """The strengths, and hatching beyond the rows and columns that have any."""
    rows, columns = (np.asarray(shares.any(axis=axis)) for axis in (1, 0))
    if not (rows.all() and columns.all()):
        hatch(ax, [box], spacing=9, alpha=0.35, zorder=1)
        corner = (
            box.left + columns.argmax() * box.width / len(columns),
            box.top + rows.argmax() * box.height / len(rows),
        )
        size = (columns.mean() * box.width, rows.mean() * box.height)
        ax.add_patch(Rectangle(corner, *size, facecolor=PANEL, linewidth=0, zorder=1.5))
    # The square root shows small entries: what matters here is whether anything is there.
    heat(ax, box, shares**0.5, WEIGHT, limit=1 / LEVEL)
