"""The translator's nouns for one thing, on the two directions in which their rows differ most."""

import numpy as np

import explainer
from generators.figures.tokens._map import GENDERS, word_map
from generators.figures.tokens._page import principal, table
from generators.kit.figure import Figure, Page, Values
from generators.kit.needs import needs

KEY = (
    ("masculine in French", (GENDERS["m"], "disc")),
    ("feminine in French", (GENDERS["f"], "disc")),
)


def values() -> Values:
    nouns = table("english").only("number")
    one = np.flatnonzero(nouns.labels("number") == "singular")
    places, shares = principal(nouns.rows[one])
    gender, words = nouns.labels("gender")[one], [nouns.words[i] for i in one]
    first = {of: places[gender == of, 0] for of in GENDERS}
    low, high = sorted((min(of), max(of)) for of in first.values())
    model = explainer.load("translator")
    elided = np.array([explainer.translate(model, f"the {w}").tokens[0] == "l'" for w in words])
    needs(0 < elided.sum() < len(words), "a translator that writes l' before some nouns")
    second = places[:, 1] * np.sign(places[elided, 1].mean())
    return {
        "words": words,
        "gender": gender.tolist(),
        "places": places[:, :2].round(4).tolist(),
        "explained_together": float(shares[:2].sum()),
        "between": float(high[0] - low[1]),  # > 0: the first direction divides the genders
        "elided": [word for word, cut in zip(words, elided, strict=True) if cut],
        "elided_apart": float(
            second[elided].min() - second[~elided].max()
        ),  # > 0: so does the second
    }


def alt(v: Values) -> str:
    of = {name: v["gender"].count(name) for name in GENDERS}
    return (
        f"{len(v['words'])} English nouns as dots with their words, {of['m']} masculine in French "
        f"and {of['f']} feminine. The two colours lie in two clouds"
        f"{' with a gap between them' if v['between'] > 0 else ''}; the words that French "
        f"writes with l' lie apart: {', '.join(v['elided'])}."
    )


def draw(v: Values, page: Page) -> Figure:
    return word_map(page, v, [(GENDERS[gender], "disc") for gender in v["gender"]], KEY)
