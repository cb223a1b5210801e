"""The decoder writes a sentence row by row; the causal mask is the triangle that this leaves."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes

import explainer
from explainer.transformer import next_word_logits
from generators.figures.masking._page import decoder_input, running_translation, translator
from generators.kit import marks
from generators.kit.layout import Page
from generators.kit.marks import HIDDEN, Cells, Matrix, Saying, Token, Words, matrix, token
from generators.kit.marks.grids import hatch
from generators.kit.motion import Frame, step
from generators.kit.theme import DECODER, LABEL, SMALL

SLOW = 1  # rows that are read before they write


def values() -> dict[str, Any]:
    model, translation = translator(), running_translation()
    source = model.source_vocabulary.encode(translation.source_tokens)
    given = model.target_vocabulary.encode(decoder_input())
    memory = explainer.encode(model, source).output
    whole = explainer.decode(model, given, memory)
    blind = explainer.decode(model, given, memory, causal=False)

    # Row by row, each from its prefix alone, and once more with the key-value cache.
    weights = np.zeros((len(given), len(given)))
    prefix_gap = cache_gap = unmasked_gap = 0.0
    past = None
    for last in range(len(given)):
        prefix = explainer.decode(model, given[: last + 1], memory)
        past = explainer.decode(model, given[last : last + 1], memory, past=past)
        unmasked = explainer.decode(model, given[: last + 1], memory, causal=False)
        row = np.asarray(prefix.layers[0].self_attention.weights)[:, last].mean(axis=0)
        weights[last, : last + 1] = row
        prefix_gap = max(prefix_gap, _gap(model, prefix, whole, slice(last + 1)))
        unmasked_gap = max(unmasked_gap, _gap(model, unmasked, blind, slice(last + 1)))
        cache_gap = max(cache_gap, _gap(model, past, whole, slice(last, last + 1)))
    logits = np.asarray(next_word_logits(model, whole))
    cached, uncached = (explainer.greedy(model, source, cached=kept) for kept in (True, False))
    return {
        "read": list(decoder_input()),
        "written": list(translation.tokens),
        "weights": weights.tolist(),
        "n": len(given),
        "forbidden": int((~explainer.causal_mask(len(given))).sum()),
        "cells": len(given) ** 2,
        "prefix_gap": prefix_gap,
        "unmasked_gap": unmasked_gap,
        "cache_gap": cache_gap,
        "logit_range": float(logits.max() - logits.min()),
        "same_words": bool(np.array_equal(cached, uncached)),
    }


def _gap(model: explainer.Model, part: Any, whole: Any, rows: slice) -> float:
    """The largest difference of a next-word score between some rows and the whole sentence."""
    difference = next_word_logits(model, part) - next_word_logits(model, whole)[rows]
    return float(np.abs(difference).max())


def alt(v: dict[str, Any]) -> str:
    return (
        f"A grid of {v['n']} by {v['n']} cells fills row by row while {' '.join(v['written'][:6])} "
        f"… is written; row i has cells up to column i. At the end the {v['forbidden']} cells "
        "above the diagonal, the words not yet written, are hatched: the causal mask."
    )


def animate(v: dict[str, Any], page: Page) -> Iterator[Frame]:
    n, cell = v["n"], page.pick((27.0, 24.0), (13.5, 18.0))
    figure, ax = page.canvas((620, 206 + n * cell[1]), (336, 206 + n * cell[1]))
    said = Saying(ax, (12, 10), page.pick(590, 312), lines=3)
    words, look = Words(v["read"], v["read"]), Cells(cell, digits=None)
    table = matrix(ax, 8, 70, v["weights"], words, look, animated=True)
    marks.frame(ax, table.grid)
    marks.weight_legend(ax, 12, table.grid.bottom + 14)
    written = _written(ax, table, v["written"], page)
    above = [box for i, row in enumerate(table.cells) for box in row[i + 1 :]]
    mask = hatch(ax, above, **HIDDEN)
    for part in (*table.row_boxes, *table.column_boxes, *sum(table.cells, ())):
        part.show(False)
    for i, (word, row) in enumerate(zip(v["read"], table.cells, strict=True)):
        for part in (table.row_boxes[i], table.column_boxes[i], *row[: i + 1]):
            part.show()
        before = (
            f" and {i} word{'s' if i > 1 else ''} before it" if i else ": there is no other yet"
        )
        sees = f"Row {word} can look at itself{before}."
        if i < SLOW:
            yield step(figure, 3.5, said(sees))
        written[i].show()
        writes = f"It writes {v['written'][i]}" + (
            ", which becomes the next row." if i + 1 < n else "."
        )
        yield step(figure, 3.5 if i < SLOW else 0.7, said(f"{sees} {writes}"))
        if i + 1 < n:
            label = table.row_boxes[i + 1]
            to = (label.centre[0] - written[i].centre[0], label.centre[1] - written[i].centre[1])
            yield from marks.travel(figure, written[i], end=to, moves=5 if i < SLOW else 3)
            written[i].show(False)
    mask.set_visible(True)
    for box in above:
        box.show()
    end = "In training all rows are computed at once. The mask closes what was not there when "
    yield step(figure, 5, said(end + "a row was written."))


def _written(ax: Axes, table: Matrix, words: list[str], page: Page) -> list[Token]:
    """What each row writes, hidden, beside its newest cell: where the next column will be."""
    made = []
    for i, (word, row) in enumerate(zip(words, table.cells, strict=True)):
        size, high = page.pick((LABEL, 22.0), (SMALL, 18.0))
        top = row[i].centre[1] - high / 2
        made.append(token(ax, row[i].right + 5, top, word, DECODER, True, size, high, **HIDDEN))
    return made
