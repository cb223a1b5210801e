"""The same scores times a growing number: weights go from all alike to all on one."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.patches import Polygon

from explainer import softmax
from generators.figures.scores._page import entropy
from generators.kit.figure import Axes, Page, Values
from generators.kit.marks import MOVING, MovingBar, Point, note, write
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
    scores = MovingScores(ax, *page.pick((98, 36, (-44, 78)), (72, 21, (-26, 44))))
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
            _show(factor, head, scores, bars, spread)
            yield moment(figure, 0.1)
        text = _show(stage["factor"], head, scores, bars, spread)
        at = 60 + pitch * place, below + 58  # what has been, for comparison
        write(ax, *at, f"× {stage['factor']:g}", size=SMALL, **MOVING)
        write(ax, at[0], at[1] + 16, f"{stage['entropy']:.2f}", MUTED, SMALL, **MOVING)
        yield step(figure, reading_seconds(text), text)


class MovingScores:
    """The scores as bars to both sides of x = `zero`, a score of 1 is `unit` px long.

    A bar that is longer than the px of `room` on its side ends in a point there.
    """

    def __init__(self, ax: Axes, zero: float, unit: float, room: tuple[float, float]) -> None:
        self.zero, self.unit, self.room = zero, unit, room
        write(ax, 14, 44, "scores", QUERY, weight="semibold")
        rows = [TOP + row * ROW for row in range(len(SCORES))]
        self.bars = [Polygon([(zero, y)], facecolor=QUERY, linewidth=0, **MOVING) for y in rows]
        for bar in self.bars:
            ax.add_patch(bar)
        self.texts = [
            write(
                ax, zero, y + 10, "", size=SMALL, align="left" if score > 0 else "right", **MOVING
            )
            for y, score in zip(rows, SCORES, strict=True)
        ]
        ends = [TOP - 6, TOP + len(SCORES) * ROW - 8]
        ax.plot([zero, zero], ends, color=MUTED, linewidth=1)

    def show(self, factor: float) -> None:
        """Every bar and its number, times this factor."""
        for row, (score, bar, text) in enumerate(zip(SCORES, self.bars, self.texts, strict=True)):
            end = self.zero + min(max(factor * score * self.unit, self.room[0]), self.room[1])
            longer = abs(factor * score * self.unit) > abs(end - self.zero) + 1e-6
            bar.set_xy(self._outline(TOP + row * ROW, end, longer))
            text.set_text(signed_text(factor * score + 0.0, 1))
            text.set_x(end + (6 if score > 0 else -6))

    def _outline(self, y: float, end: float, longer: bool) -> list[Point]:
        """A bar from zero to `end`, 20 px high, with a point if it goes on."""
        back = end - math.copysign(8, end - self.zero) if longer else end
        return [(self.zero, y), (back, y), (end, y + 10), (back, y + 20), (self.zero, y + 20)]


def _show(
    factor: float, head: Any, scores: MovingScores, bars: list[MovingBar], spread: MovingBar
) -> str:
    """Everything at this factor; returns what there is to see."""
    head.set_text(f"scores × {factor:.1f}".removesuffix(".0"))
    scores.show(factor)
    for bar, weight in zip(bars, _weights(factor), strict=True):
        bar.set(float(weight), f"{weight:.2f}")
    largest, left = (_spread(factor)[key] for key in ("largest", "entropy"))
    spread.set(left / math.log2(len(bars)), f"{left:.2f}")
    return f"{head.get_text()}: largest weight {largest:.2f}, entropy {left:.2f} bits"


def _way(start: float, goal: float) -> list[float]:
    """Factors between two stages: even steps from 0, then equal ratios."""
    shares = list(eased())[:-1]
    return [share * goal if start == 0 else start * (goal / start) ** share for share in shares]
