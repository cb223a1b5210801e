"""All rows of the English table on their two directions of largest variance, by class."""

import numpy as np
from matplotlib.figure import Figure

from experiments.translator import recipe
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.figures.tokens._page import nearest_words, principal, table
from generators.kit.charts.labelled_dots import SIZES, dot, label_dots, on_map, word_map
from generators.kit.marks import write
from generators.kit.theme import LABEL, MUTED, QUERY, SMALL, VALUE, WEIGHT
from generators.kit.values import Values

NOUNS = ("animal", "person", "place", "object")
KINDS = ("noun", "verb", "adjective", "function word")
LOOKS = {
    "noun": (QUERY, "disc"),
    "verb": (WEIGHT, "square"),
    "adjective": (VALUE, "ring"),
    "function word": (MUTED, "disc"),
}
SHOWN = (*recipe.NOUNS, *ENDINGS, recipe.PRONOUN)
NEIGHBOURS = 4


def kind(name: str) -> str:
    """The word class of a finer class of the lexicon."""
    return "noun" if name in NOUNS else next(kind for kind in KINDS if kind in name)


def values() -> Values:
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


def alt(v: Values) -> str:
    return (
        f"A map of the {v['n']} English words. Nouns, verbs, adjectives and function words each "
        f"keep to a region. The two directions show {v['explained_together']:.0%} of the variance."
    )


def draw(v: Values) -> Figure:
    return _draw(v, *SIZES["wide"])


def narrow(v: Values) -> Figure:
    return _draw(v, *SIZES["narrow"])


def _draw(v: Values, width: int, height: int) -> Figure:
    figure, ax, frame = word_map(width, height)
    points = np.array(v["places"])
    xs, ys = on_map(points, frame, points)
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
    write(
        ax,
        width / 2,
        height - 18,
        f"across: {first:.1%} of the variance, up: {second:.1%}",
        MUTED,
        SMALL,
        align="centre",
    )
    return figure
