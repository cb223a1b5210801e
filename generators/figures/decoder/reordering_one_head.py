"""One head, one picture: the weights of "the famous european tower" run against the diagonal."""

from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from generators.figures._shared.decoder_rows import (
    ONE_HEAD,
    TOWER,
    TOWER_SOURCES,
    cross_weights,
    translation,
)
from generators.kit import marks, theme
from generators.kit.figure import Figure, Page, Values
from generators.kit.needs import needs

CELL = (52, 34)


def values() -> Values:
    written = translation(TOWER, ONE_HEAD)
    weights = cross_weights(TOWER, ONE_HEAD)[:, 0]
    content = [i for i, word in enumerate(written.tokens) if TOWER_SOURCES.get(word, 0) > 0]
    right = [
        [float(layer[i, TOWER_SOURCES[written.tokens[i]]]) for i in content] for layer in weights
    ]
    needs(bool(content), f"a word of the tower in the translation, which is: {written.text}")
    return {
        "english": list(written.source_tokens),
        "french": list(written.tokens),
        "text": written.text,
        "weights": weights.tolist(),
        "content_rows": content,
        "right_weights": right,
        "least_right_last_layer": min(right[-1]),
        "largest_is_right": [
            int(np.sum([layer[i].argmax() == TOWER_SOURCES[written.tokens[i]] for i in content]))
            for layer in weights
        ],
        "layers": len(weights),
        "end_looks_at": written.source_tokens[int(weights[-1, -1].argmax())],
    }


def alt(v: Values) -> str:
    pairs = ", ".join(
        f"{v['french'][row]} on {v['english'][TOWER_SOURCES[v['french'][row]]]} {weight:.2f}"
        for row, weight in zip(v["content_rows"], v["right_weights"][-1], strict=True)
    )
    return (
        "Two matrices of cross-attention weights, one a layer: French rows, English columns. In "
        f"layer {len(v['weights'])}: {pairs}; these cells run from top right to bottom left."
    )


def _matrix(ax: Any, x: float, y: float, v: Values, layer: int) -> marks.Matrix:
    grid = marks.matrix(
        ax,
        x,
        y,
        v["weights"][layer],
        marks.Words(v["french"], v["english"], row_title="row writes", left=100),
        marks.Cells(CELL),
    )
    for row in v["content_rows"]:
        cell = grid.cells[row][TOWER_SOURCES[v["french"][row]]]
        frame = Rectangle(
            (cell.left + 1, cell.top + 1),
            cell.width - 2,
            cell.height - 2,
            facecolor="none",
            edgecolor=theme.INK,
            linewidth=1.5,
            zorder=4,
        )
        ax.add_patch(frame)
    return grid


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((688, 338), (338, 650))
    for layer in range(v["layers"]):
        x, y = page.pick((20.0 + layer * 336, 16.0), (4.0, 8.0 + layer * 322))
        marks.write(ax, x + 100, y + 10, f"layer {layer + 1}", weight="semibold", size=theme.TITLE)
        _matrix(ax, x, y + 32, v, layer)
    return figure
