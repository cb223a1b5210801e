"""All heads of the encoder on the running sentence, none left out."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures.multi_head_attention import _page
from generators.kit.layout import Page

KIND = "encoder self-attention"
QUOTED = (
    "named",
    "most_even",
    "layer_entropy",
    "untrained_layer_entropy",
    "overlap",
    "smallest_weight",
)


def values() -> dict[str, Any]:
    return _page.values(KIND, QUOTED)


def alt(v: dict[str, Any]) -> str:
    return _page.alt(v, KIND)


def draw(v: dict[str, Any], page: Page) -> Figure:
    return _page.draw(v, page)
