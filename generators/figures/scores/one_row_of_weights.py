"""One row of a softmax over random keys, at three widths: not divided, and divided by √d_k."""

import math

import numpy as np
from matplotlib.patches import Rectangle

from explainer import softmax
from generators.figures.scores._by_width import WAYS
from generators.figures.scores._page import DRAWS, HEAD, KEYS, drawn
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, titled, write
from generators.kit.theme import INK, MUTED, SMALL, WEIGHT

WIDTHS = (4, HEAD, 1024)  # d_k
SIZE = (204.0, 124.0)  # px of a panel


def values() -> Values:
    rows = {way: {str(width): _typical(width, way).tolist() for width in WIDTHS} for way in WAYS}
    return {**rows, "largest": max(rows["unscaled"][str(HEAD)]), "keys": KEYS, "draws": DRAWS}


def _typical(width: int, way: str) -> np.ndarray:
    """The weights [keys] of the draw whose largest weight, not divided, is the median of all."""
    scores, _ = drawn(width)
    largest = softmax(scores).max(axis=-1)
    row = scores[np.argsort(largest)[len(largest) // 2]]
    return np.asarray(softmax(row / math.sqrt(width) if way == "scaled" else row))


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{name}: " + ", ".join(f"{max(of):.2f} at d_k {width}" for width, of in v[way].items())
        for way, (name, *_) in WAYS.items()
    )
    return f"One row of weights over {v['keys']} random keys as bars. Largest weight {parts}."


def draw(v: Values, page: Page) -> Figure:
    order = [(way, width) for way in WAYS for width in v[way]]
    if page.narrow:  # the two ways side by side, the widths below each other
        order = [(way, width) for width in v["scaled"] for way in WAYS]
    figure, ax, boxes = page.panels(6, SIZE, (154, 112), across=(3, 2), gap=page.pick(24, 14))
    for box, (way, width) in zip(boxes, order, strict=True):
        inner = titled(ax, box, f"dₖ = {int(width):,}, {page.pick(*NAMES[way])}", size=SMALL)
        _bars(ax, inner, v[way][width])
    return figure


NAMES = {"unscaled": ("not divided", "not divided"), "scaled": ("divided by √dₖ", "divided")}


def _bars(ax: Axes, box: Box, weights: list[float]) -> None:
    """One bar for each key; the largest has its number above it."""
    floor, reach, pitch = box.bottom - 6, box.height - 24, box.width / len(weights)
    ax.plot([box.left, box.right], [floor, floor], color=MUTED, linewidth=1)
    for index, weight in enumerate(weights):
        x = box.left + index * pitch
        high = reach * weight
        ax.add_patch(Rectangle((x, floor - high), 0.72 * pitch, high, color=WEIGHT, linewidth=0))
    best = int(np.argmax(weights))
    x = min(max(box.left + (best + 0.4) * pitch, box.left + 14), box.right - 14)
    text = f"{weights[best]:.2f}"
    write(ax, x, floor - reach * weights[best] - 9, text, INK, SMALL, align="centre")
