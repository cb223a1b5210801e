"""The running sentence as the translator receives it: tokens, ids, one row of a table for each."""

import math

import numpy as np

import explainer
from explainer.positions import sinusoidal
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import NO_WORDS, Cells, matrix, token, write
from generators.kit.theme import INK, MUTED, RESIDUAL

PITCH, TOP = 31.0, 44.0


def values() -> Values:
    model = explainer.load("translator")
    words = (SENTENCE + ENDINGS[0]).split()
    ids = model.source_vocabulary.encode(words)
    learned = model.parameters["source_embedding"]
    one_hot = np.eye(len(learned), dtype=learned.dtype)[ids]
    d_model = model.config.d_model
    position = sinusoidal(len(ids), d_model)
    the = [i for i, word in enumerate(words) if word == "the"]
    root = math.sqrt(d_model)
    return {
        "words": words,
        "ids": ids.tolist(),
        "rows": learned[ids].astype(float).round(4).tolist(),
        "d_model": d_model,
        "both_share_of_model": (learned.size + model.parameters["target_embedding"].size)
        / model.n_parameters,
        "one_hot_error": float(np.abs(one_hot @ learned - learned[ids]).max()),
        "one_hot_products": int(one_hot.size * d_model),
        "the_places": [i + 1 for i in the],
        "root": root,
        "typical_row": float(np.sqrt((learned[3:] ** 2).mean())),
        "typical_scaled": float(np.sqrt((learned[3:] ** 2).mean()) * root),
        "typical_position": float(np.sqrt((position**2).mean())),
    }


def alt(v: Values) -> str:
    pairs = ", ".join(f"{word} {number}" for word, number in zip(v["words"], v["ids"], strict=True))
    return (
        f"Twelve words with their ids: {pairs}. Beside each its row of the table as "
        f"{v['d_model']} coloured cells; both rows of the word the are the same."
    )


def draw(v: Values, page: Page) -> Figure:
    left, cell = page.pick((180, (5.0, 20.0)), (150, (2.75, 20.0)))
    rows = np.array(v["rows"])
    size = left + v["d_model"] * cell[0] + 16, TOP + PITCH * len(rows) + 8
    figure, ax = page.canvas(size, size)
    write(ax, 16, 20, "token", MUTED)
    write(ax, left - 30, 20, "id", MUTED, align="right")
    write(ax, left, 20, f"its row: {v['d_model']} numbers", MUTED)
    cells = Cells(cell, "signed", None, limit=float(np.abs(rows).max()))
    for index, (word, number) in enumerate(zip(v["words"], v["ids"], strict=True)):
        y = TOP + index * PITCH
        same = index + 1 in v["the_places"]
        token(ax, 16, y - 3, word, RESIDUAL if same else INK, filled=same)
        write(ax, left - 30, y + 10, str(number), mono=True, align="right")
        matrix(ax, left, y, rows[index : index + 1], NO_WORDS, cells)
    return figure
