"""What was measured on the heads of a published encoder, as several figures read it."""

from functools import cache
from typing import Any

from matplotlib.axes import Axes

from generators.kit.values import Values
from generators.pipeline.results import read

KINDS = ("all", "meaning", "situation")
ROWS = {"it": "it", "because": "because", "was": "was", "last": "the adjective"}


@cache
def measured() -> Values:
    """The results of the experiment."""
    return read("minilm")


def layer_and_head(number: int) -> dict[str, int]:
    """Where a head is, counted from 1."""
    per_layer = measured()["heads_per_layer"]
    return {"layer": number // per_layer + 1, "head": number % per_layer + 1}


def name(number: int) -> str:
    """How figures call a head: layer and head, counted from 1."""
    return "{layer}.{head}".format(**layer_and_head(number))


def dots(ax: Axes, x: list[float], y: list[float], edge: str, face: str, **style: Any) -> None:
    """Discs in the colours of one kind of pairs."""
    ax.plot(
        x,
        y,
        linestyle="none",
        marker="o",
        markersize=7,
        markerfacecolor=face,
        markeredgecolor=edge,
        markeredgewidth=1.5,
        clip_on=False,
        **({"zorder": 3} | style),
    )
