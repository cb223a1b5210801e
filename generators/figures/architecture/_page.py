"""What the figures on depth share: medians and ranges over seeds, and lines with their spread."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from matplotlib.lines import Line2D

from generators.kit.charts import axis_titles
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, NEUTRAL
from generators.pipeline import results

# The four stacks whose gradients are compared: name in the results -> (short name, role, dashes).
STACKS: dict[str, tuple[str, str, Any]] = {
    "all": ("both", NEUTRAL[0], "-"),
    "attention, norm, feed-forward": ("norm alone", NEUTRAL[1], (0, (5, 2))),
    "attention, feed-forward, residual": ("residual alone", NEUTRAL[2], (0, (1.5, 1.5))),
    "attention, feed-forward": ("neither", INK, (0, (6, 2, 1.5, 2))),
}


def read() -> Values:
    """The committed results of experiments/depth."""
    return results.read("depth")


def spread(runs: Sequence[Sequence[float]]) -> dict[str, list[float]]:
    """Median, smallest and largest over seeds of runs[seed][x]."""
    columns = list(zip(*runs, strict=True))
    return {
        "median": [float(median(column)) for column in columns],
        "low": [float(min(column)) for column in columns],
        "high": [float(max(column)) for column in columns],
    }


def draw_spread(
    ax: Axes, xs: Sequence[float], of: dict[str, list[float]], role: str, dashes: Any = "-"
) -> Line2D:
    """The median as a line over the range of the seeds as a band."""
    ax.fill_between(xs, of["low"], of["high"], color=role, alpha=0.16, linewidth=0)
    return ax.plot(xs, of["median"], color=role, linestyle=dashes)[0]


def log_chart(
    page: Page, width: float, right: float, y: tuple[float, float], titles: tuple[str, str]
) -> tuple[Figure, Axes]:
    """A chart with a logarithmic vertical axis and room at the right for the names of lines."""
    figure, ax = page.chart(width, 330, left=46, right=right, top=44, bottom=50)
    ax.set_yscale("log")
    ax.set_ylim(*y)
    axis_titles(ax, *titles)
    return figure, ax


def powers(ax: Axes, exponents: Sequence[int]) -> None:
    """Label the vertical axis at these powers of ten."""
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    plain = {0: "1", 1: "10", -1: "0.1"}
    ax.set_yticks([10.0**exponent for exponent in exponents])
    ax.set_yticklabels([plain.get(e, "10" + str(e).translate(raised)) for e in exponents])
