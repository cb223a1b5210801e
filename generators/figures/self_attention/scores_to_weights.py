"""From scores to outputs: all sixteen pairs of the four words, in the steps of the page."""

import numpy as np

from generators.figures._shared.four_words import KEYS, QUERY_WORD, WORDS, X, attention
from generators.figures.self_attention._page import BETWEEN, pencils, rewrite
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, highlight, matrix, printed, step, write
from generators.kit.sizes import SMALL
from generators.kit.theme import MUTED, VALUE

TOP = 124.0  # px above a matrix, for its words
# numbers on the page, key, title, what is done
STEPS = (
    ((1,), "scores", "scores", "query · key"),
    ((2, 3), "scaled", "scaled", "÷ √{d_k}; no mask"),
    ((4,), "weights", "weights", "softmax by row"),
    ((5,), "output", "sums", "weights × values"),
)


def values() -> Values:
    trace, order = attention(), [2, 0, 3, 1]
    shuffled = attention(X[order])
    exponentials = np.exp(trace.scaled_scores[QUERY_WORD])
    return {
        "words": list(WORDS),
        "row": QUERY_WORD,
        "d_k": KEYS.shape[-1],
        "scores": trace.scores.tolist(),
        "scaled": trace.scaled_scores.tolist(),
        "exponentials_sum": float(exponentials.sum()),
        "weights": trace.weights.tolist(),
        "output": trace.output.tolist(),
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
        for digits, (_, key, *_) in zip((0, 0, 2, 2), STEPS, strict=True)
    )
    return (
        f"Matrices of {len(v['words'])} rows (who looks) and as many columns (what is looked at): "
        f"scores, scaled scores and weights; beside them the outputs, one vector a row. The row of "
        f"{v['words'][v['row']]} reads {rows}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((716, 268), (336, 538))
    cell, wide = page.pick(((33, 32), 44), ((28, 32), 37))  # px of a pair, of a feature
    edge, beside, looks = page.pick((8, 68, "who looks"), (4, 56, "looks"))
    for index, (numbers, key, title, how) in enumerate(STEPS):
        row, column = divmod(index, page.pick(4, 2))
        left = 0.0 if column else beside
        x, y = edge + beside - left + column * (4 * cell[0] + page.pick(14, 10)), 12 + 270 * row
        for disc, number in enumerate(numbers):
            step(ax, x + 28 * disc, y, number, title if number == numbers[-1] else "")
        write(ax, x, y + 38, how.format_map(v), MUTED, SMALL)
        if key == "output":
            pencils(ax, (x, y + TOP), v[key], VALUE, (wide, cell[1] - BETWEEN), limit=2, size=SMALL)
            continue
        scale = "weight" if key == "weights" else "signed"
        look = Cells(cell, scale, 2, limit=float(np.max(v["scores"])))
        rows, says = (v["words"], looks) if left else (None, "")
        around = Words(rows, v["words"], says, left=left, top=TOP - 46)
        drawn = matrix(ax, x, y + 46, v[key], around, look)
        rewrite(drawn, v[key], 1 if key == "scaled" else 2)
        highlight(ax, drawn, row=v["row"])
    return figure
