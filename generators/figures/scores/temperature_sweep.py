"""The same scores times a growing number: weights go from all alike to all on one."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer import softmax
from generators.figures.scores._page import entropy
from generators.kit.marks import note, printed, progress, write
from generators.kit.marks.grids import clear_ground
from generators.kit.theme import (
    GRID,
    INK,
    LABEL,
    MUTED,
    QUERY,
    SMALL,
    TITLE,
    WEIGHT,
    canvas,
    signed_text,
)

SCORES = (1.2, 0.9, 0.4, 0.1, -0.3, -1.1)
STAGES = (0.0, 1.0, 2.0, 4.0, 8.0, 32.0)  # factors at which the picture rests
BETWEEN = 8  # frames from one to the next
TOP, ROW, LEFT, REACH, MIDDLE = 66, 34, 164, 124, 72
UNIT = 34  # px for a score of 1


def values() -> dict[str, Any]:
    scores = np.array(SCORES)
    stages = [_at(scores, factor) for factor in STAGES]
    half = next(f for f in np.arange(0, 40, 0.01) if softmax(scores * f).max() > 0.5)
    return {
        "scores": list(SCORES),
        "stages": stages,
        "even_entropy": math.log(len(SCORES)),
        "half_at": float(half),
        "order_kept": bool(all(np.all(np.diff(stage["weights"]) <= 0) for stage in stages)),
        "lead": SCORES[0] - SCORES[1],
        "last": stages[-1],
        "one": stages[1],
    }


def _at(scores: np.ndarray, factor: float) -> dict[str, Any]:
    weights = softmax(scores * factor)
    return {
        "factor": factor,
        "weights": weights.tolist(),
        "largest": float(weights.max()),
        "entropy": float(entropy(weights)),
    }


def alt(v: dict[str, Any]) -> str:
    listed = "; ".join(
        f"times {stage['factor']:g}: largest weight {stage['largest']:.2f}, entropy "
        f"{stage['entropy']:.2f}"
        for stage in v["stages"]
    )
    return f"Six scores times a growing factor, and their weights. {listed}."


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = canvas(344, 400)
    scores = np.array(v["scores"])
    write(ax, 14, 44, "scores", QUERY, LABEL, weight="semibold")
    write(ax, LEFT, 44, "weights", WEIGHT, LABEL, weight="semibold")
    note(ax, LEFT + 66, 37, "adding up to 1.00", MUTED, SMALL)
    bars, numbers = [], []
    for index, score in enumerate(scores):
        y = TOP + index * ROW
        ax.add_patch(
            Rectangle(
                (min(MIDDLE, MIDDLE + UNIT * score), y),
                abs(UNIT * score),
                20,
                facecolor=QUERY,
                linewidth=0,
                alpha=0.85,
            )
        )
        end = MIDDLE + UNIT * score
        write(
            ax,
            end + (6 if score > 0 else -6),
            y + 10,
            signed_text(score, 1),
            INK,
            SMALL,
            align="left" if score > 0 else "right",
        )
        ax.add_patch(Rectangle((LEFT, y), REACH, 20, facecolor=GRID, alpha=0.5, linewidth=0))
        part = Rectangle((LEFT, y), 0, 20, facecolor=WEIGHT, linewidth=0, animated=True, zorder=3)
        ax.add_patch(part)
        bars.append(part)
        numbers.append(write(ax, LEFT + REACH + 8, y + 10, "", INK, LABEL, animated=True))
    ax.plot([MIDDLE, MIDDLE], [TOP - 6, TOP + 6 * ROW - 8], color=MUTED, linewidth=1)
    head = write(ax, 14, 18, "", INK, TITLE, weight="semibold", animated=True)
    said = write(ax, 14, TOP + 6 * ROW + 32, "", INK, LABEL, animated=True)
    share = Rectangle(
        (LEFT, TOP + 6 * ROW + 25), 0, 14, facecolor=INK, alpha=0.6, linewidth=0, animated=True
    )
    ax.add_patch(
        Rectangle((LEFT, TOP + 6 * ROW + 25), REACH, 14, facecolor=GRID, alpha=0.5, linewidth=0)
    )
    ax.add_patch(share)
    clear_ground(said)
    note(
        ax, LEFT, TOP + 6 * ROW + 44, f"full bar: {v['even_entropy']:.2f}, all alike", MUTED, SMALL
    )
    y = TOP + 6 * ROW + 76
    note(ax, 14, y - 7, "so far", MUTED, SMALL)
    rests = [
        (
            write(ax, 66 + 46 * place, y, f"× {rest:g}", INK, SMALL, animated=True),
            write(
                ax,
                66 + 46 * place,
                y + 16,
                f"{stage['entropy']:.2f}",
                INK,
                SMALL,
                weight="semibold",
                animated=True,
            ),
        )
        for place, (rest, stage) in enumerate(zip(STAGES, v["stages"], strict=True))
    ]
    for artist in (artist for pair in rests for artist in pair):
        artist.set_visible(False)
    stages = progress(ax, 0, len(STAGES))
    for index, goal in enumerate(STAGES):
        for factor in _on_the_way(STAGES[index - 1], goal) if index else [goal]:
            row = softmax(scores * factor)
            for part, number, weight, text in zip(bars, numbers, row, printed(row), strict=True):
                part.set_width(REACH * weight)
                number.set_text(f"{text:.2f}")
            head.set_text(f"scores × {factor:.1f}".replace(".0", ""))
            left = float(entropy(row))
            said.set_text(f"entropy {left:.2f} nats")
            share.set_width(REACH * left / v["even_entropy"])
            if factor != goal:
                yield figure, 0.12
        stages.set(index)
        for artist in rests[index]:
            artist.set_visible(True)
        yield figure, 2.2


def _on_the_way(start: float, goal: float) -> list[float]:
    """Factors between two stages: even steps from 0, then equal ratios."""
    steps = np.linspace(0, 1, BETWEEN + 1)[1:]
    way = steps * goal if start == 0 else start * (goal / start) ** steps
    return [*way[:-1].tolist(), goal]
