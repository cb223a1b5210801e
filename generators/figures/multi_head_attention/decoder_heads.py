"""All self-attention heads of the decoder on the translation it writes."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures.multi_head_attention import _page
from generators.kit.layout import Page

KIND = "decoder self-attention"
QUOTED = ("named",)


def values() -> dict[str, Any]:
    return _page.values(KIND, QUOTED)


def alt(v: dict[str, Any]) -> str:
    return _page.alt(v, KIND)


def draw(v: dict[str, Any], page: Page) -> Figure:
    return _page.draw(v, page)
