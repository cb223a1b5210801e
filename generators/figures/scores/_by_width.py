"""A measure of the softmax over the width of query and key: not divided, and divided by √d_k."""

from collections.abc import Mapping, Sequence

from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Axes
from generators.kit.sizes import SMALL
from generators.kit.theme import NEUTRAL

MARGINS = (46.0, 44.0, 94.0, 52.0)  # px around a plot: its names, and those of its lines
WAYS = {  # key of the values -> name, colour, marker
    "unscaled": ("not divided", NEUTRAL[0], "s"),
    "scaled": ("divided by √dₖ", NEUTRAL[1], "o"),
}


def by_width(ax: Axes, widths: Sequence[int], of: Mapping[str, Sequence[float]], y: Axis) -> None:
    """Draw the numbers of both ways, one for each width."""
    ticks: dict[float, str] = {width: f"{width:,}" for width in widths}
    set_axes(ax, Axis("dₖ", (0.8 * widths[0], 1.25 * widths[-1]), ticks, log=2), y)
    lines = [
        Curve(name, of[way], role=role, marker=marker) for way, (name, role, marker) in WAYS.items()
    ]
    curves(ax, widths, lines, SMALL, gap=10)
