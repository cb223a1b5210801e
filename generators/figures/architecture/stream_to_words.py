"""The output layer: the last vector times every word's row of the table, and the best scores."""

from dataclasses import replace

import numpy as np

from experiments.translator.recipe import PRONOUNS
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.strips import strips
from generators.figures.architecture._feed_forward import model
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, frame, note, write
from generators.kit.needs import place_of_one
from generators.kit.theme import DECODER, INK, LABEL, MUTED, RESIDUAL, SMALL

SHOWN = 3  # words, the best first
PITCH, HIGH = 64.0, 20.0  # px from word to word, and of a strip


def values() -> Values:
    """The row that writes the pronoun."""
    written = translation(ENDINGS[0])
    row = place_of_one(PRONOUNS, written.tokens)
    vector = np.asarray(written.trace.decoder.output, dtype=float)[row]
    table = np.asarray(model().parameters["target_embedding"], dtype=float)
    scores = table @ vector
    best = [int(word) for word in np.argsort(-scores)[:SHOWN]]
    return {
        "vector": vector.round(3).tolist(),
        "words": model().target_vocabulary.decode(best),
        "rows": table[best].round(3).tolist(),
        "scores": scores[best].tolist(),
        "positive": (table[best] * vector > 0).mean(axis=1).tolist(),
        "vocabulary": len(table),
    }


def alt(v: Values) -> str:
    listed = ", ".join(f"{w} {s:.1f}" for w, s in zip(v["words"], v["scores"], strict=True))
    return (
        f"The last vector of the decoder as a strip of {len(v['vector'])} cells. Below it, for the "
        f"best {len(v['words'])} of {v['vocabulary']} French words, the word's row of the table "
        f"and, cell by cell, its products with the last vector, which add up to a score: {listed}."
    )


def draw(v: Values, page: Page) -> Figure:
    left, width = page.pick((100.0, 368.0), (72.0, 212.0))
    figure, ax = page.canvas((540, 86 + PITCH * len(v["words"])))
    vector = Box(left, 30, width, HIGH)
    strips(ax, [vector], [v["vector"]])
    frame(ax, vector, RESIDUAL, 1.5)
    note(ax, left, 8, "the last vector of the stream", RESIDUAL, SMALL, weight="semibold")
    rows = [Box(left, 86 + PITCH * i, width, HIGH) for i in range(len(v["words"]))]
    products = [replace(row, top=row.bottom + 4) for row in rows]
    strips(ax, rows, v["rows"])
    product = np.multiply(v["rows"], v["vector"])
    strips(ax, products, product, float(product.max()) / 2)  # a few large ones would pale the rest
    note(ax, left, 62, "row of the word table", DECODER, SMALL, weight="semibold")
    note(ax, left + width + 10, 62, "sum", MUTED, SMALL)
    for row, under, word, score in zip(rows, products, v["words"], v["scores"], strict=True):
        best = "semibold" if score == max(v["scores"]) else "normal"
        write(ax, left - 10, row.centre[1], word, INK, LABEL, mono=True, align="right", weight=best)
        write(ax, left - 10, under.centre[1], "product", MUTED, SMALL, align="right")
        write(ax, under.right + 10, under.centre[1], f"{score:.1f}", INK, SMALL, weight=best)
        frame(ax, row, DECODER, 1)
        frame(ax, under, MUTED, 1)
    return figure
