"""The running sentence as the translator receives it: tokens, ids, one row of a table for each."""

import math

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.layers import embed
from explainer.positions import sinusoidal
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.kit.marks import Cells, Words, matrix, token, write
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, canvas
from generators.kit.values import Values

PITCH, TOP = 31.0, 44.0


def values() -> Values:
    model = explainer.load("translator")
    words = (SENTENCE + ENDINGS[0]).split()
    ids = model.source_vocabulary.encode(words)
    learned = model.parameters["source_embedding"]
    one_hot = np.eye(len(learned), dtype=learned.dtype)[ids]
    d_model = model.config.d_model
    position = sinusoidal(len(ids), d_model)
    embedded = embed(model, "source", ids)
    the = [i for i, word in enumerate(words) if word == "the"]
    root = math.sqrt(d_model)
    return {
        "words": words,
        "ids": ids.tolist(),
        "rows": learned[ids].astype(float).round(4).tolist(),
        "entries": len(learned),
        "d_model": d_model,
        "parameters": int(learned.size),
        "share_of_model": learned.size / model.n_parameters,
        "both_share_of_model": (learned.size + model.parameters["target_embedding"].size)
        / model.n_parameters,
        "french_entries": len(model.target_vocabulary),
        "french_parameters": int(model.parameters["target_embedding"].size),
        "one_hot_error": float(np.abs(one_hot @ learned - learned[ids]).max()),
        "one_hot_products": int(one_hot.size * d_model),
        "the_places": [i + 1 for i in the],
        "the_difference": float(np.abs(learned[ids[the[0]]] - learned[ids[the[1]]]).max()),
        "the_difference_with_positions": float(np.abs(embedded[the[0]] - embedded[the[1]]).max()),
        "embed_error": float(np.abs(learned[ids] * root + position - embedded).max()),
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


def draw(v: Values) -> Figure:
    return _draw(v, 180, (5, 20))


def narrow(v: Values) -> Figure:
    return _draw(v, 150, (2.75, 20))


def _draw(v: Values, left: float, cell: tuple[float, float]) -> Figure:
    rows = np.array(v["rows"])
    figure, ax = canvas(left + v["d_model"] * cell[0] + 16, TOP + PITCH * len(rows) + 8)
    limit = float(np.abs(rows).max())
    write(ax, 16, 20, "token", MUTED)
    write(ax, left - 30, 20, "id", MUTED, align="right")
    write(ax, left, 20, f"its row: {v['d_model']} numbers", MUTED)
    for index, (word, number) in enumerate(zip(v["words"], v["ids"], strict=True)):
        y = TOP + index * PITCH
        same = index + 1 in v["the_places"]
        token(ax, 16, y - 3, word, RESIDUAL if same else INK, filled=same)
        write(ax, left - 30, y + 10, str(number), INK, LABEL, mono=True, align="right")
        matrix(
            ax,
            left,
            y,
            rows[index : index + 1],
            Words(row_title="", column_title=""),
            Cells(cell, scale="signed", digits=None, limit=limit),
        )
    return figure
