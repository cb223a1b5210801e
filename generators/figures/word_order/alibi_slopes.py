"""ALiBi: what is taken off a score at each distance, one slope a head."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from explainer.attention import softmax
from explainer.positions import alibi
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import MUTED, RESIDUAL, chart

HEADS, REACH = 4, 20


def values() -> dict[str, Any]:
    penalties = alibi(HEADS, 2 * REACH + 1)[:, REACH]  # what the word in the middle sees
    weights = softmax(penalties)
    distances = np.arange(-REACH, REACH + 1)
    return {
        "heads": HEADS,
        "seen": 2 * REACH + 1,
        "distances": distances.tolist(),
        "penalties": penalties.tolist(),
        "weights": weights.tolist(),
        "slopes": (-penalties[:, REACH + 1]).tolist(),
        "near": weights[:, np.abs(distances) <= 4].sum(axis=1).tolist(),
        "even": 9 / (2 * REACH + 1),
    }


def alt(v: dict[str, Any]) -> str:
    slopes = ", ".join(f"{slope:.4f}" for slope in v["slopes"])
    return (
        f"Four roofs with their ridge at distance 0, one a head, of slopes {slopes}: the steepest "
        f"takes {-v['penalties'][0][0]:.0f} off a score at distance {REACH}, the flattest "
        f"{-v['penalties'][-1][0]:.2f}."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _chart(v, 520)


def narrow(v: dict[str, Any]) -> Figure:
    return _chart(v, 340)


def _chart(v: dict[str, Any], width: float) -> Figure:
    figure, ax = chart(width, 250, left=36, right=96, top=40, bottom=48)
    lines = [
        ax.plot(v["distances"], row, color=RESIDUAL, linewidth=3.2 - 0.6 * head)[0]
        for head, row in enumerate(v["penalties"])
    ]
    ax.axvline(0, color=MUTED, linewidth=1)
    ax.set_xlim(-REACH, REACH)
    ax.set_ylim(-5.4, 0.4)
    ax.set_yticks([-5, -4, -3, -2, -1, 0])
    axis_titles(ax, "how many positions later", "added to the score")
    label_lines(ax, lines, [f"head {h + 1}: 1/{1 / s:.0f}" for h, s in enumerate(v["slopes"])], 12)
    return figure
