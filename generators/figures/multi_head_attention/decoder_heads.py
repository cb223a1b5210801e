"""All eight self-attention heads of the decoder on the translation it writes."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures.multi_head_attention import _page

KIND = "decoder self-attention"


def values() -> dict[str, Any]:
    return _page.values(KIND)


def alt(v: dict[str, Any]) -> str:
    return _page.alt(v, KIND)


def draw(v: dict[str, Any]) -> Figure:
    return _page.draw(v, cell=(9, 11), column_words=False)


def narrow(v: dict[str, Any]) -> Figure:
    return _page.narrow(v, cell=(7.5, 11))
