"""The same steps in the trained model: the query of "it" in the four heads of the first layer."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import PRONOUN, words
from generators.kit import marks, theme

ROW = 24.0
NARROWEST = 38.0


def values() -> dict[str, Any]:
    sentence = words("tired")
    attention = translation("tired").trace.encoder.layers[0].self_attention
    heads = []
    for index in range(attention.weights.shape[0]):
        trace = attention.head(index)
        weights = trace.weights[PRONOUN].astype(np.float64)
        scores = trace.scores[PRONOUN].astype(np.float64)
        heads.append(
            {
                "scores": scores.tolist(),
                "scaled": trace.scaled_scores[PRONOUN].tolist(),
                "weights": weights.tolist(),
                "largest_on": sentence[int(weights.argmax())],
                "largest": float(weights.max()),
                "on_animal": float(weights[sentence.index("animal")]),
                "own_weight": float(weights[PRONOUN]),
                "sum": float(weights.sum()),
                "most_negative_score": float(scores.min()),
                "smallest": float(weights.min()),
            }
        )
    sharpest = max(range(len(heads)), key=lambda index: heads[index]["largest"])
    return {
        "words": sentence,
        "word": sentence[PRONOUN],
        "place": PRONOUN,
        "d_k": attention.queries.shape[-1],
        "root": float(np.sqrt(attention.queries.shape[-1])),
        "heads": heads,
        "sharpest": sharpest + 1,
        "sharpest_on": heads[sharpest]["largest_on"],
        "sharpest_weight": heads[sharpest]["largest"],
        "largest_on_animal": max(head["on_animal"] for head in heads),
        "largest_sum_error": max(abs(head["sum"] - 1) for head in heads),
        "heads_with_animal_first": sum(head["largest_on"] == "animal" for head in heads),
        "smallest_own_weight": min(head["own_weight"] for head in heads),
        "smallest_weight": min(head["smallest"] for head in heads),
    }


def alt(v: dict[str, Any]) -> str:
    parts = "; ".join(
        f"head {index}: {head['largest']:.2f} on {head['largest_on']}"
        for index, head in enumerate(v["heads"], start=1)
    )
    return (
        f"Scores, scaled scores and weights of the query {v['word']} for all {len(v['words'])} "
        f"words in the four heads of the encoder's first layer. Largest weights: {parts}."
    )


def _head(ax: Axes, x: float, y: float, v: dict[str, Any], index: int, cell: float) -> None:
    head = v["heads"][index]
    marks.write(ax, x, y + 8, f"head {index + 1}", theme.INK, weight="semibold")
    limit = max(abs(number) for each in v["heads"] for number in each["scores"])
    for column, (name, title, role) in enumerate(
        (("scores", "score", theme.MUTED), ("scaled", "÷ 4", theme.MUTED))
    ):
        left = x + column * cell
        marks.write(ax, left + cell / 2, y + 30, title, role, theme.SMALL, align="centre")
        _column(ax, left, y + 42, head[name], cell, "signed", 1, limit)
    left = x + 2 * cell + 4
    marks.write(ax, left + cell / 2, y + 30, "weight", theme.WEIGHT, theme.SMALL, align="centre")
    _column(ax, left, y + 42, marks.printed(head["weights"]), cell, "weight", 2, 1)


def _column(
    ax: Axes, x: float, y: float, numbers: Any, cell: float, scale: str, digits: int, limit: float
) -> None:
    marks.matrix(
        ax,
        x,
        y,
        np.reshape(numbers, (-1, 1)),
        marks.Words(row_title="", column_title=""),
        marks.Cells((cell, ROW), scale=scale, digits=digits, limit=limit, size=theme.SMALL),
    )


def _words(ax: Axes, right: float, y: float, v: dict[str, Any], size: float) -> None:
    for index, word in enumerate(v["words"]):
        looking = index == v["place"]
        role = theme.QUERY if looking else theme.INK
        weight = "semibold" if looking else "normal"
        middle = y + 42 + (index + 0.5) * ROW
        marks.write(ax, right, middle, word, role, size, True, weight, "right")


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(690, 370)
    _words(ax, 88, 20, v, theme.LABEL)
    marks.write(ax, 88, 28, "it looks at", theme.QUERY, theme.SMALL, align="right")
    for index in range(len(v["heads"])):
        _head(ax, 98 + index * 148, 20, v, index, 44)
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(336, 724)
    for line in range(2):
        y = 12 + line * 360
        _words(ax, 66, y, v, theme.SMALL)
        marks.write(ax, 66, y + 8, "it looks at", theme.QUERY, theme.SMALL, align="right")
        for column in range(2):
            _head(ax, 74 + column * 132, y, v, line * 2 + column, NARROWEST)
    return figure
