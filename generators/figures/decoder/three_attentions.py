"""The three attentions of the translator: who looks at whom, and what is closed."""

from typing import Any

import numpy as np
from matplotlib.patches import Polygon

from generators.figures._shared.decoder_rows import TIRED, row_inputs, translation
from generators.figures._shared.running_sentence import mean_cross_weights
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Words, heat, write
from generators.kit.theme import DECODER, ENCODER, INK, LABEL, MASKED, MUTED, SMALL

WIDE, HIGH, LEFT, TOP = 13.0, 15.0, 68.0, 50.0  # px of a cell; beside and above the cells
DARKEST = 0.6  # weight: what is more is as dark


def values() -> Values:
    """Weights, mean over the heads of all layers: encoder, decoder on itself, decoder across."""
    written = translation(TIRED)
    stacks = written.trace.encoder.layers, written.trace.decoder.layers
    own = [
        np.concatenate([np.asarray(layer.self_attention.weights) for layer in layers]).mean(axis=0)
        for layers in stacks
    ]
    english, french = list(written.source_tokens), list(written.tokens)
    return {
        "english": english,
        "french": french,
        "french_read": row_inputs(written.tokens),
        "encoder": own[0].round(4).tolist(),
        "masked": own[1].round(4).tolist(),
        "cross": mean_cross_weights(written).round(4).tolist(),
    }


def alt(v: Values) -> str:
    english, french = len(v["english"]), len(v["french"])
    return (
        f"Three grids of attention weights. Encoder: {english} English words look at {english} "
        f"English words. Masked self-attention: {french} French rows look at French words, the "
        f"upper right half is closed. Cross-attention: {french} French rows look at {english} "
        "English words, nothing is closed."
    )


def draw(v: Values, page: Page) -> Figure:
    grids: list[tuple[str, str, str, list[str], list[str]]] = [
        ("encoder", "encoder: self-attention", "English", v["english"], v["english"]),
        ("masked", "masked self-attention", "French", v["french"], v["french_read"]),
        ("cross", "cross-attention", "English", v["french"], v["english"]),
    ]
    gap, edge = 24.0, 12.0
    across = 2 * edge + 2 * gap + sum(LEFT + WIDE * len(grid[-1]) for grid in grids)
    down = [TOP + HIGH * len(grid[3]) + gap for grid in grids]
    figure, ax = page.canvas((across, max(down)), (336, sum(down)))
    x, y = edge, 0.0
    for (key, name, looked, rows, columns), high in zip(grids, down, strict=True):
        box = Box(x + LEFT, y + TOP, WIDE * len(columns), HIGH * len(rows))
        role = ENCODER if key == "encoder" else DECODER
        write(ax, box.left, box.top - 34, name, role, LABEL, weight="semibold")
        write(ax, box.left, box.top - 13, f"looks at {looked} →", MUTED, SMALL)
        heat(ax, box, v[key], limit=DARKEST, ruled=True, words=Words(rows, columns))
        for row, word in enumerate(rows):
            middle = box.top + (row + 0.5) * HIGH
            write(ax, box.left - 8, middle, word, INK, SMALL, mono=True, align="right")
        if key == "masked":
            _closed(ax, box, len(rows))
        x, y = (x, y + high) if page.narrow else (box.right + gap, y)
    return figure


def _closed(ax: Axes, box: Box, count: int) -> None:
    """The corner above the diagonal, hatched: a row must not look ahead."""
    stairs = [(box.left + WIDE, box.top)]
    for row in range(count - 1):
        x, y = box.left + WIDE * (row + 1), box.top + HIGH * (row + 1)
        stairs += [(x, y), (x + WIDE, y)]
    look: dict[str, Any] = {"facecolor": "none", "edgecolor": MASKED, "hatch": "////"}
    ax.add_patch(Polygon([*stairs, (box.right, box.top)], linewidth=0, zorder=3, **look))
