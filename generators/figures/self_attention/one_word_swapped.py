"""Put "wide" for "tired" and the weights of "animal" change; the parameters are the same."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import attend, softmax
from generators.figures._shared.four_words import QUERY_WORD, W_K, W_Q, W_V, WIDE, WORDS, X
from generators.kit import marks, theme


def _row(last: str, x: np.ndarray) -> dict[str, Any]:
    trace = attend(x @ W_Q, x @ W_K, x @ W_V)
    return {
        "words": [*WORDS[:-1], last],
        "scores": trace.scores[QUERY_WORD].tolist(),
        "weights": trace.weights[QUERY_WORD].tolist(),
        "output": trace.output[QUERY_WORD].tolist(),
        "largest_on": [*WORDS[:-1], last][int(trace.weights[QUERY_WORD].argmax())],
    }


def _without_pairs(x: np.ndarray) -> np.ndarray:
    """What is often said to be attention: softmax of one word's input times a matrix."""
    weights: np.ndarray = softmax(x @ W_Q)[QUERY_WORD]
    return weights


def values() -> dict[str, Any]:
    swapped = np.vstack([X[:-1], WIDE])
    tired, wide = _row("tired", X), _row("wide", swapped)
    return {
        "word": WORDS[QUERY_WORD],
        "wide_embedding": WIDE.tolist(),
        "tired": tired,
        "wide": wide,
        "change_of_last": wide["weights"][-1] - tired["weights"][-1],
        "scores_of_others_change": float(
            np.abs(np.subtract(wide["scores"], tired["scores"]))[:-1].max()
        ),
        "change_without_pairs": float(np.abs(_without_pairs(swapped) - _without_pairs(X)).max()),
        "smallest_change_of_a_weight": float(
            np.abs(np.subtract(wide["weights"], tired["weights"])).min()
        ),
    }


def alt(v: dict[str, Any]) -> str:
    rows = []
    for last in ("tired", "wide"):
        row = v[last]
        pairs = zip(row["words"], marks.printed(row["weights"]), strict=True)
        rows.append(", ".join(f"{weight:.2f} on {word}" for word, weight in pairs))
    return f"The weights of {v['word']}: {rows[0]}. After the swap: {rows[1]}."


def _panel(ax: Axes, x: float, y: float, v: dict[str, Any], last: str) -> None:
    row = v[last]
    marks.token(ax, x, y, v["word"], theme.QUERY, filled=True)
    marks.write(ax, x + 84, y + 13, "looks at", theme.MUTED, theme.SMALL)
    marks.write(ax, x + 92, y + 44, "score", theme.MUTED, theme.SMALL, align="centre")
    marks.write(ax, x + 122, y + 44, "weight", theme.WEIGHT, theme.SMALL)
    lines = zip(
        row["words"], row["scores"], row["weights"], marks.printed(row["weights"]), strict=True
    )
    for index, (word, score, weight, text) in enumerate(lines):
        top = y + 56 + index * 34
        swapped = index == len(row["words"]) - 1
        role = theme.KEY if swapped else theme.INK
        marks.token(ax, x + 68, top, word, role, filled=swapped, align="right")
        marks.write(ax, x + 92, top + 13, f"{score:.0f}", theme.INK, align="centre")
        marks.bar(ax, x + 122, top + 5, weight, 100, 16, text=f"{text:.2f}", size=theme.LABEL)


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(580, 216)
    _panel(ax, 20, 16, v, "tired")
    _panel(ax, 308, 16, v, "wide")
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(290, 424)
    _panel(ax, 12, 16, v, "tired")
    _panel(ax, 12, 228, v, "wide")
    return figure
