"""Two times the word *the*: the same embedding, plus two codes, is two different vectors."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.layers import embed
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.kit.marks import token, vector, write
from generators.kit.theme import ENCODER, INK, LABEL, MUTED, RESIDUAL, SMALL, canvas

SHOWN = 16


def values() -> dict[str, Any]:
    model = explainer.load("translator")
    words = (SENTENCE + ENDINGS[0]).split()
    ids = model.source_vocabulary.encode(words)
    table = np.asarray(model.parameters["source_embedding"], dtype=np.float64)
    d_model = model.config.d_model
    scaled = table[ids] * np.sqrt(d_model)
    code = explainer.sinusoidal(len(words), d_model)
    both = np.asarray(embed(model, "source", ids), dtype=np.float64)
    places = [i for i, word in enumerate(words) if word == "the"]
    known = [i for i, word in enumerate(model.source_vocabulary.words) if word.isalpha()]
    first, second = both[places[0]], both[places[1]]
    return {
        "places": places,
        "shown": SHOWN,
        "d_model": d_model,
        "root": float(np.sqrt(d_model)),
        "words": len(known),
        "table_norm": float(np.linalg.norm(table[known], axis=1).mean()),
        "scaled_norm": float(np.linalg.norm(table[known], axis=1).mean() * np.sqrt(d_model)),
        "code_norm": float(np.linalg.norm(code, axis=1).mean()),
        "sum_gap": float(np.abs(scaled + code - both).max()),
        "cosine": float(first @ second / np.linalg.norm(first) / np.linalg.norm(second)),
        "distance": float(np.linalg.norm(first - second)),
        "code_distance": float(np.linalg.norm(code[places[0]] - code[places[1]])),
        "rows": [[a[p, :SHOWN].tolist() for a in (scaled, code, both)] for p in places],
    }


def alt(v: dict[str, Any]) -> str:
    first, second = v["places"]
    return (
        f"The first {v['shown']} numbers of the word the at positions {first} and {second}: the "
        "same embedding twice, two different codes, and so two different sums, with a cosine of "
        f"{v['cosine']:.2f}."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _picture(v, 9.0, 560, 64)


def narrow(v: dict[str, Any]) -> Figure:
    return _picture(v, 4.6, 340, 54)


def _picture(v: dict[str, Any], wide: float, width: float, first: float) -> Figure:
    figure, ax = canvas(width, 156)
    limit = max(abs(n) for row in v["rows"] for strip in row for n in strip)
    strip = wide * v["shown"]
    gap = 20.0
    lefts = [first + i * (strip + gap) for i in range(3)]
    for left, title, role in zip(
        lefts,
        ("embedding × 8", "position code", "what enters"),
        (INK, RESIDUAL, ENCODER),
        strict=True,
    ):
        write(ax, left, 16, title, role, SMALL, weight="semibold")
    for index, (place, row) in enumerate(zip(v["places"], v["rows"], strict=True)):
        y = 34 + index * 62
        token(ax, 10, y, "the", ENCODER)
        write(ax, 10, y + 38, f"at {place}", MUTED, SMALL)
        for left, numbers, role in zip(lefts, row, (INK, RESIDUAL, ENCODER), strict=True):
            vector(ax, left, y, numbers, role, None, (wide, 40), limit=limit)
        for left, sign in zip(lefts[1:], "+=", strict=True):
            write(ax, left - gap / 2, y + 20, sign, INK, LABEL, align="centre")
    return figure
