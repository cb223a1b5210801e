"""Without the division the softmax of wide keys puts all weight on one of them."""

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import softmax
from generators.figures.scores._page import DRAWS, KEYS, WIDTHS, drawn, entropy
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import DPI, MUTED, QUERY, SMALL, WEIGHT, chart_axes
from generators.kit.values import Values

HALF = "half"  # rows in which one key has more than half of the weight


def values() -> Values:
    found: Values = {"scaled": {}, "unscaled": {}}
    for width in WIDTHS:
        scores, _ = drawn(width)
        for name, factor in (("scaled", 1 / math.sqrt(width)), ("unscaled", 1.0)):
            weights = softmax(scores * factor)
            found[name][str(width)] = {
                "entropy": float(entropy(weights).mean()),
                "largest": float(weights.max(axis=-1).mean()),
                HALF: float((weights.max(axis=-1) > 0.5).mean()),
            }
    scaled = [row["entropy"] for row in found["scaled"].values()]
    return {
        **found,
        "widths": list(WIDTHS),
        "keys": KEYS,
        "draws": DRAWS,
        "even_entropy": math.log(KEYS),
        "even_weight": 1 / KEYS,
        "scaled_mean_entropy": float(np.mean(scaled)),
        "scaled_entropy_range": float(np.ptp(scaled)),
    }


def alt(v: Values) -> str:
    listed = ", ".join(
        f"{row['entropy']:.2f} and {row['largest']:.2f} at d_k {width}"
        for width, row in v["unscaled"].items()
    )
    return (
        f"Entropy and largest weight of a softmax over {v['keys']} random keys. Not scaled: "
        f"{listed}. Scaled: the entropy stays at {v['scaled_mean_entropy']:.2f}."
    )


def draw(v: Values) -> Figure:
    figure = Figure(figsize=(680 / DPI, 262 / DPI), dpi=DPI)
    _panel(chart_axes(figure, 40, 44, 208, 166), v, "entropy")
    _panel(chart_axes(figure, 378, 44, 208, 166), v, "largest")
    return figure


def narrow(v: Values) -> Figure:
    figure = Figure(figsize=(338 / DPI, 498 / DPI), dpi=DPI)
    _panel(chart_axes(figure, 36, 44, 212, 150), v, "entropy")
    _panel(chart_axes(figure, 36, 288, 212, 150), v, "largest")
    return figure


def _panel(ax: Axes, v: Values, what: str) -> None:
    widths = v["widths"]
    ax.set_xscale("log", base=2)
    lines = [
        ax.plot(
            widths,
            [row[what] for row in v[name].values()],
            marker,
            color=role,
            markersize=6,
            clip_on=False,
        )[0]
        for name, marker, role in (("unscaled", "s-", QUERY), ("scaled", "o-", WEIGHT))
    ]
    even = v["even_entropy"] if what == "entropy" else v["even_weight"]
    ax.axhline(even, color=MUTED, linewidth=1.25, linestyle=(0, (4, 3)))
    ax.annotate(
        "all keys alike",
        (4, even),
        xytext=(4, 5),
        textcoords="offset points",
        color=MUTED,
        fontsize=SMALL,
    )
    ax.set_xlim(3.2, 1024)
    ax.set_ylim(0, 3.8 if what == "entropy" else 1.0)
    ax.set_xticks(widths)
    ax.set_xticklabels([f"{width:,}" for width in widths])
    label_lines(ax, lines, ["not divided", "divided by √dₖ"], size=SMALL, offset=10)
    title = "entropy of the weights, nats" if what == "entropy" else "largest weight"
    axis_titles(ax, x="dₖ", y=title)
