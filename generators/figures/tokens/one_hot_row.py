"""A one-hot vector times the table is one row of the table: that of the word's id."""

import numpy as np

import explainer
from generators.figures._shared.running_sentence import SENTENCE
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import NO_WORDS, Box, Cells, Words, frame, matrix, write
from generators.kit.theme import INK, MUTED, RESIDUAL, SMALL

BELOW, COLUMNS = 5, 16  # of the table: rows drawn below the word's, and numbers of a row


def values() -> Values:
    """The word of the running sentence that comes first in the table, and the rows around it."""
    model = explainer.load("translator")
    vocabulary, table = model.source_vocabulary, model.parameters["source_embedding"]
    number, word = min((vocabulary.ids[word], word) for word in SENTENCE.split())
    rows = number + 1 + BELOW
    return {
        "word": word,
        "id": number,
        "words": list(vocabulary.words[:rows]),
        "rows": np.asarray(table, dtype=float)[:rows, :COLUMNS].round(4).tolist(),
        "more": len(table) - rows,
    }


def alt(v: Values) -> str:
    return (
        f"A column of {len(v['words'])} numbers, zeros and a single one at id {v['id']}, "
        f"{v['word']}, beside the first {len(v['words'])} rows of the embedding table, of which "
        f"there are {v['more']} more. Below the table the sum of the rows times these numbers: row "
        f"{v['id']}, unchanged."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = np.array(v["rows"])
    cell, top = page.pick((18.0, 20.0), (9.0, 20.0)), 36.0
    height = top + len(rows) * cell[1] + 84
    figure, ax = page.canvas((486, height))
    ids = [f"{word} {number}" for number, word in enumerate(v["words"])]
    one_hot = np.eye(len(rows))[:, v["id"] : v["id"] + 1]
    beside = Words(ids, row_title="", column_title="")
    plain = Cells((28, cell[1]), digits=0, role=INK, size=SMALL)
    picks = matrix(ax, 8, top, one_hot, beside, plain)
    write(ax, picks.grid.left, 20, "one-hot", MUTED, SMALL)
    write(ax, picks.right + 14, picks.grid.centre[1], "×", align="centre")
    left, signed = picks.right + 28, Cells(cell, "signed", None, limit=float(np.abs(rows).max()))
    table = matrix(ax, left, top, rows, NO_WORDS, signed)
    write(ax, left, 20, "the table", MUTED, SMALL)
    write(ax, left, table.bottom + 14, f"and {v['more']} more rows", MUTED, SMALL)
    frame(ax, Box(left, top + v["id"] * cell[1], table.width, cell[1]), RESIDUAL, 2)
    below = table.bottom + 42
    write(ax, left - 14, below + 10, "=", align="centre")
    write(ax, left - 28, below + 10, "the sum", INK, SMALL, align="right")
    outcome = matrix(ax, left, below, rows[v["id"]][None], NO_WORDS, signed)
    frame(ax, outcome, RESIDUAL, 2)
    return figure
