"""What a word costs by the probability it got: the curve of -ln p, and one lesson's words on it."""

import numpy as np

from generators.figures.training._page import reading, steps
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import DECODER, INK, MUTED, SMALL

STEP = 1  # which saved moment is shown: the first after the random start
NAMED = (0, 1, -1)  # the two words that cost most, and the cheapest
MOST = 5.2  # nats, the top of the plot


def values() -> Values:
    seen = reading(steps()[STEP])
    order = np.argsort(seen.chances)
    return {
        "words": [seen.wanted[i] for i in order],
        "chances": [float(seen.chances[i]) for i in order],
    }


def alt(v: Values) -> str:
    named = [(v["words"][i], v["chances"][i]) for i in NAMED]
    listed = ", ".join(f"{word} at {p:.2f} costs {-np.log(p):.2f}" for word, p in named)
    return (
        "The loss over the probability of the right word: zero at 1, rising ever faster towards "
        f"0. On the curve the {len(v['words'])} words of one sentence: {listed}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(520, 250, left=48, right=24, top=38, bottom=48)
    set_axes(
        ax,
        Axis("probability of the right word", (0, 1.02), (0, 0.25, 0.5, 0.75, 1)),
        Axis("loss, nats", (0, MOST), (0, 1, 2, 3, 4, 5)),
    )
    curve = np.exp(-np.linspace(0, MOST, 80))
    ax.plot(curve, -np.log(curve), color=MUTED)
    chances = np.array(v["chances"])
    ax.plot(chances, -np.log(chances), "o", color=DECODER, markersize=7, clip_on=False, zorder=4)
    for i in NAMED:
        beside = (10, 2) if i >= 0 else (-14, 12)
        place: Values = {"xytext": beside, "textcoords": "offset points", "fontsize": SMALL}
        ax.annotate(v["words"][i], (chances[i], -np.log(chances[i])), color=INK, **place)
    return figure
