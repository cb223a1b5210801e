"""The marks that join and count: step, link, arrow, bracket, share bar, progress."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, PathPatch, Rectangle
from matplotlib.path import Path

from explainer.drawing.marks.readable_lines import note_lines
from explainer.drawing.marks.shapes import Box, Point, enclosing, write
from explainer.drawing.theme import GRID, INK, LABEL, MUTED, PANEL, SMALL, TITLE, WEIGHT, measure

WIDEST = 10.0  # px of a line whose weight is 1


@dataclass(frozen=True)
class Link:
    """A line from one point to another whose width is the weight."""

    start: Point
    end: Point
    weight: float
    artists: tuple[Artist, ...] = field(default=(), repr=False)

    def show(self, visible: bool = True) -> None:
        """Show or hide the line."""
        for artist in self.artists:
            artist.set_visible(visible)


@dataclass(frozen=True)
class Progress(Box):
    """Stage dots; `set(done)` fills the dots up to the current stage."""

    def set(self, done: int) -> None:
        """Make `done` (counted from 0) the current stage."""
        for index, dot in enumerate(self.artists):
            assert isinstance(dot, Circle)
            dot.set_facecolor(INK if index <= done else PANEL)
            dot.set_edgecolor(INK if index <= done else MUTED)
            dot.set_radius(5 if index == done else 3.5)


def step(
    ax: Axes, x: float, y: float, number: int | str, title: str, role: str = INK, **style: Any
) -> Box:
    """A numbered stage: a disc with the number and the title beside it, 24 px high."""
    disc = Circle((x + 12, y + 12), 11.5, facecolor=role, linewidth=0, **({"zorder": 3} | style))
    ax.add_patch(disc)
    digit = write(
        ax, x + 12, y + 12, str(number), PANEL, LABEL, weight="semibold", align="centre", **style
    )
    head = write(ax, x + 34, y + 12, title, role, TITLE, weight="semibold", **style)
    width = 34 + measure(title, TITLE, weight="semibold")[0]
    return Box(x, y, width, 24, (disc, digit, head))


def _path(start: Point, end: Point, curved: bool, axis: str | None) -> Path:
    (x0, y0), (x1, y1) = start, end
    if not curved:
        return Path([start, end], [Path.MOVETO, Path.LINETO])
    axis = axis or ("vertical" if abs(y1 - y0) >= 0.3 * abs(x1 - x0) else "horizontal")
    if axis == "vertical":
        controls = [(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)]
    else:
        controls = [((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)]
    return Path([start, *controls, end], [Path.MOVETO, *[Path.CURVE4] * 3])


def link(
    ax: Axes,
    start: Point,
    end: Point,
    weight: float,
    role: str = WEIGHT,
    curved: bool = True,
    minimum: float = 0.02,
    widest: float = WIDEST,
    axis: str | None = None,
    **style: Any,
) -> Link:
    """A line whose width is the weight (1 is `widest` px); weights under `minimum` draw nothing."""
    if weight < minimum:
        return Link(start, end, weight)
    line = PathPatch(
        _path(start, end, curved, axis),
        facecolor="none",
        edgecolor=role,
        linewidth=widest * weight,
        capstyle="butt",
        **({"zorder": 1 + min(weight, 1.0), "alpha": 0.3 + 0.55 * min(weight, 1.0)} | style),
    )
    ax.add_patch(line)
    return Link(start, end, weight, (line,))


def links(
    ax: Axes,
    boxes_from: Sequence[Box],
    boxes_to: Sequence[Box],
    weights: Any,
    threshold: float = 0.02,
    **style: Any,
) -> tuple[tuple[Link, ...], ...]:
    """One link for every weight [from, to]; boxes are joined at the edges that face each other.

    Returns links[i][j]; those under the threshold have no artists.
    """
    array = np.asarray(weights, dtype=float)
    if array.shape != (len(boxes_from), len(boxes_to)):
        raise ValueError(f"weights {array.shape} do not fit {len(boxes_from)} x {len(boxes_to)}")
    all_from, all_to = enclosing(boxes_from), enclosing(boxes_to)
    if all_from.bottom <= all_to.top:
        sides = ("south", "north")
    elif all_to.bottom <= all_from.top:
        sides = ("north", "south")
    else:
        sides = ("east", "west") if all_from.centre[0] < all_to.centre[0] else ("west", "east")
    upright = "north" in sides
    note_lines(ax, boxes_from, boxes_to, array, threshold, style.get("widest", WIDEST), upright)
    style = {"axis": "vertical" if upright else "horizontal", **style}
    return tuple(
        tuple(
            link(
                ax,
                getattr(source, sides[0]),
                getattr(target, sides[1]),
                float(array[i, j]),
                minimum=threshold,
                **style,
            )
            for j, target in enumerate(boxes_to)
        )
        for i, source in enumerate(boxes_from)
    )


def arrow(
    ax: Axes,
    start: Point,
    end: Point,
    role: str = INK,
    bend: float = 0.0,
    width: float = 1.5,
    **style: Any,
) -> Link:
    """An arrow; `bend` curves it (0.2 is a gentle arc, the sign chooses the side)."""
    patch = FancyArrowPatch(
        start,
        end,
        arrowstyle=f"-|>,head_length={0.36 * (6 + width) / 6},head_width={0.17 * (6 + width) / 6}",
        connectionstyle=f"arc3,rad={bend}",
        mutation_scale=16,
        shrinkA=0,
        shrinkB=0,
        color=role,
        linewidth=width,
        **({"zorder": 4} | style),
    )
    ax.add_patch(patch)
    return Link(start, end, 1.0, (patch,))


def bracket(
    ax: Axes,
    start: float,
    end: float,
    at: float,
    text: str = "",
    side: str = "bottom",
    role: str = MUTED,
    size: float = SMALL,
    **style: Any,
) -> Box:
    """A bracket from start to end, opening away from its text.

    side "bottom"/"top": start and end are x, `at` is the y of the open ends, the text lies below
    (above); side "left"/"right": start and end are y, `at` is an x.
    """
    depth, middle = 6.0, (start + end) / 2
    outward = depth if side in ("bottom", "right") else -depth
    points = [(start, at), (start, at + outward), (end, at + outward), (end, at)]
    flat = side in ("bottom", "top")
    line = PathPatch(
        Path(points if flat else [(b, a) for a, b in points]),
        facecolor="none",
        edgecolor=role,
        linewidth=1.25,
        **style,
    )
    ax.add_patch(line)
    width, text_height = measure(text, size)[0] if text else 0.0, 1.4 * size if text else 0.0
    away = at + outward + np.sign(outward) * (text_height / 2 + 2 if flat else 6)
    align = "centre" if flat else ("left" if side == "right" else "right")
    x, y = (middle, away) if flat else (away, middle)
    artists: tuple[Artist, ...] = (line,)
    if text:
        artists += (write(ax, x, y, text, role, size, align=align, **style),)
    if flat:
        left, right = min(start, middle - width / 2), max(end, middle + width / 2)
        top = at if side == "bottom" else at - depth - 2 - text_height
        return Box(left, top, right - left, depth + 2 + text_height, artists)
    left = at if side == "right" else at - depth - 6 - width
    return Box(left, start, depth + 6 + width, end - start, artists)


def bar(
    ax: Axes,
    x: float,
    y: float,
    share: float,
    width: float = 160,
    height: float = 14,
    role: str = WEIGHT,
    text: str | None = None,
    size: float = SMALL,
    **style: Any,
) -> Box:
    """A share between 0 and 1 as a filled part of a track of `width` px, its number beside it."""
    if not 0 <= share <= 1 + 1e-9:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    label = f"{share:.2f}" if text is None else text
    track = Rectangle((x, y), width, height, facecolor=GRID, alpha=0.5, linewidth=0, **style)
    part = Rectangle(
        (x, y), width * share, height, facecolor=role, linewidth=0, **({"zorder": 2} | style)
    )
    ax.add_patch(track)
    ax.add_patch(part)
    number = write(ax, x + width + 8, y + height / 2, label, INK, size, **style)
    total = width + 8 + measure(label, size)[0] if label else width
    return Box(x, y, total, height, (track, part, number))


def progress(ax: Axes, done: int, total: int, animated: bool = True, **style: Any) -> Progress:
    """The visible progress of an animation: one dot a stage, centred 14 px above the bottom."""
    width, height = ax.get_xlim()[1], ax.get_ylim()[0]
    gap, y = 18.0, height - 14
    first = width / 2 - gap * (total - 1) / 2
    dots = tuple(
        Circle((first + index * gap, y), 3.5, linewidth=1.25, animated=animated, zorder=6, **style)
        for index in range(total)
    )
    for dot in dots:
        ax.add_patch(dot)
    mark = Progress(first - 6, y - 6, gap * (total - 1) + 12, 12, dots)
    mark.set(done)
    return mark
