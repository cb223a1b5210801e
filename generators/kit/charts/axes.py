"""The two axes of a plot: their titles, spans and ticks, said in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes

from generators.kit.charts.lines import axis_titles

# Numbers, or numbers with the words that stand for them.
Ticks = Sequence[float] | Mapping[int, str] | Mapping[float, str]


def tick_words(ticks: Ticks) -> dict[float, str]:
    """What is written at each tick: its words, else the number."""
    if isinstance(ticks, Mapping):
        return {tick: words for tick, words in ticks.items()}  # noqa: C416  (keys of either kind)
    return {tick: f"{tick:g}" for tick in ticks}


@dataclass(frozen=True)
class Axis:
    """One axis: what it counts, from where to where, and where it is marked.

    `ticks` are numbers, or numbers with the words that stand for them; `log` is the base of a
    logarithmic axis. What is left out, matplotlib chooses.
    """

    title: str = ""
    span: tuple[float, float] | None = None
    ticks: Ticks | None = None
    log: float | None = None


def set_axes(ax: Axes, x: Axis, y: Axis) -> None:
    """Give a plot its axes; call it before label_lines, which reads the final limits."""
    _set(ax, "x", x)
    _set(ax, "y", y)
    axis_titles(ax, x.title, y.title)


def _set(ax: Axes, which: Literal["x", "y"], axis: Axis) -> None:
    if axis.log is not None:
        (ax.set_xscale if which == "x" else ax.set_yscale)("log", base=axis.log)
    if axis.span is not None:
        (ax.set_xlim if which == "x" else ax.set_ylim)(*axis.span)
    if axis.ticks is not None:
        # Matplotlib writes plain numbers as it likes, but on a logarithmic axis as powers.
        said = isinstance(axis.ticks, Mapping) or axis.log is not None
        labels = list(tick_words(axis.ticks).values()) if said else None
        (ax.set_xticks if which == "x" else ax.set_yticks)(list(axis.ticks), labels)
