"""The name of a plot's row, written left of the frame at the row's height."""

from typing import Any

from matplotlib.axes import Axes

from generators.kit.theme import INK, LABEL


def name_row(
    ax: Axes, y: float, name: str, gap: float, colour: str = INK, size: float = LABEL, **style: Any
) -> None:
    """Write the name so that it ends ``gap`` px before the frame; ``style`` goes to the text."""
    ax.annotate(
        name,
        (0, y),
        xytext=(-gap, 0),
        xycoords=ax.get_yaxis_transform(),
        textcoords="offset points",
        ha="right",
        va="center",
        color=colour,
        fontsize=size,
        **style,
    )
