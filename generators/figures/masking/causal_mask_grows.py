"""The decoder writes a sentence row by row; the causal mask is the triangle that this leaves."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text

import explainer
from explainer.drawing.marks.grids import hatch
from explainer.transformer import next_word_logits
from generators.figures.masking._page import decoder_input, running_translation, translator
from generators.kit import marks
from generators.kit.layout import Page
from generators.kit.marks import (
    HIDDEN,
    MOVING,
    Box,
    Cells,
    Matrix,
    Saying,
    Token,
    Words,
    matrix,
    token,
    write,
)
from generators.kit.motion import Frame, step
from generators.kit.theme import DECODER, LABEL, MUTED, SMALL
from generators.kit.values import Values

LAST = (
    "In training all rows are computed at once. The mask closes what was not there when a row was "
    "written."
)
AND_SO_ON = "And so on: each new word sees itself and all that is above it, nothing to its right."


def values() -> Values:
    model, translation = translator(), running_translation()
    source = model.source_vocabulary.encode(translation.source_tokens)
    given = model.target_vocabulary.encode(decoder_input())
    memory = explainer.encode(model, source).output
    whole = explainer.decode(model, given, memory)
    logits = np.asarray(next_word_logits(model, whole))
    cached, uncached = (explainer.greedy(model, source, cached=kept) for kept in (True, False))
    return {
        "read": list(decoder_input()),
        "written": list(translation.tokens),
        "n": len(given),
        "forbidden": int((~explainer.causal_mask(len(given))).sum()),
        "cells": len(given) ** 2,
        **_row_by_row(model, given, memory),
        "logit_range": float(logits.max() - logits.min()),
        "same_words": bool(np.array_equal(cached, uncached)),
    }


def _row_by_row(model: explainer.Model, given: Any, memory: Any) -> Values:
    """Each row from its prefix alone, and what differs from all at once, in next-word scores."""
    whole = explainer.decode(model, given, memory)
    blind = explainer.decode(model, given, memory, causal=False)
    weights, past = np.zeros((len(given), len(given))), None
    gaps: list[dict[str, float]] = []
    for last in range(len(given)):
        prefix = explainer.decode(model, given[: last + 1], memory)
        past = explainer.decode(model, given[last : last + 1], memory, past=past)  # cached
        unmasked = explainer.decode(model, given[: last + 1], memory, causal=False)
        row = np.asarray(prefix.layers[0].self_attention.weights)[:, last].mean(axis=0)
        weights[last, : last + 1] = row
        gaps.append(
            {
                "prefix_gap": _gap(model, prefix, whole, slice(last + 1)),
                "unmasked_gap": _gap(model, unmasked, blind, slice(last + 1)),
                "cache_gap": _gap(model, past, whole, slice(last, last + 1)),
            }
        )
    return {"weights": weights.tolist(), **{key: max(gap[key] for gap in gaps) for key in gaps[0]}}


def _gap(model: explainer.Model, part: Any, whole: Any, rows: slice) -> float:
    """The largest difference of a next-word score between some rows and the whole sentence."""
    difference = next_word_logits(model, part) - next_word_logits(model, whole)[rows]
    return float(np.abs(difference).max())


def alt(v: Values) -> str:
    return (
        f"A grid of {v['n']} by {v['n']} cells fills row by row while {' '.join(v['written'][:6])} "
        f"… is written; row i has cells up to column i. At the end the {v['forbidden']} cells "
        "above the diagonal, the words not yet written, are hatched: the causal mask."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    n, cell = v["n"], page.pick((27.0, 24.0), (13.5, 18.0))
    figure, ax = page.canvas((620, 206 + n * cell[1]), (356, 206 + n * cell[1]))
    said = Saying(ax, (12, 10), page.pick(590, 312), lines=3)
    words, look = Words(v["read"], v["read"]), Cells(cell, digits=None)
    table = matrix(ax, 8, 70, v["weights"], words, look, animated=True)
    marks.frame(ax, table.grid, zorder=2.5)  # under the words that are written
    marks.weight_legend(ax, 12, table.grid.bottom + 14)
    empty = _not_yet(ax, table)
    written = _written(ax, table, v["written"], page)
    above = [box for i, row in enumerate(table.cells) for box in row[i + 1 :]]
    mask = hatch(ax, above, **HIDDEN)
    for part in (*table.row_boxes, *table.column_boxes, *sum(table.cells, ())):
        part.show(False)
    for i, row in enumerate(table.cells):
        for part in (table.row_boxes[i], table.column_boxes[i], *row[: i + 1]):
            part.show()
        written[i].show()
        sees = _sees(v, i)
        said(AND_SO_ON if i else sees)
        yield step(figure, 0.38 if i else 3.4, sees)
        if i + 1 < n:
            label = table.row_boxes[i + 1]
            to = (label.centre[0] - written[i].centre[0], label.centre[1] - written[i].centre[1])
            yield from marks.travel(figure, written[i], end=to, moves=3 if i else 5)
            written[i].show(False)
    empty.set_visible(False)
    for box in (*above, Box(0, 0, 0, 0, (mask,))):
        box.show()
    yield step(figure, 3.8, said(LAST))


def _sees(v: Values, row: int) -> str:
    """What a row can look at, and what it writes."""
    before = f" and {row} word{'s' if row > 1 else ''} before it" if row else ", the only one yet"
    after = ", which becomes the next row" if row + 1 < v["n"] else ""
    return f"{v['read'][row]} can look at itself{before}. It writes {v['written'][row]}{after}."


def _not_yet(ax: Axes, table: Matrix) -> Text:
    """What the corner is that stays empty to the end."""
    first, second = (table.cells[row][-1].centre for row in (0, 1))
    middle = (first[1] + second[1]) / 2
    right = table.grid.right - 8
    return write(ax, right, middle, "not written yet", MUTED, SMALL, align="right", **MOVING)


def _written(ax: Axes, table: Matrix, words: list[str], page: Page) -> list[Token]:
    """What each row writes, hidden, beside its newest cell: where the next column will be."""
    made = []
    for i, (word, row) in enumerate(zip(words, table.cells, strict=True)):
        size, high = page.pick((LABEL, 22.0), (SMALL, 18.0))
        top = row[i].centre[1] - high / 2
        made.append(token(ax, row[i].right + 5, top, word, DECODER, True, size, high, **HIDDEN))
    return made
