"""Every head of the translator's decoder on the running sentence, as `model_view` draws it."""

import explainer
from explainer import pictures
from generators.figures._shared.head_statistics import SENTENCE
from generators.figures.your_own_model._page import looked, of_values, to_values
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW, WIDE


def values() -> Values:
    seen = looked(explainer.load("translator"), SENTENCE.split())["decoder"]
    return {**to_values(seen), "heads": sum(map(len, seen.layers))}


def alt(v: Values) -> str:
    return pictures.model_view(of_values(v)).alt


def draw(v: Values, page: Page) -> Figure:
    return pictures.model_view(of_values(v), page.pick(WIDE, NARROW)).figure
