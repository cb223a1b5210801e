"""Curves over one axis, each with the band of its seeds, labelled at the end: no legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from generators.kit.charts.lines import label_lines
from generators.kit.theme import LABEL, RESIDUAL


@dataclass(frozen=True)
class Curve:
    """One labelled line; `least` and `most` over the seeds make its band."""

    label: str
    y: Sequence[float]
    least: Sequence[float] = ()
    most: Sequence[float] = ()
    role: str = RESIDUAL
    dash: str = "-"  # a line style of matplotlib
    width: float = 2.0
    marker: str = ""


def curves(
    ax: Axes, x: Sequence[float], lines: Sequence[Curve], size: float = LABEL, gap: float = 8
) -> None:
    """Draw the lines over the same x and name each where it ends, `gap` px beside it.

    Set the axes first: the names are moved apart within the plot's final limits. The right margin
    of the plot must hold them; a line without a label gets none.

    Raises:
        ValueError: names the curve whose points are not as many as `x`.
    """
    drawn = []
    for line in lines:
        if len(line.y) != len(x):
            raise ValueError(f"{line.label!r} has {len(line.y)} points over {len(x)} of x")
        if line.least:
            ax.fill_between(x, line.least, line.most, color=line.role, alpha=0.15, linewidth=0)
        (path,) = ax.plot(
            x,
            line.y,
            color=line.role,
            linestyle=line.dash,
            linewidth=line.width,
            marker=line.marker or None,
        )
        drawn.append(path)
    named = [(path, line.label) for path, line in zip(drawn, lines, strict=True) if line.label]
    label_lines(ax, [path for path, _ in named], [label for _, label in named], size, gap)
