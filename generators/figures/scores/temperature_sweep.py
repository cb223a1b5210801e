"""The same scores times a growing number: weights go from all alike to all on one."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from explainer import softmax
from generators.figures.scores._page import entropy
from generators.kit.figure import Axes, Page, Values
from generators.kit.marks import MOVING, MovingBar, note, write
from generators.kit.motion import Frame, eased, moment, reading_seconds, step
from generators.kit.theme import INK, MUTED, QUERY, SMALL, TITLE, WEIGHT, signed_text

SCORES = (1.2, 0.9, 0.4, 0.1, -0.3, -1.1)
FACTORS = (0.0, 1.0, 2.0, 8.0, 32.0)  # at which the picture rests
TOP, ROW = 66, 34  # px


def values() -> Values:
    stages = [_spread(factor) for factor in FACTORS]
    return {
        "scores": list(SCORES),
        "stages": stages,
        "even_entropy": math.log2(len(SCORES)),
        "lead": SCORES[0] - SCORES[1],
        "one": {"entropy": stages[FACTORS.index(1)]["entropy"]},
        "last": {key: stages[-1][key] for key in ("largest", "entropy")},
    }


def _weights(factor: float) -> np.ndarray:
    return np.asarray(softmax(np.array(SCORES) * factor))


def _spread(factor: float) -> dict[str, float]:
    weights = _weights(factor)
    return {"factor": factor, "largest": float(weights.max()), "entropy": float(entropy(weights))}


def alt(v: Values) -> str:
    listed = "; ".join(
        f"times {stage['factor']:g}: largest weight {stage['largest']:.2f}, entropy "
        f"{stage['entropy']:.2f} bits"
        for stage in v["stages"]
    )
    return f"Six scores times a growing factor, and their weights. {listed}."


def animate(v: Values, page: Page) -> Iterator[Frame]:
    below = TOP + len(v["scores"]) * ROW + 24
    figure, ax = page.canvas((560, below + 94))
    left, reach, pitch = page.pick((250, 240, 78), (164, 124, 46))
    _scores(ax, v["scores"], *page.pick((112, 60), (72, 34)))
    head = write(ax, 14, 18, "", INK, TITLE, weight="semibold", **MOVING)
    write(ax, left, 44, "weights", WEIGHT, weight="semibold")
    write(ax, left + 62, 44, "rounded", MUTED, SMALL)
    bars = [MovingBar(ax, (left, TOP + row * ROW), reach, 20) for row in range(len(v["scores"]))]
    write(ax, 14, below + 8, "entropy, in bits")
    spread = MovingBar(ax, (left, below), reach, role=MUTED)
    note(ax, left, below + 19, f"full bar: {v['even_entropy']:.2f}, all alike", size=SMALL)
    write(ax, 14, below + 58, "so far", MUTED, SMALL)
    before = FACTORS[0]
    for place, stage in enumerate(v["stages"]):
        for factor in [*_way(before, before := stage["factor"])] if place else ():
            _show(factor, head, bars, spread)
            yield moment(figure, 0.1)
        text = _show(stage["factor"], head, bars, spread)
        at = 60 + pitch * place, below + 58  # what has been, for comparison
        write(ax, *at, f"× {stage['factor']:g}", size=SMALL, **MOVING)
        write(ax, at[0], at[1] + 16, f"{stage['entropy']:.2f}", MUTED, SMALL, **MOVING)
        yield step(figure, reading_seconds(text), text)


def _scores(ax: Axes, scores: list[float], zero: float, unit: float) -> None:
    """The scores as bars to both sides of x = `zero`, a score of 1 is `unit` px long."""
    write(ax, 14, 44, "scores", QUERY, weight="semibold")
    for row, score in enumerate(scores):
        y, end = TOP + row * ROW, zero + unit * score
        ax.add_patch(Rectangle((zero, y), unit * score, 20, facecolor=QUERY, linewidth=0))
        beside, align = (6, "left") if score > 0 else (-6, "right")
        write(ax, end + beside, y + 10, signed_text(score, 1), size=SMALL, align=align)
    ax.plot([zero, zero], [TOP - 6, TOP + len(scores) * ROW - 8], color=MUTED, linewidth=1)


def _show(factor: float, head: Any, bars: list[MovingBar], spread: MovingBar) -> str:
    """Everything at this factor; returns what there is to see."""
    head.set_text(f"scores × {factor:.1f}".removesuffix(".0"))
    for bar, weight in zip(bars, _weights(factor), strict=True):
        bar.set(float(weight), f"{weight:.2f}")
    largest, left = (_spread(factor)[key] for key in ("largest", "entropy"))
    spread.set(left / math.log2(len(bars)), f"{left:.2f}")
    return f"{head.get_text()}: largest weight {largest:.2f}, entropy {left:.2f} bits"


def _way(start: float, goal: float) -> list[float]:
    """Factors between two stages: even steps from 0, then equal ratios."""
    shares = list(eased())[:-1]
    return [share * goal if start == 0 else start * (goal / start) ** share for share in shares]
