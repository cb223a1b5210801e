"""The variance of a score grows as the width of query and key; divided by the root it stays 1."""

import numpy as np

from generators.figures.scores._page import HEAD, WIDTHS, drawn
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import LABEL, MUTED, NEUTRAL, SMALL

PAIRS = 10_000  # of one query and one key, for each width
SHOWN = WIDTHS[1:4]  # widths whose scores are drawn as a distribution
REACH, BINS = 48.0, 48


def values() -> Values:
    scores = {width: drawn(width, 1, PAIRS)[0][:, 0] for width in WIDTHS}
    variances = {width: float(np.var(found)) for width, found in scores.items()}
    edges = np.linspace(-REACH, REACH, BINS + 1)
    return {
        "pairs": PAIRS,
        "widths": list(WIDTHS),
        "variance": {str(width): variances[width] for width in WIDTHS},
        "deviation": {str(HEAD): variances[HEAD] ** 0.5},
        "scaled": [float(np.var(found / np.sqrt(width))) for width, found in scores.items()],
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
        f"First: the scores of random queries and keys spread out as they get wider. Then: the "
        f"variance of the score by d_k, on logarithmic axes: {listed}, along the line variance = "
        f"d_k. Divided by the square root of d_k it stays at 1."
    )


def draw(v: Values, page: Page) -> Figure:
    size = page.pick((212, 196), (212, 180))
    figure, (left, right) = page.charts(2, size, (48, 40, 72, 52))
    _spread(left, v)
    _growth(right, v)
    return figure


def _spread(ax: Axes, v: Values) -> None:
    """How often each score occurs, as outlines over one axis; each is named where it ends."""
    most = max(max(shares) for shares in v["shares"].values())
    score = Axis("score q · k", (-REACH, REACH), (-40, -20, 0, 20, 40))
    set_axes(ax, score, Axis("how often each score occurs", (0, most * 1.05), ()))
    for (width, shares), role in zip(v["shares"].items(), NEUTRAL, strict=False):
        ax.stairs(shares, v["edges"], color=role, fill=True, alpha=0.15, linewidth=0)
        ax.stairs(shares, v["edges"], color=role, linewidth=1.5)
        deviation = float(width) ** 0.5  # beside it the slope is steepest
        height = float(np.interp(deviation, v["edges"][1:], shares))
        ax.text(1.2 * deviation + 2, height, f"dₖ = {width}", color=role, fontsize=LABEL)


def _growth(ax: Axes, v: Values) -> None:
    """Measured variances over the line that the sum of d_k independent products must follow."""
    widths = v["widths"]
    ticks: dict[float, str] = {width: f"{width:,}" for width in widths}
    x = Axis("width dₖ of query and key", (3, 1.25 * widths[-1]), ticks, log=2)
    set_axes(ax, x, Axis("variance of the score", (0.5, 1.6 * widths[-1]), {1: "1"} | ticks, log=2))
    ax.plot(widths, widths, color=MUTED, linewidth=1.25, linestyle=(0, (4, 3)))
    ax.text(9, 40, "variance = dₖ", color=MUTED, fontsize=SMALL, ha="center")
    measured = Curve("q · k", list(v["variance"].values()), role=NEUTRAL[0], dash="", marker="o")
    divided = Curve("q · k / √dₖ", v["scaled"], role=NEUTRAL[1], marker="o")
    curves(ax, widths, [measured, divided], SMALL, gap=10)
