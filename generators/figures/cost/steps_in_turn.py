"""Three kinds of layer in time: which tokens are computed in which step, and who heard of whom."""

import numpy as np
from matplotlib.patches import Rectangle

from experiments.translator.recipe import RUNNING_SENTENCE
from explainer.attention import causal_mask
from explainer.patterns import reach, sliding_window
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, titled, write
from generators.kit.phrases import counted
from generators.kit.theme import GRID, INK, MUTED, NEUTRAL, SMALL

N, KERNEL = 8, 3  # words drawn; words that a convolution sees, itself and those before it
CELL, LABELS = 19.0, 74.0  # px: side of a cell, room for the words
WAITS, COMPUTED, HEARD = 0, 1, 2  # what a cell says of a word in a step
KEY = {HEARD: "has heard of the first word", COMPUTED: "has not", WAITS: "nothing computed"}


def values() -> Values:
    whole, near = causal_mask(N), sliding_window(N, KERNEL)
    return {
        "words": RUNNING_SENTENCE.split()[:N],
        "grids": {
            "self-attention": _layers(whole).tolist(),
            "convolution": _layers(near).tolist(),
            "recurrent": (HEARD * np.eye(N, dtype=int)).tolist(),
        },
    }


def _layers(mask: np.ndarray) -> np.ndarray:
    """[words, steps]: a layer a step, all words in each, until the last has heard of the first."""
    columns: list[np.ndarray] = []
    while not columns or columns[-1][-1] != HEARD:
        heard = reach(mask, len(columns) + 1)[:, 0]
        columns.append(np.where(heard, HEARD, COMPUTED))
    return np.stack(columns, axis=1)


def alt(v: Values) -> str:
    steps = ", ".join(
        f"{name} {counted(len(grid[0]), 'step')}" for name, grid in v["grids"].items()
    )
    return (
        f"Three grids, {len(v['words'])} words down, steps in time across. Until the last word has "
        f"heard of the first: {steps}. Attention and convolution fill whole columns, all words at "
        "once; the recurrent layer a diagonal, one word a step."
    )


def draw(v: Values, page: Page) -> Figure:
    size = LABELS + N * CELL + 4, 26 + N * CELL + 22
    figure, ax, boxes = page.panels(3, size, size, gap=page.pick(24, 14), top=page.pick(26, 48))
    places = page.pick(((12, 13), (212, 13), (300, 13)), ((12, 13), (12, 35), (100, 35)))
    for (left, middle), (state, text) in zip(places, KEY.items(), strict=True):
        _cell(ax, Box(left, middle - 7, 14, 14), state)
        write(ax, left + 20, middle, text, MUTED, SMALL)
    for box, (name, grid) in zip(boxes, v["grids"].items(), strict=True):
        title = f"{name}, width {KERNEL}" if name == "convolution" else name
        inner = titled(ax, box, f"{title}: {counted(len(grid[0]), 'step')}")
        for row, word in enumerate(v["words"]):
            y = inner.top + row * CELL
            write(ax, inner.left + LABELS - 8, y + CELL / 2, word, INK, SMALL, True, align="right")
            for step in range(N):
                state = grid[row][step] if step < len(grid[row]) else WAITS
                _cell(ax, Box(inner.left + LABELS + step * CELL, y, CELL, CELL), state)
        write(ax, inner.left + LABELS, inner.top + N * CELL + 14, "time →", MUTED, SMALL)
    return figure


def _cell(ax: Axes, box: Box, state: int) -> None:
    look: Values = {"facecolor": NEUTRAL[0], "alpha": {COMPUTED: 0.3, HEARD: 1.0}.get(state, 0)}
    corner, side = (box.left + 1, box.top + 1), box.width - 2
    ax.add_patch(Rectangle(corner, side, side, facecolor="none", edgecolor=GRID))
    if state:
        ax.add_patch(Rectangle(corner, side, side, linewidth=0, **look))
