"""The variance of a score grows as the width of query and key; divided by the root it stays 1."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.scores._page import WIDTHS, drawn
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import DPI, INK, LABEL, MUTED, QUERY, SMALL, WEIGHT, chart_axes
from generators.kit.values import Values

PAIRS = 10_000  # of one query and one key, for each width
SHOWN = (16, 64, 256)  # widths whose scores are drawn as a distribution
REACH, BINS = 48.0, 48


def values() -> Values:
    scores = {width: drawn(width, 1, PAIRS)[0][:, 0] for width in WIDTHS}
    variances = {width: float(np.var(found)) for width, found in scores.items()}
    scaled = {width: float(np.var(found / np.sqrt(width))) for width, found in scores.items()}
    edges = np.linspace(-REACH, REACH, BINS + 1)
    return {
        "pairs": PAIRS,
        "widths": list(WIDTHS),
        "variance": {str(width): variances[width] for width in WIDTHS},
        "deviation": {str(width): variances[width] ** 0.5 for width in WIDTHS},
        "scaled": {str(width): scaled[width] for width in WIDTHS},
        "deviation_divided_by_width": variances[WIDTHS[-1]] ** 0.5 / WIDTHS[-1],
        "largest_miss": max(abs(variances[width] / width - 1) for width in WIDTHS),
        "edges": edges.tolist(),
        "shares": {
            str(width): (np.histogram(scores[width], edges)[0] / PAIRS).tolist() for width in SHOWN
        },
    }


def alt(v: Values) -> str:
    listed = ", ".join(f"{v['variance'][str(width)]:.3g} at {width}" for width in v["widths"])
    return (
        f"Left: the scores of random queries and keys spread out as they get wider. Right: the "
        f"variance of the score by d_k, on logarithmic axes: {listed}, along the line variance = "
        f"d_k. Divided by the square root of d_k it stays at 1."
    )


def draw(v: Values) -> Figure:
    figure = Figure(figsize=(680 / DPI, 290 / DPI), dpi=DPI)
    _spread(chart_axes(figure, 24, 40, 290, 196), v)
    _growth(chart_axes(figure, 376, 40, 204, 196), v)
    return figure


def narrow(v: Values) -> Figure:
    figure = Figure(figsize=(338 / DPI, 540 / DPI), dpi=DPI)
    _spread(chart_axes(figure, 16, 36, 306, 180), v)
    _growth(chart_axes(figure, 46, 298, 192, 190), v)
    return figure


def _spread(ax: Axes, v: Values) -> None:
    """How often each score occurs, as outlines over one axis."""
    most = max(max(shares) for shares in v["shares"].values())
    for shares, opacity in zip(v["shares"].values(), (0.10, 0.18, 0.26), strict=True):
        ax.stairs(shares, v["edges"], color=QUERY, fill=True, alpha=opacity, linewidth=0)
        ax.stairs(shares, v["edges"], color=QUERY, linewidth=1.5)
    heights = {"16": (5, 0.72), "64": (10.5, 0.42), "256": (23, 0.2)}
    for width, (x, share) in heights.items():
        ax.text(x, share * most, f"dₖ = {width}", color=QUERY, fontsize=LABEL)
    ax.set_ylim(0, most * 1.05)
    ax.set_xlim(-REACH, REACH)
    ax.set_yticks([])
    ax.set_xticks([-40, -20, 0, 20, 40])
    axis_titles(ax, x="score q · k", y="how often each score occurs")


def _growth(ax: Axes, v: Values) -> None:
    """Measured variances over the line that the sum of d_k independent products must follow."""
    widths = v["widths"]
    ax.set_xscale("log", base=2)
    ax.set_yscale("log", base=2)
    ax.plot(widths, widths, color=MUTED, linewidth=1.25, linestyle=(0, (4, 3)))
    raw = ax.plot(widths, list(v["variance"].values()), "o", color=QUERY, markersize=7)[0]
    flat = ax.plot(
        widths, list(v["scaled"].values()), "o-", color=WEIGHT, markersize=7, linewidth=1.25
    )[0]
    for line in (raw, flat):
        line.set_clip_on(False)
    ax.set_xlim(3, 1024)
    ax.set_ylim(0.5, 1400)
    ax.set_xticks(widths)
    ax.set_xticklabels([f"{width:,}" for width in widths])
    ax.set_yticks([1, *widths])
    ax.set_yticklabels(["1", *[f"{width:,}" for width in widths]])
    ax.text(9, 40, "variance = dₖ", color=MUTED, fontsize=SMALL, ha="center")
    label_lines(ax, [raw, flat], ["q · k", "q · k / √dₖ"], size=SMALL, offset=10)
    axis_titles(ax, x="width dₖ of query and key", y="variance of the score")
    ax.tick_params(colors=INK)
