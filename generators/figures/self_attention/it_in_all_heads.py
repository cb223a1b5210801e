"""The row of "it" in all encoder heads: both endings, and models that were never trained."""

import numpy as np

from experiments.translator.recipe import ENDINGS, NOUNS
from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import (
    SEEDS,
    number_largest,
    rows,
    untrained_rows,
    words,
)
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.needs import place_of
from generators.kit.phrases import most_on


def values() -> Values:
    tired, wide, untrained = rows("tired"), rows("wide"), untrained_rows("tired")
    heads = len(translation("tired").trace.encoder.layers[0].self_attention.weights)
    last, animal = len(words("tired")) - 1, place_of(NOUNS[0], words("tired"))
    return {
        "names": [f"{n // heads + 1}.{n % heads + 1}" for n in range(len(tired))],
        "animal": animal,
        "tired": {
            "words": words("tired"),
            "weights": tired.tolist(),
            "most_on_animal": float(tired[:, animal].max()),
            "mean_on_last": float(tired[:, last].mean()),
            "animal_first": int((tired.argmax(axis=-1) == animal).sum()),
        },
        "wide": {"words": words("wide"), "weights": wide.tolist()},
        "untrained": {"words": words("tired"), "weights": untrained[0].tolist()},
        "seeds": len(SEEDS),
        "control_seed": SEEDS[0],
        "even_share": 1 / tired.shape[1],
        "mean_largest": float(tired.max(axis=-1).mean()),
        **_before_training(untrained, tired[:, last].mean(), last),
        **_on_ending(tired, wide, heads),
        "second_layer_change": float(np.abs(tired - wide)[-heads:].sum(axis=-1).max() / 2),
    }


def _on_ending(tired: np.ndarray, wide: np.ndarray, heads: int) -> Values:
    """The head that looks most at the last word, and how many do so first in the last layer."""
    last = tired.shape[1] - 1
    most = int(tired[:, last].argmax())
    both = (tired.argmax(axis=-1) == last) & (wide.argmax(axis=-1) == last)
    return {
        "layer_two_most_on_ending": int(both[-heads:].sum()),
        "reads_ending": {
            "layer": most // heads + 1,
            "head": most % heads + 1,
            "tired": float(tired[most, last]),
            "wide": float(wide[most, last]),
        },
        "ending_over_even": float(tired[most, last] * tired.shape[1]),
    }


def _before_training(untrained: np.ndarray, on_last: float, last: int) -> Values:
    """How evenly the heads of untrained models look, and how much at the last word."""
    largest, there = untrained.max(axis=-1).mean(axis=-1), untrained[..., last].mean(axis=-1)
    return {
        "untrained_highest_mean_largest": float(largest.max()),
        "untrained_lowest_mean_largest": float(largest.min()),
        "untrained_mean_on_last": float(there.mean()),
        "untrained_at_least_as_much_on_last": int((there >= on_last).sum()),
    }


def alt(v: Values) -> str:
    most = (most_on(v["tired"]["words"], row) for row in v["tired"]["weights"])
    parts = ", ".join(f"{name} {largest}" for name, largest in zip(v["names"], most, strict=True))
    return (
        f"The weights of it on {len(v['tired']['words'])} words in {len(v['names'])} heads, for "
        f"the endings {' and '.join(ENDINGS)} and for an untrained model. Largest in the "
        f"first sentence, by layer and head: {parts}. In the untrained model the largest is "
        f"{np.max(v['untrained']['weights']):.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    titles = {
        "tired": "… because it was too tired",
        "wide": "… because it was too wide",
        "untrained": f"the tired sentence, never trained (seed {v['control_seed']})",
    }
    cells = Cells(page.pick((36, 22), (21, 20)), digits=None)
    grids = []
    for key, title in titles.items():
        around = Words(v["names"], v[key]["words"], "head", "it looks at")
        grids.append(Grid(v[key]["weights"], around, cells, title))
    figure, ax, drawn = matrices(page, grids, across=(1, 1), edge=page.pick(16, 8))
    for key, grid in zip(titles, drawn, strict=True):
        number_largest(ax, grid, v[key]["weights"], v["animal"])
    return figure
