"""ALiBi: what is taken off a score at each distance, one slope a head."""

import numpy as np

import explainer
from explainer.attention import softmax
from explainer.positions import alibi
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import SMALL
from generators.kit.theme import MUTED

REACH, NEAR = 20, 4  # positions to each side: all that are drawn, the neighbourhood


def values() -> Values:
    heads, seen = explainer.load("translator").config.n_heads, 2 * REACH + 1
    penalties = alibi(heads, seen)[:, REACH]  # what the word in the middle sees
    distances = np.arange(-REACH, REACH + 1)
    near = np.abs(distances) <= NEAR
    return {
        "heads": heads,
        "seen": seen,
        "distances": distances.tolist(),
        "penalties": penalties.tolist(),
        "slopes": (-penalties[:, REACH + 1]).tolist(),
        "near": softmax(penalties)[:, near].sum(axis=1).tolist(),
        "even": float(near.mean()),
    }


def alt(v: Values) -> str:
    slopes = ", ".join(f"{slope:.4f}" for slope in v["slopes"])
    return (
        f"{v['heads']} roofs with their ridge at distance 0, one a head, of slopes {slopes}: the "
        f"steepest takes {-v['penalties'][0][0]:.0f} off a score at distance {REACH}, the flattest "
        f"{-v['penalties'][-1][0]:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(520, 250, left=36, right=96, top=40, bottom=48)
    lowest = min(v["penalties"][0])
    x = Axis("how many positions later", (-REACH, REACH))
    set_axes(ax, x, Axis("added to the score", (1.08 * lowest, -0.08 * lowest)))
    ax.axvline(0, color=MUTED, linewidth=1)
    roofs = [
        Curve(f"head {head}: 1/{1 / slope:.0f}", penalties, width=3.2 / head**0.5)
        for head, (slope, penalties) in enumerate(zip(v["slopes"], v["penalties"], strict=True), 1)
    ]
    curves(ax, v["distances"], roofs, SMALL)
    return figure
