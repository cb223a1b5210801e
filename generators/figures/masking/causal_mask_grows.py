"""The decoder writes a sentence row by row; the causal mask is the triangle that this leaves."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.transformer import next_word_logits
from generators.figures.masking._page import (
    SENTENCE,
    decoder_input,
    running_translation,
    translator,
)
from generators.kit.marks import (
    Box,
    Cells,
    Words,
    matrix,
    matrix_margins,
    note,
    progress,
    token,
    weight_legend,
)
from generators.kit.marks.grids import hatch
from generators.kit.theme import DECODER, INK, LABEL, MUTED, SMALL, canvas

CELL = (26.0, 26.0)
TOP = 8.0
SLOW_ROWS = 2  # shown in two frames each


def values() -> dict[str, Any]:
    model, translation = translator(), running_translation()
    source = model.source_vocabulary.encode(translation.source_tokens)
    given = model.target_vocabulary.encode(decoder_input())
    memory = explainer.encode(model, source).output
    whole = explainer.decode(model, given, memory)
    blind = explainer.decode(model, given, memory, causal=False)

    # Row by row, each from its prefix alone, and once more with the key-value cache.
    rows, prefix_gap, cache_gap, unmasked_gap = [], 0.0, 0.0, 0.0
    past = None
    for last in range(len(given)):
        prefix = explainer.decode(model, given[: last + 1], memory)
        past = explainer.decode(model, given[last : last + 1], memory, past=past)
        unmasked = explainer.decode(model, given[: last + 1], memory, causal=False)
        rows.append(np.asarray(prefix.layers[0].self_attention.weights)[:, last].mean(axis=0))
        prefix_gap = max(prefix_gap, _gap(model, prefix, whole, last + 1))
        unmasked_gap = max(unmasked_gap, _gap(model, unmasked, blind, last + 1))
        fresh = next_word_logits(model, past)[0] - next_word_logits(model, whole)[last]
        cache_gap = max(cache_gap, float(np.abs(fresh).max()))
    weights = [[*map(float, row), *[0.0] * (len(given) - len(row))] for row in rows]
    once = np.asarray(whole.layers[0].self_attention.weights).mean(axis=0)
    logits = np.asarray(next_word_logits(model, whole))
    return {
        "sentence": SENTENCE,
        "read": list(decoder_input()),
        "written": list(translation.tokens),
        "weights": weights,
        "n": len(given),
        "forbidden": int((~explainer.causal_mask(len(given))).sum()),
        "cells": len(given) ** 2,
        "weights_gap": float(np.abs(once - np.array(weights)).max()),
        "prefix_gap": prefix_gap,
        "unmasked_gap": unmasked_gap,
        "cache_gap": cache_gap,
        "logit_range": float(logits.max() - logits.min()),
        "same_words": bool(
            np.array_equal(
                explainer.greedy(model, source, cached=True),
                explainer.greedy(model, source, cached=False),
            )
        ),
    }


def _gap(model: Any, prefix: Any, whole: Any, n: int) -> float:
    """The largest difference of a next-word score between a prefix and the whole sentence."""
    difference = next_word_logits(model, prefix) - next_word_logits(model, whole)[:n]
    return float(np.abs(difference).max())


def alt(v: dict[str, Any]) -> str:
    return (
        f"A grid of {v['n']} by {v['n']} cells fills row by row while {' '.join(v['written'][:6])} "
        f"… is written; row i has cells up to column i. At the end the {v['forbidden']} cells "
        "above the diagonal, the words not yet written, are hatched: the causal mask."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    left, top, right = matrix_margins(Words(v["read"], v["read"]), CELL)
    size = v["n"] * CELL[0]
    width = round(left + size + max(right, 120.0) + 24)
    height = round(TOP + top + size + 112)
    figure, ax = canvas(width, height)
    table = matrix(
        ax,
        8,
        TOP,
        v["weights"],
        Words(v["read"], v["read"]),
        Cells(CELL, digits=None),
        animated=True,
    )
    above = [cell for i, row in enumerate(table.cells) for cell in row[i + 1 :]]
    mask = Box(0, 0, 0, 0, (hatch(ax, above, animated=True),))
    words = []
    at = table.grid.right + 14
    note(ax, at, table.grid.top - 22, "writes ↓", DECODER, SMALL)
    for word, row in zip(v["written"], table.cells, strict=True):
        high = CELL[1] - 4
        words.append(token(ax, at, row[0].top + 2, word, DECODER, height=high, animated=True))
    weight_legend(ax, 16, table.grid.bottom + 12)
    lines = [note(ax, 16, table.grid.bottom + 36, "", INK, LABEL, animated=True)]
    stages = progress(ax, 0, v["n"] + 1)
    mask.show(False)
    for part in (*above, *table.row_boxes, *table.column_boxes, *words, *sum(table.cells, ())):
        part.show(False)
    for index, (word, row) in enumerate(zip(v["written"], table.cells, strict=True)):
        stages.set(index)
        table.row_boxes[index].show()
        table.column_boxes[index].show()
        for cell in row[: index + 1]:
            cell.show()
        seen = "one token" if index == 0 else f"{index + 1} tokens"
        first = f"Row {v['read'][index]} can look at {seen}: there are no others yet."
        lines = _say(ax, lines, table.grid.bottom, first, "")
        if index < SLOW_ROWS:
            yield figure, 2.0
        words[index].show()
        second = f"It writes {word}" + (
            ", which becomes the next row." if index + 1 < v["n"] else "."
        )
        lines = _say(ax, lines, table.grid.bottom, first, second)
        yield figure, 2.0 if index < SLOW_ROWS else 1.0
    stages.set(v["n"])
    mask.show()
    for cell in above:
        cell.show()
    _say(
        ax,
        lines,
        table.grid.bottom,
        "In training the whole sentence is there at once, and every row is computed at once.",
        "The mask closes what was not there when the row was written.",
    )
    yield figure, 5.0


def _say(ax: Any, old: list[Box], bottom: float, first: str, second: str) -> list[Box]:
    for line in old:
        line.show(False)
    return [
        note(ax, 16, bottom + 36, first, INK, LABEL, animated=True),
        note(ax, 16, bottom + 56, second, MUTED, LABEL, animated=True),
    ]
