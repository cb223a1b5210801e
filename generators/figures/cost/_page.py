"""The timed layers of the experiment on cost: their names, looks, medians and lines."""

import statistics
from collections.abc import Mapping, Sequence

from explainer.drawing.marks.grids import clear_ground
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, NEUTRAL, PANEL, SMALL
from generators.pipeline.results import read

WIDTH = 256  # d, of the layers drawn
TICKS = (16, 64, 256, 1024, 4096)
# name in the results -> words, colour, line style
LOOKS: dict[str, tuple[str, str, str]] = {
    "attention": ("attention, whole", NEUTRAL[0], "-"),
    "scores": ("its n² part alone", NEUTRAL[0], "--"),
    "recurrent": ("recurrent", NEUTRAL[1], "-"),
    "convolution": ("convolution", NEUTRAL[2], "-"),
    "restricted": ("n² part in blocks", NEUTRAL[3], ":"),
}


def layer_lines(
    page: Page,
    lengths: Sequence[int],
    numbers: Mapping[str, Sequence[float]],
    y: Axis,
    crossing: tuple[float, float],
) -> Figure:
    """One line a layer over the length of the text, and a ring where two of them cross."""
    figure, ax = page.chart(540, 310, left=86, right=126, top=38, bottom=48)
    ticks: dict[float, str] = {n: f"{n:,}" for n in TICKS[:: page.pick(1, 2)]}
    set_axes(ax, Axis("tokens n", (lengths[0], 1.1 * lengths[-1]), ticks, log=2), y)
    lines = [
        Curve(words, numbers[name], role=role, dash=dash)
        for name, (words, role, dash) in LOOKS.items()
    ]
    curves(ax, lengths, lines, SMALL)
    _ring(ax, *crossing, f"n = {crossing[0]:.0f}")
    return figure


def _ring(ax: Axes, x: float, y: float, text: str) -> None:
    ring: Values = {"markersize": 8, "markerfacecolor": PANEL, "markeredgewidth": 2, "zorder": 5}
    ax.plot([x], [y], "o", color=NEUTRAL[0], **ring)
    below: Values = {"xytext": (10, -34), "textcoords": "offset points"}
    clear_ground(ax.annotate(text, (x, y), color=INK, fontsize=SMALL, **below))


def medians(width: int) -> dict[str, list[float]]:
    """Median processor time in seconds of every layer of this width, by length."""
    timed = read("cost")["layers"][str(width)]
    return {
        name: [statistics.median(repeats) for repeats in by_length.values()]
        for name, by_length in timed.items()
    }


def spreads(width: int) -> list[float]:
    """(slowest - fastest) / median, for every layer and length."""
    timed = read("cost")["layers"][str(width)]
    return [
        (max(repeats) - min(repeats)) / statistics.median(repeats)
        for by_length in timed.values()
        for repeats in by_length.values()
    ]
