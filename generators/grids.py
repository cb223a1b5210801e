"""The marks made of numbers: vector, matrix, the key of the weight scale, and honest rounding."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from generators.shapes import Box, write
from generators.theme import (
    GRID,
    INK,
    MASKED,
    NEGATIVE,
    POSITIVE,
    ROLES,
    SMALL,
    signed_text,
)

SIGNED_STRENGTH = 0.5  # the largest signed number is half its colour: INK stays legible on it
PRINT_UP_TO = 8  # rows and columns; beyond this the colours alone are read
PRINT_FROM = 28  # px, the narrowest cell that can hold a number
ONE_BY_ONE = 24  # larger arrays are drawn as few compound paths, not a patch a cell
LEVELS = 40  # shades of a compound drawing


def contrast(first: Sequence[float], second: Sequence[float]) -> float:
    """WCAG 2 contrast ratio of two opaque colours, each (red, green, blue) in 0..1."""
    light = []
    for colour in (first, second):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        light.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(light) + 0.05) / (min(light) + 0.05)


def over(role: str, alpha: float, theme: int, below: Sequence[float] | None = None) -> list[float]:
    """The colour of a role (its name) at this opacity over `below` (PANEL), as browsers mix it."""
    colours = [ROLES[role][theme], ROLES["PANEL"][theme]]
    top, panel = ([int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)] for text in colours)
    ground = panel if below is None else below
    return [alpha * a + (1 - alpha) * b for a, b in zip(top, ground, strict=True)]


@cache
def number_style(role: str, alpha: float) -> tuple[str, str, float]:
    """How to print a number on `role` at this opacity so that both themes reach 4.5 : 1.

    Returns (text role, halo role, halo opacity). Around the middle of the scale neither INK nor
    PANEL is enough in both themes; there a faint halo moves the ground a little away from the
    text: towards PANEL under INK, towards the full role under PANEL.
    """
    for halo in np.linspace(0, 1, 51):
        for text, ground in (("INK", "PANEL"), ("PANEL", role)):
            if all(
                contrast(over(text, 1, theme), over(ground, halo, theme, over(role, alpha, theme)))
                >= 4.55
                for theme in (0, 1)
            ):
                return text, ground, float(halo)
    raise ValueError(f"no legible number on {role} at opacity {alpha}")


def role_name(colour: str) -> str:
    """The name of a role constant. Raises ValueError for any other colour."""
    for name, (light, _) in ROLES.items():
        if light == colour:
            return name
    raise ValueError(f"{colour} is not a role of the theme")


def printed(weights: Any, digits: int = 2) -> np.ndarray:
    """Round each distribution along the last axis so that what is printed sums to exactly 1.

    Largest remainder: round all down, then give the missing units to the largest remainders.
    Every number moves by less than one unit of the last digit; exact zeros stay zero.
    Raises ValueError if a weight is negative or a row does not sum to 1 (to 1e-3).
    """
    array = np.asarray(weights, dtype=np.float64)
    totals = array.sum(axis=-1, keepdims=True)
    if (array < 0).any() or not np.all(np.abs(totals - 1) < 1e-3):
        raise ValueError("printed() needs rows of weights >= 0 that sum to 1")
    units = 10**digits
    exact = array / totals * units
    whole = np.floor(exact + 1e-9)  # 0.29 * 100 is 28.999999999999996
    missing = np.rint(units - whole.sum(axis=-1, keepdims=True))
    remainder = np.where(array == 0, -1.0, exact - whole)
    rank = np.argsort(np.argsort(-remainder, axis=-1, kind="stable"), axis=-1, kind="stable")
    return np.round((whole + (rank < missing)) / units, digits)


@dataclass(frozen=True)
class Vector(Box):
    """A strip of cells; `cells[i]` is the i-th, with its artists."""

    cells: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Matrix(Box):
    """A matrix: the box holds everything, `grid` the cells alone."""

    grid: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    cells: tuple[tuple[Box, ...], ...] = field(default=(), repr=False)
    row_boxes: tuple[Box, ...] = field(default=(), repr=False)
    column_boxes: tuple[Box, ...] = field(default=(), repr=False)


def _shade(number: float, scale: str, limit: float, role: str) -> tuple[str, float]:
    """Colour and opacity of a cell: one fixed scale for weights, one centred on zero for signed."""
    if scale == "weight":
        return role, float(np.clip(number, 0, 1))
    if scale == "signed":
        share = min(abs(number) / limit, 1.0) if limit > 0 else 0.0
        return POSITIVE if number >= 0 else NEGATIVE, SIGNED_STRENGTH * share
    if scale == "plain":
        return role, 0.0
    raise ValueError(f'scale must be "weight", "signed" or "plain", not {scale!r}')


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


def _cell(
    ax: Axes, box: Box, colour: str, alpha: float, text: str, size: float, **style: Any
) -> Box:
    artists: list[Any] = []
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
        if kind == "fill":
            patch.set_alpha(alpha)
        artists.append(ax.add_patch(patch))
    if text:
        artists.append(_number(ax, box, text, colour, alpha, size, **style))
    return Box(box.left, box.top, box.width, box.height, tuple(artists))


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
            _shade(number, "signed", limit, role)
            if signed
            else (role, SIGNED_STRENGTH * min(abs(number) / limit, 1.0) if limit else 0.0)
        )
        cells.append(_cell(ax, box, colour, alpha, signed_text(number, digits), size, **style))
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


def _bar_cell(ax: Axes, box: Box, share: float, role: str, **style: Any) -> Box:
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
    return Box(box.left, box.top, box.width, box.height, (bar, line))


def _hatch(ax: Axes, boxes: Sequence[Box], spacing: float = 6, **style: Any) -> PathPatch:
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


def _compound(
    ax: Axes, boxes: list[list[Box]], shades: list[list[tuple[str, float]]], **style: Any
):
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
