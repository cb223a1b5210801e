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
        "word": _word(layer, row),
        "pronoun": {part: _word(layer, other)[part] for part in ("writes", "promote", "lit")},
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
    word = v["word"]
    return (
        f"A field of {len(word['cells'])} hidden cells of one feed-forward layer, where the model "
        f"has read {word['reads']} and writes {word['writes']}. {word['lit']:.0%} are lit; the "
        f"strongest favour {', '.join(word['promote'])}. With {v['count']} of them switched off "
        f"the model writes: {' '.join(v['changed'])}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((528, 462), (336, 502))
    room = page.pick(500.0, 312.0)
    _field(ax, (12, 8), v["word"], page.pick(232.0, 196.0))
    top = page.pick(284, 248)
    title = f"With the {v['count']} lamps off that push most towards {v['word']['writes']}:"
    note(ax, 12, top, title, INK, LABEL, weight="semibold", width=room)
    tokens = token_lines(ax, 12, top + page.pick(26, 42), v["changed"], page.pick(504, 312)).tokens
    for kind, _, _, start, end in SequenceMatcher(a=v["french"], b=v["changed"]).get_opcodes():
        for token in tokens[start:end] if kind != "equal" else ():
            frame(ax, token, NEGATIVE, 2)
    same = v["draws"] - v["draws_that_change"]
    title = f"With {v['count']} lit lamps off, drawn at random:"
    below = note(ax, 12, tokens[-1].bottom + 18, title, INK, LABEL, weight="semibold", width=room)
    told = f"as before, in {same} of {v['draws']} draws"
    note(ax, 12, below.bottom + 6, told, MUTED, LABEL, width=room)
    return figure


def _field(ax: Axes, at: tuple[float, float], word: Values, size: float) -> None:
    """The hidden cells of one row as a square, a line from each of the strongest to its word."""
    x, y = at
    side = int(np.ceil(np.sqrt(len(word["cells"]))))
    square = np.zeros(side * side)
    square[: len(word["cells"])] = word["cells"]
    write(ax, x, y + 8, f"has read {word['reads']}, writes {word['writes']}", INK, LABEL)
    field = Box(x, y + 24, size, size)
    cell = field.width / side
    heat(ax, field, square.reshape(side, side), ENCODER, float(square.max()), ruled=True)
    names = field.right + 22
    write(ax, names, field.top + 4, "favours most", MUTED, SMALL)
    lowest = field.top + 10
    lamps = zip(word["named"], word["promote"], strict=True)
    # Of two in a row the right one comes first, so that no line runs through a lamp.
    places = [(*divmod(number, side), promoted) for number, promoted in lamps]
    for row, column, promoted in sorted(places, key=lambda place: (place[0], -place[1])):
        lamp = Box(field.left + column * cell, field.top + row * cell, cell, cell)
        frame(ax, lamp, INK, 2)
        lowest = max(lamp.centre[1], lowest + 20)
        line: Values = {"color": INK, "linewidth": 1, "zorder": 5}
        ax.plot([lamp.right, names - 4], [lamp.centre[1], lowest], **line)
        write(ax, names, lowest, promoted, INK, LABEL, mono=True)
