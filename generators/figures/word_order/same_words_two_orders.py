"""Two sentences of the same words: what the encoder returns, without and with its code."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import explainer
from generators.figures.word_order._page import (
    EXCHANGED,
    GOES_TO,
    SCENE,
    outputs,
    translator,
    without_code,
)
from generators.kit.layout import Page
from generators.kit.marks import Box, note, token, vector, write
from generators.kit.theme import ENCODER, MUTED, SMALL
from generators.kit.values import Values

SHOWN = 10  # numbers of each vector
COLUMNS = (62, 162, 262)  # px from the panel's left: first sentence, second sentence, difference
HEAD, ROW = 66, 36  # px above the vectors, and of each of them


def values() -> Values:
    models = {"without": without_code(translator()), "coded": translator()}
    scenes = {"first": " ".join(SCENE), "second": " ".join(EXCHANGED)}
    width = translator().config.d_model
    found = {name: _compared(model, list(scenes.values())) for name, model in models.items()}
    return {**scenes, "width": width, "shown": SHOWN, **found}


def _compared(model: explainer.Model, scenes: list[str]) -> Values:
    first, second = outputs(model, SCENE), outputs(model, EXCHANGED)[list(GOES_TO)]
    gaps = np.abs(first - second).max(axis=1)
    return {
        "first": first[:, :SHOWN].tolist(),
        "second": second[:, :SHOWN].tolist(),
        "gaps": gaps.tolist(),
        "largest": float(gaps.max()),
        "french": [explainer.translate(model, scene).text for scene in scenes],
    }


def alt(v: Values) -> str:
    return (
        f"For each word of {v['first']}, the vector that the encoder returns here and in "
        f"{v['second']}. Without a position code each pair is the same up to "
        f"{v['without']['largest']:.0e}; with the code every pair differs, by up to "
        f"{v['coded']['largest']:.1f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(2, (312, HEAD + ROW * len(SCENE)))
    for box, name in zip(boxes, ("without", "coded"), strict=True):
        title = {"without": "without its position code", "coded": "with its position code"}[name]
        write(ax, box.left, box.top + 8, title, weight="semibold")
        heads = ((v["first"], ENCODER), (v["second"], ENCODER), ("largest difference", MUTED))
        for column, (head, role) in zip(COLUMNS, heads, strict=True):
            note(ax, box.left + column, box.top + 24, head, role, SMALL, width=80)
        _rows(ax, box, v[name])
    return figure


def _rows(ax: Axes, box: Box, shown: Values) -> None:
    """Each word with its two vectors, all on the panel's own scale, and how far they differ."""
    limit = max(float(np.abs(shown[scene]).max()) for scene in ("first", "second"))
    for row, word in enumerate(SCENE):
        top = box.top + HEAD + row * ROW
        token(ax, box.left, top, word, ENCODER)
        for column, scene in zip(COLUMNS, ("first", "second"), strict=False):
            strip = shown[scene][row]
            vector(ax, box.left + column, top, strip, ENCODER, None, (9, 26), limit=limit)
        gap = f"{shown['gaps'][row]:.2f}"
        write(ax, box.left + COLUMNS[2], top + 13, gap, weight="semibold")
