"""All self-attention heads of the decoder on the translation it writes."""

from generators.figures.multi_head_attention import _page
from generators.kit.figure import Figure, Page, Values

KIND = "decoder self-attention"
QUOTED = ("named",)


def values() -> Values:
    return _page.values(KIND, QUOTED)


def alt(v: Values) -> str:
    return _page.alt(v, KIND)


def draw(v: Values, page: Page) -> Figure:
    return _page.draw(v, page)
