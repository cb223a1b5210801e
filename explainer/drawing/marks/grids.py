"""The cell in its three forms (number, bar, hatched) and the vector, a strip of cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib import patheffects
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from explainer.drawing.marks.shapes import Box, write
from explainer.drawing.scales import SIGNED_STRENGTH, number_style, role_name, shade
from explainer.drawing.theme import GRID, INK, MASKED, PANEL, ROLES, SMALL, signed_text

PRINT_UP_TO = 64  # numbers in a matrix; beyond this the colours alone are read
PRINT_FROM = 28  # px, the narrowest cell that can hold a number
ONE_BY_ONE = 24  # larger arrays are drawn as few compound paths, not a patch a cell
LEVELS = 40  # shades of a compound drawing


@dataclass(frozen=True)
class Cell(Box):
    """One number: its fill (opacity is the number) and its text, None where nothing is printed."""

    fill: Rectangle | None = field(default=None, repr=False)
    number: Text | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Vector(Box):
    """A strip of cells; `cells[i]` is the i-th, with its artists."""

    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Matrix(Box):
    """A matrix: the box holds everything, `grid` the cells alone."""

    grid: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    cells: tuple[tuple[Cell, ...], ...] = field(default=(), repr=False)
    row_boxes: tuple[Box, ...] = field(default=(), repr=False)
    column_boxes: tuple[Box, ...] = field(default=(), repr=False)


def _number(
    ax: Axes, box: Box, text: str, colour: str, alpha: float, size: float, **style: Any
) -> Text:
    name, halo, strength = number_style(role_name(colour), round(alpha, 3))
    x, y = box.centre
    artist = write(ax, x, y, text, ROLES[name][0], size, align="centre", **style)
    if strength:
        outline = patheffects.withStroke(linewidth=2.5, foreground=ROLES[halo][0], alpha=strength)
        artist.set_path_effects([outline])
    return artist


def draw_cell(
    ax: Axes, box: Box, colour: str, alpha: float, text: str, size: float, **style: Any
) -> Cell:
    """A framed cell filled with the colour at this opacity, its text legible in both themes."""
    patches: list[Rectangle] = []
    for inset, kind in ((1.0, "frame"), (0.5, "fill")):  # the fill covers the edge of the frame
        patch = Rectangle(
            (box.left + inset, box.top + inset),
            box.width - 2 * inset,
            box.height - 2 * inset,
            facecolor="none" if kind == "frame" else colour,
            edgecolor=GRID if kind == "frame" else "none",
            linewidth=1 if kind == "frame" else 0,
            **({"zorder": 2 if kind == "frame" else 2.1} | style),
        )
        ax.add_patch(patch)
        patches.append(patch)
    patches[1].set_alpha(alpha)
    number = _number(ax, box, text, colour, alpha, size, **style) if text else None
    artists: tuple[Artist, ...] = (*patches, number) if number else tuple(patches)
    return Cell(box.left, box.top, box.width, box.height, artists, patches[1], number)


def clear_ground(text: Text) -> None:
    """Keep strokes behind a text away from it."""
    text.set_path_effects([patheffects.withStroke(linewidth=4, foreground=PANEL)])


def vector(
    ax: Axes,
    x: float,
    y: float,
    numbers: Any,
    role: str = INK,
    digits: int | None = 2,
    cell: tuple[float, float] = (44, 28),
    signed: bool = True,
    orientation: str = "horizontal",
    limit: float | None = None,
    size: float = SMALL,
    **style: Any,
) -> Vector:
    """A strip of cells framed in the colour of its role.

    With digits the number is printed; shades are the signed scale up to `limit` (default: the
    largest absolute value) if `signed`, else the role's own colour with opacity number / limit.
    With digits=None the sign is drawn: a bar up or down from the middle line.
    """
    array = np.asarray(numbers, dtype=float)
    if array.ndim != 1:
        raise ValueError(f"a vector has one axis, not {array.ndim}")
    if orientation not in ("horizontal", "vertical"):
        raise ValueError(f'orientation must be "horizontal" or "vertical", not {orientation!r}')
    limit = float(np.abs(array).max(initial=0)) if limit is None else limit
    width, height = cell
    flat = orientation == "horizontal"
    cells = []
    for index, number in enumerate(array):
        box = Box(x + index * width * flat, y + index * height * (not flat), width, height)
        if digits is None:
            cells.append(_bar_cell(ax, box, number / limit if limit else 0.0, role, **style))
            continue
        colour, alpha = (
            shade(number, "signed", limit, role)
            if signed
            else (role, SIGNED_STRENGTH * min(abs(number) / limit, 1.0) if limit else 0.0)
        )
        cells.append(draw_cell(ax, box, colour, alpha, signed_text(number, digits), size, **style))
    total_width = width * (len(array) if flat else 1)
    total_height = height * (1 if flat else len(array))
    frame = Rectangle(
        (x, y),
        total_width,
        total_height,
        facecolor="none",
        edgecolor=role,
        linewidth=1.5,
        joinstyle="round",
        **({"zorder": 3} | style),
    )
    ax.add_patch(frame)
    artists = (frame, *(artist for box in cells for artist in box.artists))
    return Vector(x, y, total_width, total_height, artists, tuple(cells))


def strip(
    ax: Axes, box: Box, numbers: Any, role: str, limit: float | None = None, **style: Any
) -> Vector:
    """Many numbers as bars that fill the box, up (positive) or down from its middle line."""
    cell = (box.width / len(numbers), box.height)
    return vector(ax, box.left, box.top, numbers, role, None, cell, limit=limit, **style)


def _bar_cell(ax: Axes, box: Box, share: float, role: str, **style: Any) -> Cell:
    """A bar up (positive) or down (negative) from the middle line of the cell."""
    middle, reach = box.centre[1], (box.height / 2 - 2) * min(abs(share), 1.0)
    inset = 1.0 if box.width >= 5 else 0.25
    bar = Rectangle(
        (box.left + inset, middle - reach if share > 0 else middle),
        box.width - 2 * inset,
        reach,
        facecolor=role,
        linewidth=0,
        **({"zorder": 2.1} | style),
    )
    line = Rectangle(
        (box.left, middle - 0.5),
        box.width,
        1,
        facecolor=GRID,
        linewidth=0,
        **({"zorder": 2} | style),
    )
    ax.add_patch(line)
    ax.add_patch(bar)
    return Cell(box.left, box.top, box.width, box.height, (bar, line), bar)


def hatch(ax: Axes, boxes: Sequence[Box], spacing: float = 6, **style: Any) -> PathPatch:
    """Diagonal strokes in all these cells as one path: "may not look here"."""
    points: list[tuple[float, float]] = []
    for box in boxes:
        left, top = box.left + 1.5, box.top + 1.5
        width, height = box.width - 3, box.height - 3
        for offset in np.arange(spacing / 2, width + height, spacing):
            points.append((left + max(0.0, offset - height), top + min(offset, height)))
            points.append((left + min(offset, width), top + max(0.0, offset - width)))
    codes = [Path.MOVETO, Path.LINETO] * (len(points) // 2)
    patch = PathPatch(
        Path(points, codes),
        facecolor="none",
        edgecolor=MASKED,
        linewidth=1,
        **({"alpha": 0.55, "zorder": 2.2} | style),
    )
    ax.add_patch(patch)
    return patch


def compound(
    ax: Axes, boxes: list[list[Box]], shades: list[list[tuple[str, float]]], **style: Any
) -> tuple[Artist, ...]:
    """Large arrays: one path for each colour and shade, equal neighbours of a row merged."""
    runs: dict[tuple[str, int], list[tuple[float, float, float, float]]] = {}
    for box_row, shade_row in zip(boxes, shades, strict=True):
        start = 0
        levels = [(colour, round(alpha * LEVELS)) for colour, alpha in shade_row]
        for end in range(1, len(levels) + 1):
            if end < len(levels) and levels[end] == levels[start]:
                continue
            first, last = box_row[start], box_row[end - 1]
            if levels[start][1]:
                runs.setdefault(levels[start], []).append(
                    (first.left, first.top, last.right, first.bottom)
                )
            start = end
    patches = []
    for (colour, level), rectangles in sorted(runs.items()):
        vertices = [
            point
            for left, top, right, bottom in rectangles
            for point in [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        ]
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(rectangles)
        patch = PathPatch(
            Path(vertices, codes),
            facecolor=colour,
            linewidth=0,
            antialiased=False,  # neighbours of another shade must touch without a seam
            **({"zorder": 2.1, "alpha": level / LEVELS} | style),
        )
        patches.append(ax.add_patch(patch))
    return tuple(patches)
