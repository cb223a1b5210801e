"""The dot product of two positions' sinusoidal codes against their distance, for several places."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.kit.charts import axis_titles
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, SMALL, chart

WIDTH, REACH = 64, 20
PLACES = (20, 50, 100, 1000)
MARKERS = ("o", "s", "^", "D")


def values() -> dict[str, Any]:
    code = explainer.sinusoidal(max(PLACES) + REACH + 1, WIDTH)
    distances = np.arange(-REACH, REACH + 1)
    products = np.array([code[p] @ code[p + distances].T for p in PLACES])
    everywhere = np.array([code[p] @ code[p + distances].T for p in range(REACH, 1001)])
    return {
        "width": WIDTH,
        "pairs": WIDTH // 2,
        "places": list(PLACES),
        "n_places": len(everywhere),
        "distances": distances.tolist(),
        "products": products.tolist(),
        "spread": float(np.ptp(everywhere, axis=0).max()),
        "at_zero": float(products[0, REACH]),
        "at_one": float(products[0, REACH + 1]),
        "at_ten": float(products[0, REACH + 10]),
        "lopsided": float(np.abs(products - products[:, ::-1]).max()),
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"The dot product is {v['at_zero']:.0f} at distance 0, {v['at_one']:.1f} at distance 1 and "
        f"{v['at_ten']:.1f} at distance 10. The points of the positions "
        f"{', '.join(map(str, v['places']))} fall on one curve, the same to the left and right."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _chart(v, 560)


def narrow(v: dict[str, Any]) -> Figure:
    return _chart(v, 340)


def _chart(v: dict[str, Any], width: float) -> Figure:
    figure, ax = chart(width, 270, left=36, right=20, top=40, bottom=48)
    ax.plot(v["distances"], v["products"][0], color=RESIDUAL, linewidth=1.5)
    for place, (row, marker) in enumerate(zip(v["products"], MARKERS, strict=True)):
        shown = slice(place, None, len(PLACES))
        look: Any = {"color": RESIDUAL, "markersize": 6, "linestyle": "none", "marker": marker}
        ax.plot(v["distances"][shown], row[shown], **look)
        height = 12.5 - 3.1 * place
        ax.plot([-REACH + 0.5], [height], **look)
        name = f"seen from position {v['places'][place]:,}"
        ax.text(-REACH + 1.7, height, name, color=INK, fontsize=SMALL, va="center")
    ax.text(1.0, v["at_zero"] + 1.0, f"itself: {v['at_zero']:.0f}", color=MUTED, fontsize=LABEL)
    ax.set_ylim(0, 36)
    ax.set_xlim(-REACH - 1, REACH + 1)
    ax.set_yticks([0, 8, 16, 24, 32])
    axis_titles(ax, "how many positions later", "dot product of the two codes")
    return figure
