"""From scores to outputs: all sixteen pairs of the four words, in the steps of the page."""

import numpy as np

from generators.figures._shared.four_words import (
    FEATURES,
    KEYS,
    QUERY_WORD,
    VALUES,
    WORDS,
    X,
    attention,
)
from generators.figures.self_attention._page import vectors
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, highlight, matrix, printed, step, write
from generators.kit.sizes import SMALL
from generators.kit.theme import MUTED, VALUE

LEFT, TOP = 62.0, 122.0  # px left of a row of matrices for its words, above a matrix for its own
# number on the page, key, digits, title, what is done
STEPS = (
    (1, "scores", 0, "scores", "query · key"),
    (2, "scaled", 1, "scaled", "÷ √{d_k} (3: no mask)"),
    (4, "weights", 2, "weights", "softmax of each row"),
    (5, "output", 2, "weighted sum", "weights × values"),
)


def values() -> Values:
    trace, order = attention(), [2, 0, 3, 1]
    shuffled = attention(X[order])
    exponentials = np.exp(trace.scaled_scores[QUERY_WORD])
    return {
        "words": list(WORDS),
        "features": list(FEATURES),
        "row": QUERY_WORD,
        "d_k": KEYS.shape[-1],
        "scores": trace.scores.tolist(),
        "scaled": trace.scaled_scores.tolist(),
        "exponentials": exponentials.tolist(),
        "exponentials_sum": float(exponentials.sum()),
        "weights": trace.weights.tolist(),
        "output": trace.output.tolist(),
        "value": VALUES.tolist(),
        "sum_of_inputs": (trace.weights @ X)[QUERY_WORD].tolist(),
        "shuffle_error": float(np.abs(shuffled.output - trace.output[order]).max()),
        "row_length": trace.weights.shape[1],
        "smallest_weight": float(trace.weights.min()),
        "own_weights": np.diag(trace.weights).tolist(),
        "printed_row_sum": float(printed(trace.weights[QUERY_WORD]).sum()),
    }


def alt(v: Values) -> str:
    rows = "; then ".join(
        ", ".join(f"{number:.{digits}f}" for number in v[key][v["row"]])
        for _, key, digits, _, _ in STEPS
    )
    return (
        f"Matrices of {len(v['words'])} rows (who looks) and as many columns (what is looked at): "
        f"scores, scaled scores and weights; beside them the outputs, one vector a row. The row of "
        f"{v['words'][v['row']]} reads {rows}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((704, 280), (336, 550))
    across, cell = page.pick(4, 2), page.pick((34, 32), (28, 32))
    for index, (number, key, digits, title, how) in enumerate(STEPS):
        row, column = divmod(index, across)
        left = 0.0 if column else LEFT
        x, y = 10 + LEFT - left + column * (4 * cell[0] + page.pick(20, 15)), 12 + 270 * row
        step(ax, x, y, number, title)
        write(ax, x, y + 35, how.format_map(v), MUTED, SMALL)
        if key == "output":
            features = Words(columns=v["features"])
            size = (cell[0], cell[1] - 4)
            vectors(ax, (x, y + TOP + 2), v[key], features, VALUE, size, digits, limit=2)
            continue
        scale = "weight" if key == "weights" else "signed"
        look = Cells(cell, scale, digits, limit=float(np.max(v["scores"])))
        rows, says = (v["words"], "who looks") if left else (None, "")
        around = Words(rows, v["words"], says, left=left, top=TOP - 44)
        highlight(ax, matrix(ax, x, y + 44, v[key], around, look), row=v["row"])
    return figure
