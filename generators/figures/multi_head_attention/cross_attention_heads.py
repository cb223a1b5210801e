"""All cross-attention heads: French words look at the English sentence."""

from generators.figures.multi_head_attention import _page
from generators.kit.figure import Figure, Page, Values

KIND = "cross-attention"
QUOTED = ("named", "sharpened", "mean_entropy", "untrained_mean_entropy", "overlap")


def values() -> Values:
    return _page.values(KIND, QUOTED)


def alt(v: Values) -> str:
    return _page.alt(v, KIND)


def draw(v: Values, page: Page) -> Figure:
    return _page.draw(v, page)
