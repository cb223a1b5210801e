"""All 270 heads of SmolLM2 (4-bit quantised) on the running sentence, as small pictures."""

import numpy as np
from matplotlib.figure import Figure

from explainer import inspect
from explainer.drawing.marks import thumbnails
from generators.figures._shared import smollm2
from generators.kit import marks, theme
from generators.kit.values import Values


def values() -> Values:
    tokens, array = smollm2.weights("running")
    first, previous = smollm2.on_first(array), inspect.on_previous(array)
    places = len(tokens)
    return {
        "tokens": [token.strip() for token in tokens],
        "layers": array.shape[0],
        "heads_a_layer": array.shape[1],
        "heads": int(first.size),
        "first_above_half": int((first > 0.5).sum()),
        "mean_on_first": float(first.mean()),
        "even_on_first": float(np.mean([1 / (row + 1) for row in range(1, places)])),
        "previous_above_half": int((previous > 0.5).sum()),
        "best_previous": smollm2.name(smollm2.strongest(previous)[0]),
        "best_previous_share": float(previous.max()),
        "least_first": smollm2.name(smollm2.strongest(-first)[0]),
    }


def alt(v: Values) -> str:
    return (
        f"{v['heads']} small triangles, {v['layers']} layers of {v['heads_a_layer']} heads: the "
        f"weights on {len(v['tokens'])} tokens. In {v['first_above_half']} of them more than half "
        "of the weight stands in the first column, the first token."
    )


def draw(v: Values) -> Figure:
    """Layers from left to right, two bands of 15; heads from top to bottom."""
    return _draw(v, 720, 15, 40, 5)


def narrow(v: Values) -> Figure:
    return _draw(v, 336, 6, 44, 5)


def _draw(v: Values, width: int, columns: int, size: int, gap: int) -> Figure:
    _, array = smollm2.weights("running")
    layers, heads = v["layers"], v["heads_a_layer"]
    pitch, band = size + gap, heads * (size + gap) + 34
    figure, ax = theme.canvas(width, 40 + band * (layers // columns))
    left = width - columns * pitch - 2 + gap
    places = []
    for layer in range(layers):
        row, column = divmod(layer, columns)
        x, y = left + column * pitch, 58 + row * band
        marks.write(
            ax, x + size / 2, y - 12, str(layer + 1), theme.MUTED, theme.SMALL, align="centre"
        )
        places += [(x, y + head * pitch) for head in range(heads)]
        if column == 0:
            marks.write(ax, left - 6, y - 12, "head", theme.MUTED, theme.SMALL, align="right")
            for head in range(heads):
                middle = y + head * pitch + size / 2
                marks.write(
                    ax, left - 8, middle, str(head + 1), theme.MUTED, theme.SMALL, align="right"
                )
    marks.weight_legend(ax, width - 262 if width > 400 else 8, 8)
    marks.note(ax, left, 26, "layer →", theme.MUTED, theme.SMALL)
    thumbnails.thumbnails(ax, places, array.reshape(-1, *array.shape[2:]), size)
    return figure
