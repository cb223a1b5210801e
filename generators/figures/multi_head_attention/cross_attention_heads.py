"""All eight cross-attention heads: French words look at the English sentence."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures.multi_head_attention import _page

KIND = "cross-attention"


def values() -> dict[str, Any]:
    return _page.values(KIND)


def alt(v: dict[str, Any]) -> str:
    return _page.alt(v, KIND)


def draw(v: dict[str, Any]) -> Figure:
    return _page.draw(v, cell=(11, 11), column_words=True)


def narrow(v: dict[str, Any]) -> Figure:
    return _page.narrow(v, cell=(9, 11))
