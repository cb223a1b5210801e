"""The row that writes the pronoun, in every cross-attention head of the decoder."""

import numpy as np

from experiments.translator.recipe import NOUNS, RUNNING
from explainer.drawing.marks.grids import draw_cell
from generators.figures._shared.decoder_rows import pronoun_row
from generators.figures.ten_pictures._row import TIRED, deciding, naming, rows
from generators.figures.ten_pictures._stage import ENGLISH_EDGE, TILE, Stage, sentences, stage
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, Cell, frame, note
from generators.kit.phrases import counted
from generators.kit.theme import INK, MUTED, SMALL, WEIGHT

PITCH, TITLE = 27.0, 26.0  # px of a head, and above the heads of a layer


def values() -> Values:
    said, weights = sentences(), rows(TIRED)
    english = said["english"][TIRED]
    found = {
        name: {
            "layer": head.layer + 1,
            "head": head.head + 1,
            "word": word,
            "most_on": english[int(head.weights(TIRED).argmax())],
            "share": float(head.weights(TIRED)[english.index(word)]),
        }
        for name, head, word in (("deciding", deciding(), TIRED), ("naming", naming(), NOUNS[0]))
    }
    return {
        "sentences": said,
        "writes": said["french"][TIRED][pronoun_row(RUNNING[TIRED])],
        "weights": weights.round(3).tolist(),
        "heads": int(np.prod(weights.shape[:2])),
        "layers_apart": naming().layer - deciding().layer,
        **found,
    }


def alt(v: Values) -> str:
    parts = [
        f"head {v[name]['head']} of layer {v[name]['layer']} gives {v[name]['word']} "
        f"{v[name]['share']:.2f}"
        for name in ("deciding", "naming")
    ]
    return (
        f"The shares of all English words in the {v['heads']} heads of the row that writes "
        f"{v['writes']}, a line of cells for each head under the sentence: {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    weights = np.asarray(v["weights"])
    layers, heads, _ = weights.shape
    deep = layers * (TITLE + heads * PITCH)
    shown = stage(page, v["sentences"], TIRED, 44 + deep)
    pitch = min(PITCH, (page.pick(deep, 236) - layers * page.pick(TITLE, 8)) / (layers * heads))
    start = page.pick(TITLE + 2, 10.0)
    for layer in range(layers):
        _title(
            shown,
            start,
            page.pick(f"layer {layer + 1}: {counted(heads, 'head')}", f"layer {layer + 1}"),
        )
        for head in range(heads):
            chosen = any(
                (v[name]["layer"], v[name]["head"]) == (layer + 1, head + 1)
                for name in ("deciding", "naming")
            )
            _head(shown, start + head * pitch, pitch - 3, weights[layer, head], chosen)
        start += heads * pitch + page.pick(TITLE, 8)
    return shown.figure


def _title(shown: Stage, start: float, text: str) -> None:
    first = shown.english[0]
    if shown.page.narrow:
        note(shown.ax, ENGLISH_EDGE + start, 4, text, MUTED)
    else:
        note(shown.ax, first.left, first.bottom + start - 20, text, MUTED)


def _head(shown: Stage, start: float, deep: float, weights: np.ndarray, chosen: bool) -> None:
    """One head: a cell for each word, as dark as its share."""
    cells: list[Cell] = []
    for place, weight in zip(shown.english_places, weights, strict=True):
        box = shown.away(place, start, deep, TILE if shown.page.narrow else place.width)
        text = f"{weight:.2f}".lstrip("0") if weight == max(weights) else ""
        cells.append(draw_cell(shown.ax, box, WEIGHT, float(weight), text, SMALL))
    if chosen:
        first, last = cells[0], cells[-1]
        whole = Box(first.left, first.top, last.right - first.left, last.bottom - first.top)
        frame(shown.ax, whole, INK, 2)
