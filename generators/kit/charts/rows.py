"""Rows with a name and a number between two ends: dots, one a seed, or bars with seed ticks.

Names stand beside the rows, on a phone above them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from generators.kit import theme
from generators.kit.charts.axes import Ticks, tick_words
from generators.kit.layout import Page
from generators.kit.marks import bar, write
from generators.kit.sizes import LABEL, NARROW, SMALL

EDGE = 12.0  # px on all sides
KEY = 30.0  # px above the rows for what the dots mean
DOT = 4.5  # px, the radius of a dot


@dataclass(frozen=True)
class DotRow:
    """A named row of dots: filled ones, open ones, or both, one above the other."""

    label: str
    filled: Sequence[float] = ()
    open: Sequence[float] = ()
    role: str = theme.RESIDUAL


@dataclass(frozen=True)
class BarRow:
    """A named bar of a share between 0 and 1, its number as text, a tick for each seed."""

    label: str
    share: float
    text: str
    each: Sequence[float] = ()
    role: str = theme.RESIDUAL


@dataclass(frozen=True)
class Scale:
    """What a row's numbers lie on: its two ends and its ticks with their words.

    The first tick is the level to compare with (chance, the whole model): it is drawn stronger.
    """

    span: tuple[float, float] = (0.0, 1.0)
    ticks: Ticks = ()

    def place(self, number: float) -> float:
        """Where `number` lies between the ends, 0 to 1."""
        low, high = self.span
        return (number - low) / (high - low)


def dot_rows(
    page: Page, rows: Sequence[DotRow], scale: Scale, key: Sequence[str] = (), width: float = 600
) -> Figure:
    """Rows of dots on a common scale; `key` says what filled and, if there are any, open ones mean.

    Raises:
        ValueError: names the row that has a number beyond the scale.
    """
    for row in rows:
        outside = [n for n in (*row.filled, *row.open) if not 0 <= scale.place(n) <= 1]
        if outside:
            raise ValueError(f"row {row.label!r}: {outside[0]} lies beyond the scale {scale.span}")
    pitch = page.pick(38.0, 56.0)
    top = EDGE + (KEY if key else 0)
    left, reach, whole = _columns(page, [row.label for row in rows], width)
    figure, ax = theme.canvas(whole, top + pitch * len(rows) + 34)
    _key(ax, key)
    _ticks(ax, scale, (left, top), reach, pitch, len(rows), above=page.pick(0, 24))
    for index, row in enumerate(rows):
        middle = top + pitch * (index + page.pick(0.4, 0.58))
        _name(ax, page, left, middle, row.label)
        shift = 6 if row.filled and row.open else 0
        for numbers, filled, down in ((row.filled, True, -shift), (row.open, False, shift)):
            for number in numbers:
                _dot(ax, left + reach * scale.place(number), middle + down, filled, row.role)
    return figure


def bar_rows(page: Page, rows: Sequence[BarRow], note: str = "", width: float = 560) -> Figure:
    """Bars of shares under each other; `note` stands below them (what the ticks are)."""
    pitch = page.pick(38.0, 52.0)
    left, reach, whole = _columns(page, [row.label for row in rows], width)
    reach -= max(theme.measure(row.text, LABEL)[0] for row in rows) + 8
    figure, ax = theme.canvas(whole, 2 * EDGE + pitch * len(rows) + (18 if note else 0))
    for index, row in enumerate(rows):
        middle = EDGE + pitch * (index + page.pick(0.5, 0.64))
        _name(ax, page, left, middle, row.label)
        bar(ax, left, middle - 9, row.share, reach, 18, row.role, row.text, LABEL)
        for seed in row.each:
            at = left + reach * seed
            ax.plot([at, at], [middle - 12, middle + 12], color=theme.INK, linewidth=1.5, zorder=4)
    if note:
        write(ax, left, EDGE + pitch * len(rows) + 12, note, theme.MUTED, SMALL)
    return figure


def _columns(page: Page, labels: Sequence[str], width: float) -> tuple[float, float, float]:
    """Left end and length of the rows, and the width of the picture."""
    names = max(theme.measure(label, LABEL)[0] for label in labels)
    whole = page.pick(width, NARROW)
    left = page.pick(EDGE + names + 16, EDGE + DOT)
    return left, whole - left - EDGE - DOT, whole


def _name(ax: Axes, page: Page, left: float, middle: float, label: str) -> None:
    if page.narrow:
        write(ax, EDGE, middle - 24, label)
    else:
        write(ax, left - 14, middle, label, align="right")


def _dot(ax: Axes, x: float, y: float, filled: bool, role: str) -> None:
    face = role if filled else theme.PANEL
    dot = Circle((x, y), DOT, facecolor=face, edgecolor=role, linewidth=1.5, zorder=4)
    ax.add_patch(dot)


def _key(ax: Axes, key: Sequence[str]) -> None:
    x = EDGE + DOT
    for text, filled in zip(key, (True, False), strict=False):
        _dot(ax, x, EDGE + 8, filled, theme.RESIDUAL)
        write(ax, x + 12, EDGE + 8, text, theme.INK, SMALL)
        x += 40 + theme.measure(text, SMALL)[0]


def _ticks(
    ax: Axes,
    scale: Scale,
    corner: tuple[float, float],
    reach: float,
    pitch: float,
    n_rows: int,
    above: float,
) -> None:
    """Lines through all rows, interrupted where a name stands `above` a row, words under them."""
    left, top = corner
    bottom = top + pitch * n_rows
    whole = left + reach + EDGE + DOT
    for number, (tick, text) in enumerate(tick_words(scale.ticks).items()):
        x = left + reach * scale.place(tick)
        for row in range(n_rows):
            start = top + pitch * row + above
            colour = theme.GRID if number else theme.MASKED
            ax.plot([x, x], [start, top + pitch * (row + 1)], color=colour, linewidth=1)
        half = theme.measure(text, SMALL)[0] / 2
        at = min(max(x, EDGE + half), whole - EDGE / 2 - half)  # words stay inside the picture
        write(ax, at, bottom + 14, text, theme.MUTED, SMALL, align="centre")
