"""Four statistics of all heads of SmolLM2 (4-bit quantised), as tables of layers and heads."""

import numpy as np

from generators.figures._shared import smollm2
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Words, frame, heat, note, weight_legend, write
from generators.kit.theme import INK, MUTED, SMALL

KINDS = (
    ("previous", "ordinary", "token before", "ordinary text"),
    ("first", "ordinary", "first token", "ordinary text"),
    ("duplicates", "repeated", "same token, earlier", "repeated tokens"),
    ("induction", "repeated", "what followed it", "repeated tokens"),
)
CONTROL = "mixed_weights"  # the same parameters at random places
MUCH = 0.3  # of a head's weight


def values() -> Values:
    found: Values = {}
    for kind, condition, title, text in KINDS:
        scores = smollm2.per_head(condition, kind)
        control = smollm2.per_head(f"{condition}_{CONTROL}", kind)
        found[kind] = {
            "title": title,
            "text": text,
            "scores": scores.tolist(),
            "largest": float(scores.max()),
            "best": smollm2.name(smollm2.strongest(scores)[0]),
            "above_30": int((scores > MUCH).sum()),
            "mixed_largest": float(control.max()),
            "mixed_above_30": int((control > MUCH).sum()),
        }
    ordinary = smollm2.read()["ordinary"]
    return found | {
        "texts": ordinary["texts"],
        "tokens": ordinary["tokens"],
        "draws": smollm2.read()["repeated"]["texts"],
        "copy": smollm2.read()["copy_length"],
    }


def alt(v: Values) -> str:
    said = [
        f"share on {v[kind]['title']}: {v[kind]['above_30']} heads above {MUCH}, the largest "
        f"{v[kind]['largest']:.2f} in {v[kind]['best']}"
        for kind, *_ in KINDS
    ]
    layers, heads = np.shape(v["first"]["scores"])
    return f"Tables of {layers} layers by {heads} heads. " + "; ".join(said) + "."


def draw(v: Values, page: Page) -> Figure:
    cell = page.pick((14.5, 15.0), (15.0, 12.0))
    rows, columns = np.shape(v["first"]["scores"])
    size = columns * cell[0], 62 + rows * cell[1]
    figure, ax, panels = page.panels(len(KINDS), size, None, (0, 2), 22, top=22, left=28)
    weight_legend(ax, panels[0].left, 6, "mean share")
    for (kind, *_), panel in zip(KINDS, panels, strict=True):
        table = Box(panel.left, panel.top + 54, columns * cell[0], rows * cell[1])
        _table(ax, table, v[kind])
        if panel.left == panels[0].left:
            _layers(ax, table, rows)
    return figure


def _table(ax: Axes, box: Box, kind: Values) -> None:
    """Layers from top to bottom, heads from left to right; the largest has a frame."""
    rows, columns = np.shape(kind["scores"])
    note(ax, box.left, box.top - 42, kind["title"], INK, weight="semibold")
    note(ax, box.left, box.top - 22, kind["text"], MUTED, SMALL)
    names = [f"layer {row + 1}" for row in range(rows)], [f"head {n + 1}" for n in range(columns)]
    heat(ax, box, kind["scores"], words=Words(*names))
    layer, head = (int(part) - 1 for part in kind["best"].split("."))
    wide, high = box.width / columns, box.height / rows
    frame(ax, Box(box.left + head * wide, box.top + layer * high, wide, high), INK, 1.5)


def _layers(ax: Axes, box: Box, layers: int) -> None:
    write(ax, box.left - 6, box.top - 10, "layer", MUTED, SMALL, align="right")
    for number in (1, *range(5, layers + 1, 5)):
        middle = box.top + (number - 0.5) * box.height / layers
        write(ax, box.left - 6, middle, str(number), MUTED, SMALL, align="right")
