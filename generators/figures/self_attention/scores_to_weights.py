"""From scores to outputs: all sixteen pairs of the four words, in the numbered steps of the page."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import attend
from generators.figures._shared.four_words import FEATURES, QUERY_WORD, W_K, W_Q, W_V, WORDS, X
from generators.figures.self_attention._page import vectors
from generators.kit.layout import Page
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


def values() -> dict[str, Any]:
    trace = attend(X @ W_Q, X @ W_K, X @ W_V)
    order = [2, 0, 3, 1]
    shuffled = attend(X[order] @ W_Q, X[order] @ W_K, X[order] @ W_V)
    exponentials = np.exp(trace.scaled_scores[QUERY_WORD])
    return {
        "words": list(WORDS),
        "features": list(FEATURES),
        "row": QUERY_WORD,
        "d_k": W_Q.shape[1],
        "scores": trace.scores.tolist(),
        "scaled": trace.scaled_scores.tolist(),
        "exponentials": exponentials.tolist(),
        "exponentials_sum": float(exponentials.sum()),
        "weights": trace.weights.tolist(),
        "output": trace.output.tolist(),
        "value": (X @ W_V).tolist(),
        "sum_of_inputs": (trace.weights @ X)[QUERY_WORD].tolist(),
        "shuffle_error": float(np.abs(shuffled.output - trace.output[order]).max()),
        "row_length": trace.weights.shape[1],
        "smallest_weight": float(trace.weights.min()),
        "own_weights": np.diag(trace.weights).tolist(),
        "printed_row_sum": float(printed(trace.weights[QUERY_WORD]).sum()),
    }


def alt(v: dict[str, Any]) -> str:
    rows = "; then ".join(
        ", ".join(f"{number:.{digits}f}" for number in v[key][v["row"]])
        for _, key, digits, _, _ in STEPS
    )
    return (
        f"Matrices of {len(v['words'])} rows (who looks) and as many columns (what is looked at): "
        f"scores, scaled scores and weights; beside them the outputs, one vector a row. The row of "
        f"{v['words'][v['row']]} reads {rows}."
    )


def draw(v: dict[str, Any], page: Page) -> Figure:
    figure, ax = page.canvas((704, 280), (336, 550))
    across, cell = page.pick(4, 2), page.pick((34, 32), (28, 32))
    for index in range(len(STEPS)):
        row, column = divmod(index, across)
        corner = (10 + LEFT + column * (4 * cell[0] + page.pick(20, 15)), 12 + 270 * row)
        _panel(ax, corner, v, index, cell, named=column == 0)
    return figure


def _panel(
    ax: Axes,
    corner: tuple[float, float],
    v: dict[str, Any],
    index: int,
    cell: tuple[float, float],
    named: bool,
) -> None:
    """One step, its matrix at the x of the corner; the words of the rows stand left of that."""
    number, key, digits, title, how = STEPS[index]
    left = LEFT if named else 0.0
    x, y = corner[0] - left, corner[1]
    step(ax, x, y, number, title)
    write(ax, x, y + 35, how.format_map(v), MUTED, SMALL)
    if key == "output":
        features = Words(columns=v["features"])
        vectors(ax, (x, y + TOP + 2), v[key], features, VALUE, (cell[0], cell[1] - 4), digits, 2)
        return
    words = Words(
        v["words"] if named else None,
        v["words"],
        row_title="who looks" if named else "",
        left=left,
        top=TOP - 44,
    )
    scale = "weight" if key == "weights" else "signed"
    cells = Cells(cell, scale, digits, limit=float(np.max(v["scores"])))
    highlight(ax, matrix(ax, x, y + 44, v[key], words, cells), row=v["row"])
