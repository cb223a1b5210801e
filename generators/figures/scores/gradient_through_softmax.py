"""How much of a change gets through the softmax, with and without the division by √d_k."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.scores._page import DRAWS, KEYS, WIDTHS, norms
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import DPI, QUERY, SMALL, WEIGHT, chart_axes
from generators.kit.values import Values

TITLES = {"softmax": "weights by scores", "query": "weights by query"}


def values() -> Values:
    found: Values = {
        name: {str(width): norms(width, name == "scaled") for width in WIDTHS}
        for name in ("scaled", "unscaled")
    }
    widest = str(WIDTHS[-1])
    ratio = {
        str(width): found["unscaled"][str(width)]["query"] / found["scaled"][str(width)]["query"]
        for width in WIDTHS
    }
    return {
        **found,
        "widths": list(WIDTHS),
        "keys": KEYS,
        "draws": DRAWS,
        "ratio": ratio,
        "fall": found["scaled"][widest]["softmax"] / found["unscaled"][widest]["softmax"],
        "smallest_scaled": min(row["softmax"] for row in found["scaled"].values()),
        "largest_scaled": max(row["softmax"] for row in found["scaled"].values()),
    }


def alt(v: Values) -> str:
    parts = [
        f"{TITLES[what]}: "
        + ", ".join(
            f"{row[what]:.2g} at d_k {width} not divided and {v['scaled'][width][what]:.2g} divided"
            for width, row in v["unscaled"].items()
        )
        for what in TITLES
    ]
    return "Median norm of two derivatives. " + "; ".join(parts) + "."


def draw(v: Values) -> Figure:
    figure = Figure(figsize=(680 / DPI, 280 / DPI), dpi=DPI)
    _panel(chart_axes(figure, 48, 46, 200, 180), v, "softmax")
    _panel(chart_axes(figure, 388, 46, 200, 180), v, "query")
    return figure


def narrow(v: Values) -> Figure:
    figure = Figure(figsize=(338 / DPI, 526 / DPI), dpi=DPI)
    _panel(chart_axes(figure, 48, 46, 200, 162), v, "softmax")
    _panel(chart_axes(figure, 48, 306, 200, 162), v, "query")
    return figure


def _panel(ax: Axes, v: Values, what: str) -> None:
    widths = v["widths"]
    ax.set_xscale("log", base=2)
    ax.set_yscale("log")
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
    ax.set_xlim(3.2, 1024)
    ax.set_ylim(5e-5, 4)
    ax.set_yticks([1e-4, 1e-3, 1e-2, 1e-1, 1])
    ax.set_yticklabels(["0.0001", "0.001", "0.01", "0.1", "1"])
    ax.set_xticks(widths)
    ax.set_xticklabels([f"{width:,}" for width in widths])
    label_lines(ax, lines, ["not divided", "divided by √dₖ"], size=SMALL, offset=10)
    axis_titles(ax, x="dₖ", y=f"{TITLES[what]}, median norm")
