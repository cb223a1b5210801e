"""A plot with one row a head, a band of rows for each attention of a model."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit.charts.row_names import name_row
from generators.kit.layout import Page
from generators.kit.theme import LABEL, SMALL, chart, measure

HEADS = 4
BAND = 0.84  # of a band's height is filled with rows, the rest is the gap to the next
NAME_GAP = 30.0  # px between a band's name and the plot: the numbers of the heads


def head_chart(
    page: Page, names: Sequence[str], heads: int, band: float = 64, top: float = 46
) -> tuple[Figure, Axes, list[float]]:
    """The empty plot and the height of every head's row on it, band after band.

    `names` ("encoder, layer 1") label the bands of `heads` rows, each `band` px high; `top` leaves
    px above the plot. On a phone a name takes two lines.
    """
    size = page.pick(LABEL, SMALL)
    lines = [name.replace(", ", page.pick(", ", ",\n")) for name in names]
    widest = max(measure(part, size)[0] for line in lines for part in line.split("\n"))
    left, bottom = 12 + widest + NAME_GAP, 34
    height = top + bottom + len(names) * band
    figure, ax = page.chart(600, height, left=left, right=26, top=top, bottom=bottom)
    return figure, ax, _rows(ax, lines, heads, size)


def head_rows(
    names: Sequence[str],
    width: int,
    left: int,
    band: int = 64,
    right: int = 26,
    top: int = 46,
    bottom: int = 34,
) -> tuple[Figure, Axes]:
    """The empty plot of a width in px, for figures that do not yet draw for a page."""
    figure, ax = chart(
        width, top + bottom + len(names) * band, left=left, right=right, top=top, bottom=bottom
    )
    wide = width > 400
    _rows(
        ax,
        [name if wide else name.replace(" layer", "\nlayer") for name in names],
        HEADS,
        LABEL if wide else SMALL,
    )
    return figure, ax


def row_of(index: int, heads: int = HEADS) -> float:
    """The height on the plot of a head, counted from 0 over all bands."""
    return index // heads + (index % heads) * BAND / heads


def _rows(ax: Axes, names: Sequence[str], heads: int, size: float) -> list[float]:
    """Number the rows of every band from 1 and write the names beside the bands."""
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    places = [row_of(index, heads) for index in range(heads * len(names))]
    ax.set_ylim(len(names) - 0.1, -0.3)
    ax.set_yticks(places, [str(index % heads + 1) for index in range(len(places))])
    for number, name in enumerate(names):
        middle = number + row_of(heads - 1, heads) / 2
        name_row(ax, middle, name, gap=NAME_GAP, size=size)
    return places
