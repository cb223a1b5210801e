"""The dot product of two positions' encodings by distance: a curve for each of some places."""

from typing import Any

import numpy as np

import explainer
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import GRID, INK, MUTED, RESIDUAL, SMALL

REACH = 20
PLACES = (20, 50, 100, 1000)  # the positions that look
APART = 1.15  # of a curve's height: from one curve to the next


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
        f"{v['at_ten']:.1f} at distance 10. Drawn for the positions "
        f"{', '.join(map(str, PLACES))}: four times the same curve, the same before and after."
    )


def draw(v: Values, page: Page) -> Figure:
    """The curves one below the other, each with its position at its end."""
    figure, ax = page.chart(560, 320, left=20, right=page.pick(120, 108), top=40, bottom=48)
    products = np.array(v["products"])
    low, height = products.min(), np.ptp(products)
    lines = (products - low) / height - APART * np.arange(len(PLACES))[:, None]
    x = Axis("how many positions later", (-REACH, REACH))
    set_axes(ax, x, Axis("dot product of two rows", (lines.min() - 0.1, 1.1), {}))
    ax.grid(visible=False)
    ax.axvline(0, color=GRID, linewidth=1, zorder=0)
    for place, line in zip(PLACES, lines, strict=True):
        ax.plot(v["distances"], line, color=RESIDUAL, linewidth=2, clip_on=False)
        name: dict[str, Any] = {"color": INK, "fontsize": SMALL, "va": "center", "clip_on": False}
        ax.text(REACH + 1, line[-1], f"position {place:,}", **name)
    itself = f"itself: {v['at_zero']:.0f}"
    ax.text(2, 1, itself, color=MUTED, fontsize=SMALL, va="center")
    return figure
