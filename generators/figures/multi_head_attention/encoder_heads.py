"""All heads of the encoder on the running sentence, none left out."""

from generators.figures.multi_head_attention import _page
from generators.kit.figure import Figure, Page, Values

KIND = "encoder self-attention"
QUOTED = (
    "named",
    "most_even",
    "layer_entropy",
    "untrained_layer_entropy",
    "overlap",
    "smallest_weight",
)


def values() -> Values:
    return _page.values(KIND, QUOTED)


def alt(v: Values) -> str:
    return _page.alt(v, KIND)


def draw(v: Values, page: Page) -> Figure:
    return _page.draw(v, page)
