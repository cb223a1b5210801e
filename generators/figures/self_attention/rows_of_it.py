"""The rows of "it" in all heads of the encoder: in none has the animal the largest weight."""

from experiments.translator.recipe import ENDINGS, NOUNS
from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import number_largest, rows, words
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.needs import place_of
from generators.kit.phrases import most_on


def values() -> Values:
    weights = rows(ENDINGS[0])
    heads = len(translation(ENDINGS[0]).trace.encoder.layers[0].self_attention.weights)
    animal = place_of(NOUNS[0], words(ENDINGS[0]))
    return {
        "names": [f"{n // heads + 1}.{n % heads + 1}" for n in range(len(weights))],
        "words": words(ENDINGS[0]),
        "weights": weights.round(4).tolist(),
        "animal": animal,
        "animal_first": int((weights.argmax(axis=-1) == animal).sum()),
    }


def alt(v: Values) -> str:
    parts = ", ".join(
        f"{name} {most_on(v['words'], row)}"
        for name, row in zip(v["names"], v["weights"], strict=True)
    )
    return (
        f"The weights of it on the {len(v['words'])} words of the sentence in all "
        f"{len(v['names'])} heads of the encoder. Largest, by layer and head: {parts}."
    )


def draw(v: Values, page: Page) -> Figure:
    around = Words(v["names"], v["words"], "head", "it looks at")
    cells = Cells(page.pick((36, 22), (21, 20)), digits=None)
    figure, ax, (drawn,) = matrices(page, [Grid(v["weights"], around, cells)])
    number_largest(ax, drawn, v["weights"], v["animal"])
    return figure
