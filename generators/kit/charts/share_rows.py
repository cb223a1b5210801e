"""Rows of shares between 0 and 1 as dots on a common scale: one dot a seed or a head."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Circle

from generators.kit import marks, theme


@dataclass(frozen=True)
class ShareRow:
    """A labelled row: filled dots, open dots; `heading` rows carry no dots."""

    label: str
    filled: Sequence[float] = ()
    open: Sequence[float] = ()
    heading: bool = False


def share_rows(
    ax: Axes,
    x: float,
    y: float,
    rows: Sequence[ShareRow],
    label_width: float,
    width: float,
    pitch: float = 24,
    role: str = theme.WEIGHT,
) -> float:
    """Draw the rows below (x, y); return the y below the scale's numbers."""
    left = x + label_width
    bottom = y + pitch * len(rows)
    for tick in (0, 0.25, 0.5, 0.75, 1):
        at = left + tick * width
        ax.plot([at, at], [y, bottom], color=theme.GRID, linewidth=1, zorder=0)
        marks.write(ax, at, bottom + 12, f"{tick:.0%}", theme.MUTED, theme.SMALL, align="centre")
    for index, row in enumerate(rows):
        middle = y + (index + 0.5) * pitch
        if row.heading:
            marks.write(ax, x, middle, row.label, theme.MUTED, theme.SMALL, weight="semibold")
            continue
        marks.write(ax, left - 14, middle, row.label, theme.INK, theme.LABEL, align="right")
        for shares, face, offset in ((row.filled, role, 0.0), (row.open, theme.PANEL, 0.0)):
            for share in shares:
                dot = Circle(
                    (left + share * width, middle + offset),
                    5,
                    facecolor=face,
                    edgecolor=role,
                    linewidth=1.5,
                    alpha=0.85,
                    zorder=4,
                )
                ax.add_patch(dot)
    return bottom + 24
