"""Two English sentences in one batch: the shorter is filled up, and its mask closes columns."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.tokenizer import PADDING
from generators.marks import matrix, matrix_margins, note, token_row, weight_legend, write
from generators.masking import translator
from generators.theme import INK, LABEL, MASKED, MUTED, SMALL, canvas

SENTENCES = ("the animal did not cross the street", "the cow is tired")
CELL = (26.0, 26.0)
LAYER = 0


def values() -> dict[str, Any]:
    model = translator()
    vocabulary = model.source_vocabulary
    padding = vocabulary.ids[PADDING]
    rows = [sentence.split() for sentence in SENTENCES]
    longest = max(map(len, rows))
    words = [[*row, *[PADDING] * (longest - len(row))] for row in rows]
    ids = np.array([vocabulary.encode(row) for row in words])  # [sentences, longest]
    mask = explainer.padding_mask(ids, padding)  # [sentences, 1, longest]
    batched = explainer.encode(model, ids, mask)
    bare = explainer.encode(model, ids)
    weights = [
        np.asarray(trace.layers[LAYER].self_attention.weights, dtype=np.float64).mean(axis=1)
        for trace in (batched, bare)
    ]  # [sentences, queries, keys], mean over the heads
    lengths = [len(row) for row in rows]
    gaps = [
        float(np.abs(batched.output[i, :n] - explainer.encode(model, ids[i, :n]).output).max())
        for i, n in enumerate(lengths)
    ]
    short = int(np.argmin(lengths))
    lost = weights[1][short, : lengths[short], lengths[short] :].sum(axis=-1)
    return {
        "words": words,
        "lengths": lengths,
        "longest": longest,
        "pads": longest - min(lengths),
        "mask_shape": list(mask.shape),
        "mask": mask[:, 0].tolist(),
        "weights": weights[0].tolist(),
        "gap": max(gaps),
        "lost": float(lost.mean()),
        "lost_most": float(lost.max()),
        "on_padding": float(weights[0][short, :, lengths[short] :].max()),
        "padding_row_sum": float(weights[0][short, -1].sum()),
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"Two sentences of {v['lengths'][0]} and {v['lengths'][1]} words in a batch {v['longest']} "
        f"wide. In the grid of the shorter one the {v['pads']} columns of padding are hatched; the "
        "rows of padding are not, and still have weights."
    )


def draw(v: dict[str, Any]) -> Figure:
    left, top, right = matrix_margins(v["words"][1], v["words"][1], CELL)
    size = v["longest"] * CELL[0]
    step = left + size + right + 26
    figure, ax = canvas(round(2 * step + 4), round(78 + top + size + 44))
    _batch(ax, v, 12, 32)
    for index in range(2):
        _grid(ax, v, index, 12 + index * step, 100, 0)
    weight_legend(ax, 12, 100 + top + size - 6 + 4)
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    _, top, _ = matrix_margins(v["words"][1], v["words"][1], CELL)
    size = v["longest"] * CELL[0]
    figure, ax = canvas(340, round(2 * (top + size + 40) + 40))
    for index in range(2):
        _grid(ax, v, index, 8, 30 + index * (top + size + 40), 1)
    weight_legend(ax, 12, 2 * (top + size + 40) + 14)
    return figure


def _batch(ax: Any, v: dict[str, Any], x: float, y: float) -> None:
    note(ax, x, 6, f"one batch: 2 × {v['longest']} tokens", MUTED, SMALL)
    for index, words in enumerate(v["words"]):
        roles = [MASKED if word == PADDING else INK for word in words]
        token_row(ax, x, y + index * 32, words, roles=roles, gap=6)


def _grid(ax: Any, v: dict[str, Any], index: int, x: float, y: float, named: int) -> None:
    words = v["words"][index]
    mask = np.tile(np.array(v["mask"][index]), (v["longest"], 1))
    if named:
        write(ax, x + 4, y - 12, f"{index + 1}: {v['lengths'][index]} words", INK, LABEL)
    matrix(ax, x, y, v["weights"][index], words, words, CELL, digits=None, mask=mask)
