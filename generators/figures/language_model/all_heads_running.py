"""All heads of SmolLM2 (4-bit quantised) on the running sentence, as small pictures."""

from explainer.drawing.marks.thumbnails import thumbnails
from generators.figures._shared import smollm2
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import note, weight_legend, write
from generators.kit.theme import MUTED, SMALL

GAP = 5.0  # px between two heads
LEFT, TOP, NAMES = 28.0, 58.0, 34.0  # px beside, above and between the bands of layers


def values() -> Values:
    tokens, array = smollm2.weights("running")
    first = smollm2.on_first(array)
    return {
        "tokens": len(tokens),
        "layers": array.shape[0],
        "heads_a_layer": array.shape[1],
        "heads": int(first.size),
        "first_above_half": int((first > 0.5).sum()),
    }


def alt(v: Values) -> str:
    return (
        f"{v['heads']} small triangles, {v['layers']} layers of {v['heads_a_layer']} heads: the "
        f"weights on {v['tokens']} tokens. In {v['first_above_half']} of them more than half "
        "of the weight stands in the first column, the first token."
    )


def draw(v: Values, page: Page) -> Figure:
    """Layers from left to right in bands; the heads of a layer from top to bottom."""
    _, array = smollm2.weights("running")
    columns, size = page.pick((15, 40), (10, 27))  # layers beside each other, px of a head
    pitch = size + GAP
    band = v["heads_a_layer"] * pitch + NAMES
    height = TOP - 18 + band * -(-v["layers"] // columns)
    figure, ax = page.canvas((LEFT + columns * pitch, height))
    places = []
    for layer in range(v["layers"]):
        row, column = divmod(layer, columns)
        x, y = LEFT + column * pitch, TOP + row * band
        write(ax, x + size / 2, y - 12, str(layer + 1), MUTED, SMALL, align="centre")
        places += [(x, y + head * pitch) for head in range(v["heads_a_layer"])]
        if column == 0:
            _names(ax, v["heads_a_layer"], y, pitch)
    weight_legend(ax, page.pick(LEFT + columns * pitch - 262, 8), 8)
    note(ax, LEFT, 26, "layer →", MUTED, SMALL)
    thumbnails(ax, places, array.reshape(-1, *array.shape[2:]), size)
    return figure


def _names(ax: Axes, heads: int, top: float, pitch: float) -> None:
    for head in range(heads):
        middle = top + head * pitch + (pitch - GAP) / 2
        write(ax, LEFT - 8, middle, str(head + 1), MUTED, SMALL, align="right")
