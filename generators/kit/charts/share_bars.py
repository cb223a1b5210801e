"""Bars that split a whole into its parts, one bar for each model, with its total beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.kit.marks import number_style, write
from generators.kit.scales import role_name
from generators.kit.theme import (
    ENCODER,
    GRID,
    INK,
    LABEL,
    MUTED,
    RESIDUAL,
    ROLES,
    SMALL,
    WEIGHT,
    canvas,
    measure,
)

# part -> (words, role, opacity)
LOOKS = {
    "embeddings": ("embeddings", RESIDUAL, 0.35),
    "output": ("output projection", RESIDUAL, 0.35),
    "attention": ("attention", WEIGHT, 0.85),
    "projections": ("attention: projections", WEIGHT, 0.85),
    "scores": ("attention: scores, mixing", WEIGHT, 0.4),
    "feed_forward": ("feed-forward", ENCODER, 0.8),
    "patches": ("patch embedding", GRID, 1.0),
    "rest": ("all else", GRID, 1.0),
}
ROW, BAR, MARGIN = 46.0, 18.0, 14.0


@dataclass(frozen=True)
class Row:
    """One model: its name, the share of each part, the words at the right end of the line."""

    name: str
    shares: Mapping[str, float]
    total: str


def bars(rows: Sequence[Row], parts: Sequence[str], width: float) -> Figure:
    """All rows under one key; the share stands in each part that has room for it."""
    key = _key_lines(parts, width)
    top = 16 + 20 * len(key)
    figure, ax = canvas(width, top + ROW * len(rows) + 10)
    for line, names in enumerate(key):
        x = MARGIN
        for part in names:
            text, role, alpha = LOOKS[part]
            _box(ax, x, 12 + 20 * line, 12, 12, role, alpha)
            write(ax, x + 18, 18 + 20 * line, text, MUTED, SMALL)
            x += 18 + measure(text, SMALL)[0] + 18
    for index, row in enumerate(rows):
        _row(ax, top + 8 + index * ROW, row, parts, width)
    return figure


def _key_lines(parts: Sequence[str], width: float) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    used = MARGIN
    for part in parts:
        needed = 36 + measure(LOOKS[part][0], SMALL)[0]
        if lines[-1] and used + needed > width:
            lines.append([])
            used = MARGIN
        lines[-1].append(part)
        used += needed
    return lines


def _row(ax: Axes, y: float, row: Row, parts: Sequence[str], width: float) -> None:
    size = LABEL if width > 400 else SMALL
    write(ax, MARGIN, y + 8, row.name, INK, size, weight="semibold")
    write(ax, width - MARGIN, y + 8, row.total, MUTED, SMALL, align="right")
    x, whole = MARGIN, width - 2 * MARGIN
    for part in parts:
        wide = row.shares[part] * whole
        if wide <= 0:
            continue
        _, role, alpha = LOOKS[part]
        _box(ax, x, y + 19, max(wide - 1, 0.5), BAR, role, alpha)
        text = f"{100 * row.shares[part]:.0f}%"
        if wide > measure(text, SMALL)[0] + 6 and role != GRID:
            name, _, _ = number_style(role_name(role), alpha)
            write(ax, x + wide / 2, y + 19 + BAR / 2, text, ROLES[name][0], SMALL, align="centre")
        x += wide


def _box(
    ax: Axes, x: float, y: float, width: float, height: float, role: str, alpha: float
) -> None:
    ax.add_patch(
        Rectangle((x, y), width, height, facecolor=role, alpha=alpha, linewidth=0, zorder=2)
    )
