"""The dot product of two positions' sinusoidal codes against their distance, for several places."""

from typing import Any

import numpy as np

import explainer
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, SMALL

REACH = 20
PLACES = {20: "o", 50: "s", 100: "^", 1000: "D"}  # position that looks -> its marker


def values() -> Values:
    width = explainer.load("translator").config.d_model
    code = explainer.sinusoidal(max(PLACES) + REACH + 1, width)
    distances = np.arange(-REACH, REACH + 1)
    places = range(REACH, max(PLACES) + 1)
    everywhere = np.array([code[p] @ code[p + distances].T for p in places])
    products = everywhere[[place - REACH for place in PLACES]]
    return {
        "n_places": len(everywhere),
        "distances": distances.tolist(),
        "products": products.tolist(),
        "spread": float(np.ptp(everywhere, axis=0).max()),
        "at_zero": float(products[0, REACH]),
        "at_one": float(products[0, REACH + 1]),
        "at_ten": float(products[0, REACH + 10]),
        "lopsided": float(np.abs(products - products[:, ::-1]).max()),
    }


def alt(v: Values) -> str:
    return (
        f"The dot product is {v['at_zero']:.0f} at distance 0, {v['at_one']:.1f} at distance 1 and "
        f"{v['at_ten']:.1f} at distance 10. The points of the positions "
        f"{', '.join(map(str, PLACES))} fall on one curve, the same to the left and right."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 270, left=36, right=20, top=40, bottom=48)
    highest = v["at_zero"]
    x = Axis("how many positions later", (-REACH - 1, REACH + 1))
    y = Axis("dot product of the two codes", (0, 1.12 * highest), (0, highest / 2, highest))
    set_axes(ax, x, y)
    ax.plot(v["distances"], v["products"][0], color=RESIDUAL, linewidth=1.5)
    for turn, (place, marker) in enumerate(PLACES.items()):  # the places take turns on the curve
        shown = slice(turn, None, len(PLACES))
        points = v["distances"][shown], v["products"][turn][shown]
        ax.plot(*points, marker, color=RESIDUAL, label=f"seen from position {place:,}")
    ax.legend(loc="lower left", fontsize=SMALL, labelcolor=INK, handletextpad=0.2)
    beside: Any = {"xytext": (10, 6), "textcoords": "offset points"}
    ax.annotate(f"itself: {highest:.0f}", (0, highest), color=MUTED, fontsize=LABEL, **beside)
    return figure
