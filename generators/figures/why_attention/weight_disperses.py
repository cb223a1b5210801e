"""The largest weight when one score leads all others by a fixed gap, and the list grows."""

from math import log

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import softmax
from generators.kit.charts import axis_titles
from generators.kit.theme import INK, MASKED, PANEL, SMALL, WEIGHT, chart
from generators.kit.values import Values

GAP = 5.0  # how far the best score is ahead of every other
LENGTHS = tuple(2**power for power in range(2, 13))
NAMED = (4, 64, 4096)


def largest_weight(n: int, gap: float = GAP) -> float:
    """The weight of the leading score among n, computed as attention does."""
    scores = np.zeros(n)
    scores[0] = gap
    return float(softmax(scores)[0])


def values() -> Values:
    weights = {str(n): largest_weight(n) for n in LENGTHS}
    exact = {str(n): float(np.exp(GAP) / (np.exp(GAP) + n - 1)) for n in LENGTHS}
    first, last = LENGTHS[0], LENGTHS[-1]
    return {
        "gap": GAP,
        "lengths": list(LENGTHS),
        "weights": weights,
        "others": {str(n): float((1 - weights[str(n)]) / (n - 1)) for n in LENGTHS},
        "error": max(abs(weights[str(n)] - exact[str(n)]) for n in LENGTHS),
        "e_to_the_gap": float(np.exp(GAP)),
        "half_at": float(np.exp(GAP) + 1),
        "shortest": first,
        "longest": last,
        "shrinks": weights[str(first)] / weights[str(last)],
        "gap_to_keep": GAP + log((last - 1) / (first - 1)),
        "kept": largest_weight(last, GAP + log((last - 1) / (first - 1))),
        "smallest_of_all": min((1 - weights[str(n)]) / (n - 1) for n in LENGTHS),
    }


def alt(v: Values) -> str:
    listed = ", ".join(f"{v['weights'][str(n)]:.3f} among {n}" for n in NAMED)
    return (
        f"One score is ahead of all others by {v['gap']:g}. Its weight falls as the list grows: "
        f"{listed}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 520, 300)


def narrow(v: Values) -> Figure:
    return _draw(v, 338, 280)


def _draw(v: Values, width: float, height: float) -> Figure:
    figure, ax = chart(width, height, left=42, right=26, top=42, bottom=48)
    lengths = v["lengths"]
    ax.set_xscale("log", base=2)
    ax.plot(
        lengths,
        [v["weights"][str(n)] for n in lengths],
        color=WEIGHT,
        marker="o",
        markersize=5,
        clip_on=False,
    )
    ax.plot(lengths, [1 / n for n in lengths], color=MASKED, linestyle=(0, (4, 3)))
    ax.set_xlim(lengths[0] * 0.8, lengths[-1])
    ax.set_ylim(0, 1.02)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    shown = lengths[:: 4 if width < 400 else 2]
    ax.set_xticks(shown)
    ax.set_xticklabels([f"{n:,}" for n in shown])
    for n in NAMED:
        weight, at_end = v["weights"][str(n)], n == lengths[-1]
        by = (2, 16 if width < 400 else 10) if at_end else (8, 5)
        _write(ax, f"{weight:.3f}", (n, weight), by, INK, "right" if at_end else "left")
    _write(ax, f"best match, {v['gap']:g} ahead", (256, v["weights"]["256"]), (12, 6), WEIGHT)
    _write(ax, "an even share", (8, 1 / 8), (10, 4), MASKED)
    axis_titles(ax, x="how many are looked at (n)", y="weight of the best match")
    return figure


Pair = tuple[float, float]


def _write(ax: Axes, text: str, at: Pair, by: Pair, role: str, ha: str = "left") -> None:
    ax.annotate(
        text,
        at,
        xytext=by,
        textcoords="offset points",
        color=role,
        fontsize=SMALL,
        ha=ha,
        bbox={"facecolor": PANEL, "linewidth": 0, "pad": 1},
        annotation_clip=False,
    )
