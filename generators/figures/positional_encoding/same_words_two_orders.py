"""Two sentences of the same words: what the encoder returns, without and with its code."""

import numpy as np

import explainer
from generators.figures.positional_encoding._page import (
    EXCHANGED,
    GOES_TO,
    SCENE,
    outputs,
    translator,
)
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, note, strip, titled, token_column, write
from generators.kit.theme import ENCODER, MUTED, SMALL

SHOWN = 10  # numbers of each vector
COLUMNS = {"first": 62, "second": 162, "gaps": 262}  # px from the panel's left
HEAD, ROW = 66, 36  # px above the vectors, and of each of them
TITLES = {"without": "without positional encoding", "coded": "with positional encoding"}


def values() -> Values:
    return {
        "first": " ".join(SCENE),
        "second": " ".join(EXCHANGED),
        "without": _compared(translator(coded=False)),
        "coded": _compared(translator()),
    }


def _compared(model: explainer.Model) -> Values:
    first, second = outputs(model, SCENE), outputs(model, EXCHANGED)[list(GOES_TO)]
    texts = [" ".join(words) for words in (SCENE, EXCHANGED)]
    return {
        "first": first[:, :SHOWN].tolist(),
        "second": second[:, :SHOWN].tolist(),
        "gaps": np.abs(first - second).max(axis=1).tolist(),
        "french": [explainer.translate(model, text).text for text in texts],
    }


def alt(v: Values) -> str:
    return (
        f"For each word of {v['first']}, the vector that the encoder returns here and in "
        f"{v['second']}. Without positional encoding each pair is the same up to "
        f"{max(v['without']['gaps']):.0e}; with it every pair differs, by up to "
        f"{max(v['coded']['gaps']):.1f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(2, (312, HEAD + ROW * len(SCENE)))
    for box, (name, title) in zip(boxes, TITLES.items(), strict=True):
        below = titled(ax, box, title)
        for key, column in COLUMNS.items():
            head = v.get(key, "largest difference")
            note(ax, box.left + column, below.top, head, MUTED, SMALL, width=80)
        _rows(ax, box.left, box.top + HEAD, v[name])
    return figure


def _rows(ax: Axes, left: float, top: float, shown: Values) -> None:
    """Each word with its two vectors, all on the panel's own scale, and how far they differ."""
    limit = float(np.abs([shown["first"], shown["second"]]).max())
    words = token_column(ax, left, top, SCENE, ROW - 26, ENCODER).tokens
    for index, word in enumerate(words):
        for key in ("first", "second"):
            place = Box(left + COLUMNS[key], word.top, 90, word.height)
            strip(ax, place, shown[key][index], ENCODER, limit)
        gap = f"{shown['gaps'][index]:.2f}"
        write(ax, left + COLUMNS["gaps"], word.centre[1], gap, weight="semibold")
