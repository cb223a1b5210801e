"""The map of the model with the comparison of training lit."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures._shared import component_drawing, component_map


def values() -> dict[str, Any]:
    return component_drawing.values("training")


def alt(v: dict[str, Any]) -> str:
    return component_drawing.alt(v)


def draw(v: dict[str, Any]) -> Figure:
    return component_drawing.draw(v)


def narrow(v: dict[str, Any]) -> Figure:
    return component_drawing.draw(v, component_map.NARROW)


def links(v: dict[str, Any]) -> list[list[Any]]:
    return list(v["areas"])


def narrow_links(v: dict[str, Any]) -> list[list[Any]]:
    return list(v["narrow_areas"])
