"""A feed-forward layer at work: the cells that are lit for a word, and the French without some."""

from difflib import SequenceMatcher
from itertools import product

import numpy as np

from generators.figures.architecture._feed_forward import (
    french,
    hidden,
    model,
    promotes,
    towards,
    without,
)
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, frame, heat, note, token_lines, write
from generators.kit.needs import place_of_one
from generators.kit.theme import ENCODER, INK, LABEL, MUTED, NEGATIVE, SMALL

COUNTS = (8, 16, 32)  # cells switched off together, until the French changes
NAMED, DRAWS = 4, 40
SHOWN = 20  # words of the changed French


def values() -> Values:
    layer, row, count = _fewest()
    strongest = np.argsort(-towards(layer, row))[:count]
    changed = without(layer, strongest)
    lit = np.flatnonzero(hidden(layer, row))
    random = np.random.default_rng(0)
    others = [without(layer, random.choice(lit, count, replace=False)) for _ in range(DRAWS)]
    other = place_of_one(("il", "elle"), french())
    return {
        "layer": layer + 1,
        "count": count,
        "words": [_word(layer, row), _word(layer, other)],
        "french": list(french()),
        "changed": list(changed[:SHOWN]),
        "draws": DRAWS,
        "draws_that_change": sum(written != french() for written in others),
    }


def _fewest() -> tuple[int, int, int]:
    """Layer, row and number of cells: where the fewest, switched off, change the French."""
    for count, layer in product(COUNTS, range(model().config.decoder_layers)):
        for row in range(len(french()) - 1):
            if without(layer, np.argsort(-towards(layer, row))[:count]) != french():
                return layer, row, count
    raise ValueError(f"the French stays the same without {COUNTS[-1]} cells of a layer; draw more")


def _word(layer: int, row: int) -> Values:
    """One row: what it reads and writes, its cells, and what the strongest of them promote."""
    cells, shares = hidden(layer, row), towards(layer, row)
    words = model().target_vocabulary.words
    named = [int(cell) for cell in np.argsort(-shares)[:NAMED]]
    return {
        "reads": french()[row - 1] if row else "<start>",
        "writes": french()[row],
        "cells": cells.round(3).tolist(),
        "lit": float((cells > 0).mean()),
        "named": named,
        "promote": [words[int(promotes(layer)[cell].argmax())] for cell in named],
    }


def alt(v: Values) -> str:
    fields = "; ".join(
        f"in the row that writes {word['writes']} {word['lit']:.0%} are lit, the strongest promote "
        f"{', '.join(word['promote'])}"
        for word in v["words"]
    )
    return (
        f"Two fields of {len(v['words'][0]['cells'])} hidden cells of one feed-forward layer: "
        f"{fields}. With {v['count']} of them switched off the model writes: "
        f"{' '.join(v['changed'])}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((620, 368), (336, 640))
    for place, word in zip(
        page.pick(((12, 8), (330, 8)), ((12, 8), (12, 236))), v["words"], strict=True
    ):
        _field(ax, place, word)
    top = page.pick(236, 464)
    title = f"With the {v['count']} cells off that push “{v['words'][0]['writes']}” most:"
    note(ax, 12, top, title, INK, LABEL, weight="semibold", width=page.pick(590, 312))
    tokens = token_lines(ax, 12, top + page.pick(26, 42), v["changed"], page.pick(596, 312)).tokens
    for kind, _, _, start, end in SequenceMatcher(a=v["french"], b=v["changed"]).get_opcodes():
        for token in tokens[start:end] if kind != "equal" else ():
            frame(ax, token, NEGATIVE, 2)
    return figure


def _field(ax: Axes, at: tuple[float, float], word: Values) -> None:
    """The hidden cells of one row as a square, the strongest framed and named at its side."""
    x, y = at
    side = int(np.ceil(np.sqrt(len(word["cells"]))))
    square = np.zeros(side * side)
    square[: len(word["cells"])] = word["cells"]
    write(ax, x, y + 8, f"reads {word['reads']}, writes {word['writes']}", INK, LABEL)
    field = Box(x, y + 24, 176, 176)
    cell = field.width / side
    heat(ax, field, square.reshape(side, side), ENCODER, float(square.max()), ruled=True)
    write(ax, field.right + 14, field.top + 8, "pushes towards", MUTED, SMALL)
    for index, (number, promoted) in enumerate(zip(word["named"], word["promote"], strict=True)):
        row, column = divmod(number, side)
        frame(ax, Box(field.left + column * cell, field.top + row * cell, cell, cell), INK, 2)
        write(ax, field.right + 14, field.top + 32 + 22 * index, promoted, INK, LABEL, mono=True)
    lit = f"{word['lit']:.0%}".replace("%", " %")
    note(ax, field.right + 14, field.bottom - 34, f"lit: {lit}\nof the cells", MUTED, SMALL)
