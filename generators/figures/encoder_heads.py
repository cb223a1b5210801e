"""All eight heads of the encoder on the running sentence, none left out."""

from typing import Any

from matplotlib.figure import Figure

from generators import head_atlas

KIND = "encoder self-attention"


def values() -> dict[str, Any]:
    return head_atlas.values(KIND)


def alt(v: dict[str, Any]) -> str:
    return head_atlas.alt(v, KIND)


def draw(v: dict[str, Any]) -> Figure:
    return head_atlas.draw(v, cell=(11, 11), column_words=True)


def narrow(v: dict[str, Any]) -> Figure:
    return head_atlas.narrow(v, cell=(9, 11))
