"""The same phrase in the model with four heads: every head of both layers, and their means."""

from typing import Any

import numpy as np

from generators.figures._shared.decoder_rows import TOWER, TOWER_SOURCES, cross_weights, translation
from generators.kit import marks, theme
from generators.kit.figure import Figure, Page, Values
from generators.kit.needs import needs

CELL = (22, 24)


def values() -> Values:
    written = translation(TOWER)
    weights = cross_weights(TOWER)  # [layers, heads, rows, words]
    content = [i for i, word in enumerate(written.tokens) if TOWER_SOURCES.get(word, 0) > 0]
    right = np.array(
        [
            [
                sum(head[i].argmax() == TOWER_SOURCES[written.tokens[i]] for i in content)
                for head in (*layer, layer.mean(axis=0))
            ]
            for layer in weights
        ]
    )
    needs(len(weights) > 1, "at least two decoder layers")
    return {
        "english": list(written.source_tokens),
        "french": list(written.tokens),
        "text": written.text,
        "weights": weights.tolist(),
        "content_words": len(content),
        "right_of_means": right[:, -1].tolist(),
        "heads": int(weights.shape[0] * weights.shape[1]),
        "heads_all_right": int(np.sum(right[:, :-1] == len(content))),
    }


def alt(v: Values) -> str:
    return (
        f"Cross-attention of all {v['heads']} heads for {v['text']}, layer by layer, and the mean "
        f"of each layer. Of {v['content_words']} content words the mean has its largest weight on "
        f"the right English word for {v['right_of_means'][0]} in layer 1 and for "
        f"{v['right_of_means'][1]} in layer 2; {v['heads_all_right']} heads have all of them."
    )


def _panel(
    ax: Any, x: float, y: float, v: Values, which: tuple[int, int], wide: float
) -> tuple[str, str, marks.Matrix]:
    layer, head = which
    heads = np.asarray(v["weights"][layer])
    numbers = heads.mean(axis=0) if head == len(heads) else heads[head]
    title = "mean" if head == len(heads) else f"head {head + 1}"
    role = theme.INK if head == len(heads) else theme.MUTED
    return (
        title,
        role,
        marks.matrix(
            ax,
            x,
            y,
            numbers,
            marks.Words(
                rows=v["french"] if wide else None,
                columns=v["english"],
                row_title="",
                column_title="",
                left=wide,
            ),
            marks.Cells(CELL),
        ),
    )


def draw(v: Values, page: Page) -> Figure:
    across, band, left = page.pick(5, 2), 222, 112
    size = page.pick((712, 500), (360, 1390))
    figure, ax = theme.canvas(*size)
    marks.weight_legend(ax, page.pick(left, 16), size[1] - 22)
    pitch = len(v["english"]) * CELL[0] + 28
    panels = [(layer, head) for layer in (0, 1) for head in range(len(v["weights"][0]) + 1)]
    lines = -(-5 // across)
    for layer, head in panels:
        line, column = head // across, head % across
        x = left + column * pitch
        y = 30 + (layer * lines + line) * band + layer * 14
        if head == 0:
            text = f"layer {layer + 1}"
            marks.write(ax, 16, y - 14, text, theme.INK, theme.TITLE, weight="semibold")
        wide = 92.0 if column == 0 else 0.0
        title, role, grid = _panel(ax, x - wide, y, v, (layer, head), wide)
        weight = "semibold" if title == "mean" else "normal"
        bottom = grid.grid.bottom + 14
        middle = grid.grid.centre[0]
        marks.write(ax, middle, bottom, title, role, align="centre", weight=weight)
    return figure
