"""Four statistics of all heads of SmolLM2 (4-bit quantised), as tables of layers and heads."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from explainer.drawing.marks.grids import compound
from generators.figures._shared import smollm2
from generators.kit import marks, theme
from generators.kit.scales import shade
from generators.kit.values import Values

KINDS = (
    ("previous", "ordinary", "token before", "ordinary text"),
    ("first", "ordinary", "first token", "ordinary text"),
    ("duplicates", "repeated", "same token, earlier", "repeated random tokens"),
    ("induction", "repeated", "what followed it", "repeated random tokens"),
)
CONTROLS = {"ordinary": "ordinary_mixed_weights", "repeated": "repeated_mixed_weights"}
UNTRAINED = {"ordinary": "ordinary_untrained", "repeated": "repeated_untrained"}


def values() -> Values:
    found: Values = {}
    for kind, condition, title, text in KINDS:
        scores = smollm2.per_head(condition, kind)
        best = smollm2.strongest(scores)[0]
        found[kind] = {
            "title": title,
            "text": text,
            "scores": scores.tolist(),
            "mean": float(scores.mean()),
            "largest": float(scores.max()),
            "best": smollm2.name(best),
            "above_30": int((scores > 0.3).sum()),
            "above_50": int((scores > 0.5).sum()),
            "mixed_largest": float(smollm2.per_head(CONTROLS[condition], kind).max()),
            "mixed_above_30": int((smollm2.per_head(CONTROLS[condition], kind) > 0.3).sum()),
            "untrained_largest": float(smollm2.per_head(UNTRAINED[condition], kind).max()),
            "untrained_above_30": int((smollm2.per_head(UNTRAINED[condition], kind) > 0.3).sum()),
        }
    ordinary, repeated = smollm2.read()["ordinary"], smollm2.read()["repeated"]
    found["texts"] = ordinary["texts"]
    found["tokens"] = ordinary["tokens"]
    found["draws"] = repeated["texts"]
    found["copy"] = smollm2.read()["copy_length"]
    strong = np.array(found["previous"]["scores"]) > 0.3
    found["previous_in_first_two_thirds"] = int(strong[:20].sum())
    return found


def alt(v: Values) -> str:
    said = [
        f"share on the {v[kind]['title']}: {v[kind]['above_30']} heads above 0.3, the largest "
        f"{v[kind]['largest']:.2f} in {v[kind]['best']}"
        for kind, *_ in KINDS
    ]
    return "Tables of 30 layers by 9 heads. " + "; ".join(said) + "."


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(664, 70 + 30 * 15)
    for index, (kind, *_) in enumerate(KINDS):
        _table(ax, 40 + index * 158, 62, v[kind], (14.5, 15), index == 0)
    marks.weight_legend(ax, 404, 4, "mean share")
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.canvas(336, 44 + 2 * (30 * 11 + 62))
    for index, (kind, *_) in enumerate(KINDS):
        row, column = divmod(index, 2)
        _table(ax, 36 + column * 152, 72 + row * (30 * 11 + 62), v[kind], (15, 11), column == 0)
    marks.weight_legend(ax, 8, 6, "mean share")
    return figure


def _table(
    ax: Any, x: float, y: float, kind: Values, cell: tuple[float, float], numbered: bool
) -> None:
    """Layers from top to bottom, heads from left to right; the largest is ringed and named."""
    scores = kind["scores"]
    marks.note(ax, x, y - 42, kind["title"], theme.INK, theme.LABEL, weight="semibold")
    marks.note(ax, x, y - 22, kind["text"], theme.MUTED, theme.SMALL)
    boxes = [
        [marks.Box(x + j * cell[0], y + i * cell[1], *cell) for j in range(len(scores[0]))]
        for i in range(len(scores))
    ]
    compound(ax, boxes, [[shade(n, "weight", 1, theme.WEIGHT) for n in row] for row in scores])
    width, height = len(scores[0]) * cell[0], len(scores) * cell[1]
    ax.plot(
        [x, x + width, x + width, x, x],
        [y, y, y + height, y + height, y],
        color=theme.GRID,
        linewidth=1,
    )
    layer, head = (int(part) - 1 for part in kind["best"].split("."))
    at = boxes[layer][head]
    ax.plot(
        [at.left, at.right, at.right, at.left, at.left],
        [at.top, at.top, at.bottom, at.bottom, at.top],
        color=theme.INK,
        linewidth=1.5,
    )
    if numbered:
        marks.write(ax, x - 6, y - 10, "layer", theme.MUTED, theme.SMALL, align="right")
        for number in (1, 5, 10, 15, 20, 25, 30):
            middle = y + (number - 0.5) * cell[1]
            marks.write(ax, x - 6, middle, str(number), theme.MUTED, theme.SMALL, align="right")
