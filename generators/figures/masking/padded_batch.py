"""Two English sentences in one batch: the shorter is filled up, and its mask closes columns."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from experiments.translator.recipe import RUNNING_SENTENCE
from explainer.tokenizer import PADDING
from generators.figures.masking._page import translator
from generators.kit.marks import Cells, Words, matrix, matrix_margins, note, token_row, write
from generators.kit.theme import INK, LABEL, MASKED, MUTED, SMALL, canvas
from generators.kit.values import Values

SENTENCES = (RUNNING_SENTENCE.partition(" because")[0], "the cow is tired")
LAYER = 0


def values() -> Values:
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


def alt(v: Values) -> str:
    return (
        f"Two sentences of {v['lengths'][0]} and {v['lengths'][1]} words in a batch {v['longest']} "
        f"wide. In the grid of the shorter one the {v['pads']} columns of padding are hatched; the "
        "rows of padding are not, and still have weights."
    )


def draw(v: Values) -> Figure:
    cell = (34.0, 28.0)
    left, top, right = _margins(v, cell)
    size = v["longest"] * cell[0]
    figure, ax = canvas(round(2 * left + 2 * size + 2 * right + 24), round(86 + top + 7 * 28 + 14))
    note(ax, 12, 6, f"one batch: 2 × {v['longest']} tokens", MUTED, SMALL)
    for index, words in enumerate(v["words"]):
        roles = [MASKED if word == PADDING else INK for word in words]
        token_row(ax, 12, 30 + index * 30, words, roles=roles, gap=6)
    _grid(ax, v, 0, 8, 92, cell, (left, top))
    _grid(ax, v, 1, 8 + left + size + right + 8, 92, cell, (left, top))
    return figure


def narrow(v: Values) -> Figure:
    cell = (30.0, 26.0)
    left, top, _ = _margins(v, cell)
    step = top + v["longest"] * cell[1] + 44
    figure, ax = canvas(340, round(2 * step))
    for index in range(2):
        write(ax, 12, 16 + index * step, f"{v['lengths'][index]} words", INK, LABEL)
        _grid(ax, v, index, 4, 30 + index * step, cell, (left, top))
    return figure


def _margins(v: Values, cell: tuple[float, float]) -> tuple[float, ...]:
    """Room left of, above and right of both grids: the larger of the two."""
    each = [matrix_margins(Words(words, words), cell) for words in v["words"]]
    return tuple(max(sides) for sides in zip(*each, strict=True))


def _grid(
    ax: Any,
    v: Values,
    index: int,
    x: float,
    y: float,
    cell: tuple[float, float],
    room: tuple[float, float],
) -> None:
    words = v["words"][index]
    mask = np.tile(np.array(v["mask"][index]), (v["longest"], 1))
    matrix(
        ax,
        x,
        y,
        v["weights"][index],
        Words(words, words, left=room[0], top=room[1]),
        Cells(cell, masked_text=""),
        mask=mask,
    )
