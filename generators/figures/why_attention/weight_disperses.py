"""The largest weight when one score leads all others by a fixed gap, and the list grows."""

from math import log

import numpy as np

from explainer import softmax
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, MUTED, PANEL, SMALL, WEIGHT

GAP = 5.0  # how far the best score is ahead of every other
LENGTHS = tuple(2**power for power in range(2, 13))
NAMED = (4, 64, 4096)
Pair = tuple[float, float]


def largest_weight(n: int, gap: float = GAP) -> float:
    """The weight of the leading score among n, computed as attention does."""
    scores = np.zeros(n)
    scores[0] = gap
    return float(softmax(scores)[0])


def values() -> Values:
    first, last = LENGTHS[0], LENGTHS[-1]
    needed = GAP + log((last - 1) / (first - 1))
    return {
        "gap": GAP,
        "weights": {str(n): largest_weight(n) for n in LENGTHS},
        "e_to_the_gap": float(np.exp(GAP)),
        "shortest": first,
        "longest": last,
        "gap_to_keep": needed,
        "kept": largest_weight(last, needed),
    }


def alt(v: Values) -> str:
    listed = ", ".join(f"{v['weights'][str(n)]:.3f} among {n}" for n in NAMED)
    return (
        f"One score is ahead of all others by {v['gap']:g}. Its weight falls as the list grows: "
        f"{listed}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(520, 290, left=42, right=26, top=42, bottom=48)
    lengths = [int(n) for n in v["weights"]]
    ticks: dict[float, str] = {n: f"{n:,}" for n in lengths[:: page.pick(2, 4)]}
    n_axis = Axis("how many are looked at (n)", (0.8 * lengths[0], 1.2 * lengths[-1]), ticks, log=2)
    set_axes(ax, n_axis, Axis("weight of the best match", (0, 1.02), (0, 0.25, 0.5, 0.75, 1)))
    ax.plot(lengths, list(v["weights"].values()), color=WEIGHT, marker="o", markersize=5)
    ax.plot(lengths, [1 / n for n in lengths], color=MUTED, linestyle=(0, (4, 3)))
    for n in NAMED:
        above, align = ((2, 12), "right") if n == lengths[-1] else ((8, 5), "left")
        weight = v["weights"][str(n)]
        _write(ax, f"{weight:.3f}", (n, weight), above, INK, align)
    lead = f"{page.pick('best match, its', 'its')} score {v['gap']:g} higher"
    _write(ax, lead, (256, v["weights"]["256"]), (12, 6), WEIGHT)
    _write(ax, "an even share", (8, 1 / 8), (10, 4), MUTED)
    return figure


def _write(ax: Axes, text: str, at: Pair, by: Pair, role: str, align: str = "left") -> None:
    """Text `by` px from a point of the plot, on the ground of the page."""
    ax.annotate(
        text,
        at,
        xytext=by,
        textcoords="offset points",
        color=role,
        fontsize=SMALL,
        ha=align,
        bbox={"facecolor": PANEL, "linewidth": 0, "pad": 1},
        annotation_clip=False,
    )
