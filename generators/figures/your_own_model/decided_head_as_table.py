"""The least spread cross-attention head of the translator's last layer, as `heatmap` draws it."""

from explainer import pictures
from generators.figures.your_own_model._page import decided_head, of_values
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW, WIDE


def values() -> Values:
    return decided_head()


def alt(v: Values) -> str:
    return pictures.heatmap(of_values(v), -1, v["head"]).alt


def draw(v: Values, page: Page) -> Figure:
    return pictures.heatmap(of_values(v), -1, v["head"], width=page.pick(WIDE, NARROW)).figure
