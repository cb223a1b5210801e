"""The output layer: the last vector against every word's row of the table, and the best scores."""

import numpy as np

from experiments.translator.recipe import PRONOUNS
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.strips import strips
from generators.figures.architecture._feed_forward import model
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, frame, note, write
from generators.kit.needs import place_of_one
from generators.kit.theme import DECODER, INK, LABEL, MUTED, RESIDUAL, SMALL

SHOWN = 5  # words, the best first
PITCH, HIGH = 32.0, 20.0  # px from word to word, and of a strip


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
        "vocabulary": len(table),
    }


def alt(v: Values) -> str:
    listed = ", ".join(f"{w} {s:.1f}" for w, s in zip(v["words"], v["scores"], strict=True))
    return (
        f"The last vector of the decoder as a strip of {len(v['vector'])} cells; below it, rows of "
        f"the table of {v['vocabulary']} French words as strips, and the dot product of each with "
        f"it: {listed}."
    )


def draw(v: Values, page: Page) -> Figure:
    left, width = page.pick((100.0, 368.0), (84.0, 200.0))
    figure, ax = page.canvas((540, 110 + PITCH * len(v["words"])))
    vector = Box(left, 30, width, HIGH)
    strips(ax, [vector], [v["vector"]])
    frame(ax, vector, RESIDUAL, 1.5)
    note(ax, left, 8, "the last vector of the stream", RESIDUAL, SMALL, weight="semibold")
    note(ax, left, 66, "rows of the word table", DECODER, SMALL, weight="semibold")
    note(ax, left + width + 12, 66, "score", MUTED, SMALL)
    rows = [Box(left, 90 + PITCH * i, width, HIGH) for i in range(len(v["words"]))]
    strips(ax, rows, v["rows"])
    for box, word, score in zip(rows, v["words"], v["scores"], strict=True):
        best = "semibold" if score == max(v["scores"]) else "normal"
        y = box.centre[1]
        write(ax, left - 10, y, word, INK, LABEL, mono=True, align="right", weight=best)
        write(ax, box.right + 12, y, f"{score:.1f}", INK, LABEL, weight=best)
        frame(ax, box, DECODER, 1)
    rest = f"… and {v['vocabulary'] - len(v['words'])} rows more"
    note(ax, left, rows[-1].bottom + 6, rest, MUTED, SMALL)
    return figure
