"""How much of a change gets through the softmax, with and without the division by √d_k."""

from generators.figures.scores._by_width import MARGINS, WAYS, by_width
from generators.figures.scores._page import DRAWS, HEAD, WIDTHS, norms
from generators.kit.charts import Axis
from generators.kit.figure import Figure, Page, Values

TITLES = {"softmax": "weights by scores", "query": "weights by query"}
TICKS: dict[float, str] = {10.0**power: f"{10.0**power:g}" for power in range(-4, 1)}


def values() -> Values:
    found: Values = {
        way: {str(width): norms(width, way == "scaled") for width in WIDTHS} for way in WAYS
    }
    widest = str(WIDTHS[-1])
    return {
        **found,
        "widths": list(WIDTHS),
        "draws": DRAWS,
        "ratio": {
            str(width): found["unscaled"][str(width)]["query"]
            / found["scaled"][str(width)]["query"]
            for width in WIDTHS
            if width >= HEAD
        },
        "fall": found["scaled"][widest]["softmax"] / found["unscaled"][widest]["softmax"],
    }


def alt(v: Values) -> str:
    parts = [
        f"{title}: "
        + ", ".join(
            f"{row[what]:.2g} at d_k {width} not divided and {v['scaled'][width][what]:.2g} divided"
            for width, row in v["unscaled"].items()
        )
        for what, title in TITLES.items()
    ]
    return "Median norm of two derivatives. " + "; ".join(parts) + "."


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(2, page.pick((220, 180), (192, 165)), MARGINS)
    for ax, (what, title) in zip(plots, TITLES.items(), strict=True):
        measured = {way: [row[what] for row in v[way].values()] for way in WAYS}
        norm = Axis(f"{title}, median norm", (5e-5, 4), TICKS, log=10)
        by_width(ax, v["widths"], measured, norm)
    return figure
