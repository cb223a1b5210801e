"""From scores to weights: all sixteen pairs of the four words, in three matrices."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from explainer import attend
from generators.figures._shared.four_words import QUERY_WORD, W_K, W_Q, W_V, WORDS, X
from generators.kit import marks, theme

CELL = (44.0, 32.0)
STEPS = (
    ("scores", "scores", "query · key"),
    ("scaled", "scaled", "divided by √4 = 2"),
    ("weights", "weights", "softmax of each row"),
)


def values() -> dict[str, Any]:
    trace = attend(X @ W_Q, X @ W_K, X @ W_V)
    order = [2, 0, 3, 1]
    shuffled = attend(X[order] @ W_Q, X[order] @ W_K, X[order] @ W_V)
    exponentials = np.exp(trace.scaled_scores[QUERY_WORD]).tolist()
    return {
        "words": list(WORDS),
        "word": WORDS[QUERY_WORD],
        "row": QUERY_WORD,
        "d_k": W_Q.shape[1],
        "scores": trace.scores.tolist(),
        "scaled": trace.scaled_scores.tolist(),
        "exponentials": exponentials,
        "exponentials_sum": sum(exponentials),
        "weights": trace.weights.tolist(),
        "output": trace.output.tolist(),
        "value": (X @ W_V).tolist(),
        "sum_of_inputs": (trace.weights @ X)[QUERY_WORD].tolist(),
        "shuffle_error": float(np.abs(shuffled.output - trace.output[order]).max()),
        "row_length": trace.weights.shape[1],
        "smallest_weight": float(trace.weights.min()),
        "own_weights": [float(trace.weights[i, i]) for i in range(len(WORDS))],
        "printed_row_sum": float(marks.printed(trace.weights[QUERY_WORD]).sum()),
    }


def alt(v: dict[str, Any]) -> str:
    row = v["row"]
    listed = {
        key: ", ".join(f"{number:g}" for number in v[key][row]) for key in ("scores", "scaled")
    }
    weights = ", ".join(f"{number:.2f}" for number in marks.printed(v["weights"][row]))
    return (
        "Three matrices of four rows (who looks) and four columns (what is looked at): scores, "
        f"scaled scores and weights. The row of {v['word']} reads {listed['scores']}; then "
        f"{listed['scaled']}; then {weights}."
    )


def _panel(ax: Any, x: float, y: float, v: dict[str, Any], index: int, rows: bool) -> marks.Box:
    key, title, how = STEPS[index]
    head = marks.step(ax, x, y, index + 1, title)
    marks.write(ax, x + 34, head.bottom + 11, how, theme.MUTED, theme.SMALL)
    grid = marks.matrix(
        ax,
        x,
        y + 46,
        v[key],
        marks.Words(
            rows=v["words"] if rows else None,
            columns=v["words"],
            row_title="who looks" if rows else "",
            column_title="what is looked at",
            top=80,
        ),
        marks.Cells(
            CELL,
            scale="weight" if key == "weights" else "signed",
            digits={"scores": 0, "scaled": 1, "weights": 2}[key],
            limit=8,
        ),
    )
    marks.highlight(ax, grid, row=v["row"])
    return grid


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(704, 282)
    right = 20.0
    for index in range(3):
        right = _panel(ax, right, 16, v, index, rows=index == 0).right + 22
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(320, 846)
    for index in range(3):
        _panel(ax, 16, 12 + 278 * index, v, index, rows=True)
    return figure
