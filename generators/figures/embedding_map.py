"""All rows of the English table on their two directions of largest variance, by class."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.labelled_dots import dot, label_dots
from generators.marks import Box, write
from generators.running_sentence import ENDINGS, SENTENCE
from generators.theme import LABEL, MUTED, QUERY, SMALL, VALUE, WEIGHT, canvas
from generators.word_tables import nearest_words, principal, table

SIZES = {"wide": (540, 520), "narrow": (336, 470)}
NOUNS = ("animal", "person", "place", "object")
KINDS = ("noun", "verb", "adjective", "function word")
LOOKS = {"noun": (QUERY, "disc"), "verb": (WEIGHT, "square"), "adjective": (VALUE, "ring"),
         "function word": (MUTED, "disc")}  # fmt: skip
SHOWN = ("animal", "street", "tired", "wide", "it")
NEIGHBOURS = 4


def kind(name: str) -> str:
    """The word class of a finer class of the lexicon."""
    return "noun" if name in NOUNS else next(kind for kind in KINDS if kind in name)


def values() -> dict[str, Any]:
    whole = table("english")
    places, shares = principal(whole.rows)
    return {
        "n": len(whole.words),
        "words": list(whole.words),
        "kinds": [kind(label) for label in whole.labels("class")],
        "places": places[:, :2].round(4).tolist(),
        "explained": shares[:2].tolist(),
        "explained_together": float(shares[:2].sum()),
        "needed_for_half": int((np.cumsum(shares) < 0.5).sum()) + 1,
        "nearest": {word: nearest_words(whole, word, NEIGHBOURS) for word in SHOWN},
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"A map of the {v['n']} English words. Nouns, verbs, adjectives and function words each "
        f"keep to a region. The two directions show {v['explained_together']:.0%} of the variance."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _draw(v, *SIZES["wide"])


def narrow(v: dict[str, Any]) -> Figure:
    return _draw(v, *SIZES["narrow"])


def _draw(v: dict[str, Any], width: int, height: int) -> Figure:
    figure, ax = canvas(width, height)
    top = 52 if width > 400 else 74
    frame = Box(10, top, width - 20, height - top - 48)
    points = np.array(v["places"])
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / (high - low)
    xs = frame.left + 30 + scaled[:, 0] * (frame.width - 60)
    ys = frame.bottom - 14 - scaled[:, 1] * (frame.height - 28)
    dots = [dot(ax, x, y, *LOOKS[name]) for x, y, name in zip(xs, ys, v["kinds"], strict=True)]
    ours = [i for i, word in enumerate(v["words"]) if word in {*SENTENCE.split(), *ENDINGS}]
    label_dots(ax, dots, v["words"], frame, first=ours)
    x, y = 22.0, 20.0
    for number, (name, (role, shape)) in enumerate(LOOKS.items()):
        if number == 2 and width < 400:
            x, y = 22.0, 44.0
        dot(ax, x, y, role, shape)
        write(ax, x + 10, y, f"{name}s", role, LABEL)
        x += 120
    first, second = v["explained"]
    write(ax, width / 2, height - 18, f"across: {first:.1%} of the variance, up: {second:.1%}",
          MUTED, SMALL, align="centre")  # fmt: skip
    return figure
