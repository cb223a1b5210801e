"""A head's share on a track from 0 to 1, beside what its shuffled rows and untrained heads give."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from generators.figures.heads._page import Head
from generators.kit.charts.labelled_dots import dot
from generators.kit.theme import GRID, INK, MUTED, WEIGHT
from generators.kit.values import Values


def found(head: Head, statistic: str) -> Values:
    """What a track shows of one statistic of a head."""
    return {
        "mean": head.mean[statistic],
        "rows": head.rows_shuffled[statistic],
        "untrained": list(head.untrained[statistic]),
        "stands_out": head.stands_out(statistic),
    }


def track(ax: Axes, x: float, y: float, width: float, one: Values) -> None:
    """Band: untrained heads; tick: shuffled rows; dot: the head, filled where it stands out."""
    ax.plot([x, x + width], [y, y], color=GRID, linewidth=1)
    low, high = np.clip(one["untrained"], 0, 1) * width
    look: Values = {"facecolor": MUTED, "alpha": 0.3, "linewidth": 0, "zorder": 2}
    ax.add_patch(Rectangle((x + low, y - 5), high - low, 10, **look))
    tick = x + one["rows"] * width
    ax.plot([tick, tick], [y - 7, y + 7], color=INK, linewidth=1.2, zorder=2.5)
    out = one["stands_out"]
    dot(ax, x + one["mean"] * width, y, WEIGHT if out else MUTED, "disc" if out else "ring")
