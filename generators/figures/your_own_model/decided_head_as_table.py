"""The least spread cross-attention head of the translator's last layer, as `heatmap` draws it."""

import explainer
from explainer import pictures
from generators.figures._shared.head_statistics import SENTENCE
from generators.figures.your_own_model._page import looked, most_decided, of_values, to_values
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW, WIDE


def values() -> Values:
    seen = looked(explainer.load("translator"), SENTENCE.split())["cross"]
    head = most_decided(seen)
    return {**to_values(seen), "head": head}


def alt(v: Values) -> str:
    return pictures.heatmap(of_values(v), -1, v["head"]).alt


def draw(v: Values, page: Page) -> Figure:
    return pictures.heatmap(of_values(v), -1, v["head"], width=page.pick(WIDE, NARROW)).figure
