"""All eight self-attention heads of the decoder on the translation it writes."""

from typing import Any

from matplotlib.figure import Figure

from generators import head_atlas

KIND = "decoder self-attention"


def values() -> dict[str, Any]:
    return head_atlas.values(KIND)


def alt(v: dict[str, Any]) -> str:
    return head_atlas.alt(v, KIND)


def draw(v: dict[str, Any]) -> Figure:
    return head_atlas.draw(v, cell=(9, 11), column_words=False)


def narrow(v: dict[str, Any]) -> Figure:
    return head_atlas.narrow(v, cell=(7.5, 11))
