"""The row of "it" in every head of the encoder: is "animal" the word that it looks at most?"""

import numpy as np

from experiments.translator.recipe import NOUNS
from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import number_largest, rows, words
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, highlight
from generators.kit.needs import place_of
from generators.kit.phrases import most_on


def values() -> Values:
    sentence, weights = words("tired"), rows("tired")
    heads = len(translation("tired").trace.encoder.layers[0].self_attention.weights)
    animal = place_of(NOUNS[0], sentence)
    return {
        "words": sentence,
        "names": [f"{n // heads + 1}.{n % heads + 1}" for n in range(len(weights))],
        "weights": weights.tolist(),
        "animal": animal,
        "animal_first": int((weights.argmax(axis=-1) == animal).sum()),
        "most_often": sentence[int(np.bincount(weights.argmax(axis=-1)).argmax())],
        "most_on_animal": float(weights[:, animal].max()),
    }


def alt(v: Values) -> str:
    parts = ", ".join(
        f"{name} {most_on(v['words'], row)}"
        for name, row in zip(v["names"], v["weights"], strict=True)
    )
    noun = v["words"][v["animal"]]
    return (
        f"The weights of it on {len(v['words'])} words in {len(v['names'])} heads, the column of "
        f"{noun} outlined. Largest, by layer and head: {parts}. The most on {noun} is "
        f"{v['most_on_animal']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    cells = Cells(page.pick((42, 24), (22, 24)), digits=None)
    around = Words(v["names"], v["words"], "head", "it looks at")
    figure, ax, drawn = matrices(page, [Grid(v["weights"], around, cells)], edge=page.pick(12, 6))
    number_largest(ax, drawn[0], v["weights"], v["animal"])
    highlight(ax, drawn[0], column=v["animal"])
    return figure
