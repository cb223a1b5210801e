"""What was measured on the heads of a published encoder, as several figures read it."""

from functools import cache
from typing import Any

from matplotlib.axes import Axes

from generators.kit.theme import INK, NEUTRAL, PANEL, SMALL
from generators.kit.values import Values
from generators.pipeline.results import read

KINDS = ("all", "meaning", "situation")
TITLES = {"all": "all pairs", "meaning": "meaning decides", "situation": "situation decides"}
MARKS = (
    ("meaning", NEUTRAL[0], NEUTRAL[0]),
    ("situation", NEUTRAL[1], PANEL),
)  # kind, edge, face of its dots
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


def legend(ax: Axes, up: float) -> None:
    """The marks of both kinds, `up` px above the plot, each with its words beside it."""
    frame = ax.get_window_extent()
    for x, (kind, edge, face) in zip((6, 126), MARKS, strict=True):
        place = [x / frame.width], [1 + (up + 4) / frame.height]
        dots(ax, *place, edge, face, transform=ax.transAxes)
        ax.annotate(
            TITLES[kind],
            (0, 1),
            xytext=(x + 9, up),
            xycoords="axes fraction",
            textcoords="offset points",
            color=INK,
            fontsize=SMALL,
        )
