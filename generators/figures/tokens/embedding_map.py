"""All rows of the English table on their two directions of largest variance, by class."""

import numpy as np

from experiments.translator import recipe
from generators.figures._shared.running_sentence import ENDINGS
from generators.figures.tokens._map import word_map
from generators.figures.tokens._page import nearest_words, principal, table
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED, NEUTRAL

NOUNS = ("animal", "person", "place", "object")
KINDS = ("noun", "verb", "adjective", "function word")
LOOKS = dict(
    zip(
        KINDS,
        [(NEUTRAL[0], "disc"), (NEUTRAL[1], "square"), (NEUTRAL[2], "ring"), (MUTED, "ring")],
        strict=True,
    )
)
SHOWN = (*recipe.NOUNS, *ENDINGS, recipe.PRONOUN)
NEIGHBOURS = 3


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
        "explained_together": float(shares[:2].sum()),
        "needed_for_half": int((np.cumsum(shares) < 0.5).sum()) + 1,
        "nearest": {word: nearest_words(whole, word, NEIGHBOURS) for word in SHOWN},
    }


def alt(v: Values) -> str:
    return (
        f"A map of the {v['n']} English words. Nouns, verbs, adjectives and function words each "
        f"keep to a region. The two directions show {v['explained_together']:.0%} of the variance."
    )


def draw(v: Values, page: Page) -> Figure:
    key = [(f"{name}s", look) for name, look in LOOKS.items()]
    return word_map(page, v, [LOOKS[name] for name in v["kinds"]], key)
