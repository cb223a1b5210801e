"""One model, two languages: the rows that write il and es, where least and where most alike."""

import numpy as np

from experiments.second_language.recipe import TOKENS
from experiments.translator.recipe import ENDINGS
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import fan, titled
from generators.kit.needs import needs
from generators.kit.phrases import most_on
from generators.pipeline import results

LINE = 20.0  # px from one word to the next
TITLES = {"least": "least alike", "most": "most alike"}


def values() -> Values:
    """The sentence with the first ending; trainings chosen by what their rows have in common."""
    both = results.read("second_language")["both"]
    alike = sorted(both, key=lambda one: float(one["trained"]["overlap"]["same_head"]))
    return {name: _sides(one) for name, one in zip(TITLES, (alike[0], alike[-1]), strict=True)}


def _sides(training: Values) -> Values:
    """Each language: the mean of all layers and heads, and the pronoun that was written."""
    found: Values = {}
    for one in training["running"]:
        if one["english"][-1] == ENDINGS[0]:
            needs(len(one["written"]) > one["place"], "a German sentence as long as the right one")
            found[one["language"]] = {
                "english": one["english"],
                "writes": one["written"][one["place"]],
                "weights": np.mean(one["rows"], axis=(0, 1)).round(4).tolist(),
            }
    return found


def alt(v: Values) -> str:
    parts = [
        f"{TITLES[name]}, {side['writes']}: {most_on(side['english'], side['weights'])}"
        for name, sides in v.items()
        for side in sides.values()
    ]
    return (
        "From the French and from the German pronoun, lines to the English words, as wide as the "
        f"attention weights. Largest, mean of all heads: {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    n_words = max(len(side["english"]) for sides in v.values() for side in sides.values())
    size = (page.pick(164.0, 156.0), 24 + LINE * n_words)
    figure, ax, boxes = page.panels(len(v) * len(TOKENS), size, across=(0, 2), gap=12)
    shown = [(name, language) for name in v for language in TOKENS]
    for box, (name, language) in zip(boxes, shown, strict=True):
        side = v[name][language]
        below = titled(ax, box, f"{TITLES[name]}: {language}")
        fan(ax, below, side["writes"], side["english"], side["weights"])
    return figure
