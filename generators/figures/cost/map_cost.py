"""The map of the model with its three attentions lit."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures._shared import component_drawing, component_map
from generators.kit.values import Values


def values() -> Values:
    return component_drawing.values("cost")


def alt(v: Values) -> str:
    return component_drawing.alt(v)


def draw(v: Values) -> Figure:
    return component_drawing.draw(v)


def narrow(v: Values) -> Figure:
    return component_drawing.draw(v, component_map.NARROW)


def links(v: Values) -> list[list[Any]]:
    return list(v["areas"])


def narrow_links(v: Values) -> list[list[Any]]:
    return list(v["narrow_areas"])
