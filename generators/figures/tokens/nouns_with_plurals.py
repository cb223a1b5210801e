"""All nouns of the translator, one and several, on the directions in which they differ most."""

import explainer
from experiments.translator.recipe import NOUNS
from generators.figures.tokens._map import GENDERS, word_map
from generators.figures.tokens._page import cosines, principal, table
from generators.kit.figure import Figure, Page, Values
from generators.kit.needs import needs, place_of
from generators.kit.theme import MUTED

SHAPES = {"singular": "disc", "plural": "square"}
KEY = (
    ("French masculine", (GENDERS["m"], "disc")),
    ("French feminine", (GENDERS["f"], "disc")),
    ("one", (MUTED, SHAPES["singular"])),
    ("several", (MUTED, SHAPES["plural"])),
)


def values() -> Values:
    nouns = table("english").only("number")
    places, shares = principal(nouns.rows)
    number, gender = nouns.labels("number"), nouns.labels("gender")
    model = explainer.load("translator")
    words, between = nouns.words, cosines(nouns.rows)
    one = [word for word, *of in zip(words, number, gender, strict=True) if of == ["singular", "m"]]
    elided = [word for word in one if explainer.translate(model, f"the {word}").tokens[0] == "l'"]
    needs(bool(elided), "a translator that writes l' before some nouns")
    return {
        "n": len(words),
        "words": list(words),
        "number": number.tolist(),
        "gender": gender.tolist(),
        "places": places[:, :2].round(4).tolist(),
        "explained_together": float(shares[:2].sum()),
        "elided": ", ".join(elided),
        "n_elided": len(elided),
        "animal_and": {
            word: float(between[place_of(NOUNS[0], words), place_of(word, words)])
            for word in ("tree", "cow")
        },
    }


def alt(v: Values) -> str:
    return (
        f"{v['n']} English nouns as dots, coloured by the gender of the French word, round "
        "for singular and square for plural: singular masculine and singular feminine nouns lie in "
        "clouds of their own, the plurals together, with the genders on either side."
    )


def draw(v: Values, page: Page) -> Figure:
    looks = [
        (GENDERS[gender], SHAPES[number])
        for gender, number in zip(v["gender"], v["number"], strict=True)
    ]
    return word_map(page, v, looks, KEY)
