"""Put "wide" for "tired" and the weights of "animal" change; the parameters are the same."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import softmax
from generators.figures._shared.four_words import QUERY_WORD, W_Q, WIDE, WORDS, X, attention
from generators.kit.layout import Page
from generators.kit.marks import Box, bar, token, write
from generators.kit.sizes import LABEL, SMALL
from generators.kit.theme import INK, KEY, MUTED, QUERY, WEIGHT
from generators.kit.values import Values

ENDINGS = {"tired": X, "wide": np.vstack([X[:-1], WIDE])}  # the embeddings with each last word


def values() -> Values:
    traces = {ending: attention(x) for ending, x in ENDINGS.items()}
    rows = {
        ending: {
            "words": [*WORDS[:-1], ending],
            "scores": trace.scores[QUERY_WORD].tolist(),
            "weights": trace.weights[QUERY_WORD].tolist(),
        }
        for ending, trace in traces.items()
    }
    # what is often said to be attention: softmax of one word's input times a matrix
    alone = [softmax(x @ W_Q)[QUERY_WORD] for x in ENDINGS.values()]
    scores, weights = (
        np.abs(np.subtract(rows["wide"][key], rows["tired"][key])) for key in ("scores", "weights")
    )
    return {
        "word": WORDS[QUERY_WORD],
        "wide_embedding": WIDE.tolist(),
        **rows,
        "scores_of_others_change": float(scores[:-1].max()),
        "change_without_pairs": float(np.abs(alone[1] - alone[0]).max()),
        "smallest_change_of_a_weight": float(weights.min()),
    }


def alt(v: Values) -> str:
    tired, wide = (
        ", ".join(
            f"{weight:.2f} on {word}"
            for word, weight in zip(v[ending]["words"], v[ending]["weights"], strict=True)
        )
        for ending in ENDINGS
    )
    return f"The weights of {v['word']}: {tired}. After the swap: {wide}."


def draw(v: Values, page: Page) -> Figure:
    height = 56 + 34 * len(v["tired"]["words"])
    figure, ax, boxes = page.panels(len(ENDINGS), (268, height), gap=20, edge=16)
    for box, ending in zip(boxes, ENDINGS, strict=True):
        _panel(ax, box, v["word"], v[ending])
    return figure


def _panel(ax: Axes, box: Box, query: str, row: Values) -> None:
    x, y = box.left, box.top
    token(ax, x, y, query, QUERY, filled=True)
    write(ax, x + 84, y + 13, "looks at", MUTED, SMALL)
    write(ax, x + 92, y + 44, "score", MUTED, SMALL, align="centre")
    write(ax, x + 122, y + 44, "weight", WEIGHT, SMALL)
    lines = zip(row["words"], row["scores"], row["weights"], strict=True)
    for index, (word, score, weight) in enumerate(lines):
        top = y + 56 + index * 34
        swapped = word in ENDINGS
        token(ax, x + 68, top, word, KEY if swapped else INK, filled=swapped, align="right")
        write(ax, x + 92, top + 13, f"{score:.0f}", align="centre")
        bar(ax, x + 122, top + 5, weight, 100, 16, size=LABEL)
