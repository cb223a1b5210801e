"""A plot with one row a head, four heads a band, a band for each attention of the translator."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit.charts.row_names import name_row
from generators.kit.theme import LABEL, SMALL, chart

HEADS = 4


def head_rows(
    names: Sequence[str],
    width: int,
    left: int,
    band: int = 64,
    right: int = 26,
    top: int = 46,
    bottom: int = 34,
) -> tuple[Figure, Axes]:
    """The empty plot; ``names`` label the bands, ``band`` is a band's height, margins in px."""
    figure, ax = chart(
        width, top + bottom + len(names) * band, left=left, right=right, top=top, bottom=bottom
    )
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    rows = range(HEADS * len(names))
    ax.set_ylim(len(names) - 0.1, -0.3)
    ax.set_yticks([row_of(index) for index in rows])
    ax.set_yticklabels([str(index % HEADS + 1) for index in rows])
    for number, name in enumerate(names):
        name_row(
            ax,
            number + 0.315,
            name if width > 400 else name.replace(" layer", "\nlayer"),
            gap=30,
            size=LABEL if width > 400 else SMALL,
        )
    return figure, ax


def row_of(index: int) -> float:
    """The height on the plot of a head, counted from 0 over all bands."""
    return index // HEADS + (index % HEADS) * 0.21
