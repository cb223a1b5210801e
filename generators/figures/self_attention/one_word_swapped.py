"""Put "wide" for "tired" and the weights of "animal" change; the parameters are the same."""

from typing import Any

import numpy as np

from explainer import softmax
from generators.figures._shared.four_words import (
    FEATURES,
    QUERY_WORD,
    W_K,
    W_Q,
    WIDE,
    WORDS,
    X,
    attention,
)
from generators.figures.self_attention._page import pencil, pencils, short
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import bar, token, token_column, write
from generators.kit.phrases import weights_on
from generators.kit.theme import INK, KEY, MUTED, QUERY, SMALL, WEIGHT, signed_text

KEYS = 96.0  # px below the weights, for the query and one key
ENDINGS = {"tired": X, "wide": np.vstack([X[:-1], WIDE])}  # the embeddings with each last word


def values() -> Values:
    traces = {ending: attention(x) for ending, x in ENDINGS.items()}
    rows = {
        ending: {
            "scores": trace.scores[QUERY_WORD].tolist(),
            "weights": trace.weights[QUERY_WORD].tolist(),
            "key": (ENDINGS[ending] @ W_K)[-1].tolist(),
        }
        for ending, trace in traces.items()
    }
    # what is often said to be attention: softmax of one word's input times a matrix
    alone = [softmax(x @ W_Q)[QUERY_WORD] for x in ENDINGS.values()]
    tired, wide = rows["tired"], rows["wide"]
    change = {key: np.abs(np.subtract(wide[key], tired[key])) for key in ("scores", "weights")}
    return {
        "word": WORDS[QUERY_WORD],
        "query": (X @ W_Q)[QUERY_WORD].tolist(),
        "wide_embedding": WIDE.tolist(),
        **rows,
        "scores_of_others_change": float(change["scores"][:-1].max()),
        "change_without_pairs": float(np.abs(alone[1] - alone[0]).max()),
        "smallest_change_of_a_weight": float(change["weights"].min()),
    }


def alt(v: Values) -> str:
    tired, wide = (weights_on([*WORDS[:-1], ending], v[ending]["weights"]) for ending in ENDINGS)
    keys = "; ".join(
        f"{ending} {', '.join(f'{number:.0f}' for number in v[ending]['key'])}"
        for ending in ENDINGS
    )
    asked = ", ".join(f"{number:.0f}" for number in v["query"])
    return (
        f"The weights of {v['word']}: {tired}. After the swap: {wide}. Its query is {asked}; the "
        f"keys, under {', '.join(FEATURES)}: {keys}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(
        len(ENDINGS), (268, 56 + 34 * len(WORDS) + KEYS), gap=20, edge=16
    )
    for box, ending in zip(boxes, ENDINGS, strict=True):
        _panel(ax, box.left, box.top, [*WORDS[:-1], ending], v[ending])
        _keys(ax, box.left + 84, box.top + 56 + 34 * len(WORDS) + 30, v, ending)
    return figure


def _keys(ax: Axes, x: float, y: float, v: Values, ending: str) -> None:
    """The query of the word, and below it the key of the last word, column by column."""
    cell, limit = (46.0, 26.0), float(np.abs(v["query"]).max())
    look: dict[str, Any] = {"cell": cell, "limit": limit}
    pencils(ax, (x, y), [v["query"]], QUERY, **look)
    key = pencil(ax, (x, y + 32), v[ending]["key"], KEY, **look)
    for shown, number in zip(key.cells, v[ending]["key"], strict=True):
        if number < 0 and shown.number is not None:
            shown.number.set_text(signed_text(number, 0))
    for text, role, top in ((f"{v['word']} asks", QUERY, y), (f"{ending} has", KEY, y + 32)):
        write(ax, x - 8, top + 13, text, role, SMALL, align="right")


def _panel(ax: Axes, x: float, y: float, words: list[str], row: Values) -> None:
    token(ax, x, y, WORDS[QUERY_WORD], QUERY, filled=True)
    write(ax, x + 84, y + 13, "looks at", MUTED, SMALL)
    write(ax, x + 92, y + 36, "score", MUTED, SMALL, align="centre")
    roles = [INK, INK, INK, KEY]  # the last word is the one that was swapped
    column = token_column(ax, x + 68, y + 56, words, 8, roles, "right", filled=[3]).tokens
    write(ax, x + 122, y + 36, "weight", WEIGHT, SMALL)
    for word, score, weight in zip(column, row["scores"], row["weights"], strict=True):
        write(ax, x + 92, word.centre[1], f"{score:.0f}", align="centre")
        bar(ax, x + 122, word.centre[1] - 7, weight, 100, text=short(weight))
