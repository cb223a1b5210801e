"""Help for plots: titles where they are read, and lines labelled at their end, without legend."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

from generators.kit.theme import LABEL, MUTED, SMALL


def axis_titles(ax: Axes, x: str = "", y: str = "", size: float = SMALL) -> None:
    """The y title lies flat above the axis, the x title at the right end below the ticks."""
    if y:
        ax.annotate(
            y,
            (0, 1),
            xytext=(0, 12),
            xycoords="axes fraction",
            textcoords="offset points",
            color=MUTED,
            fontsize=size,
        )
    if x:
        ax.annotate(
            x,
            (1, 0),
            xytext=(0, -22 - size),
            xycoords="axes fraction",
            textcoords="offset points",
            color=MUTED,
            fontsize=size,
            ha="right",
        )


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions closest to the wanted ones that are `gap` apart, in order, between low and high.

    If they cannot all fit, the gap shrinks.
    """
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    # Blocks of touching labels, each centred on the mean of what its members want.
    blocks: list[tuple[float, list[int]]] = []
    for index in order:
        blocks.append((wanted[index], [index]))
        while len(blocks) > 1 and _top(blocks[-2], gap) + gap > _bottom(blocks[-1], gap):
            (_, upper), (_, lower) = blocks.pop(), blocks.pop()
            members = lower + upper
            blocks.append((sum(wanted[member] for member in members) / len(members), members))
    placed = [0.0] * len(wanted)
    for middle, members in blocks:
        for rank, member in enumerate(members):
            placed[member] = middle + (rank - (len(members) - 1) / 2) * gap
    floor = low
    for index in order:
        placed[index] = floor = max(placed[index], floor)
        floor += gap
    ceiling = high
    for index in reversed(order):
        placed[index] = ceiling = min(placed[index], ceiling)
        ceiling -= gap
    return placed


def _top(block: tuple[float, list[int]], gap: float) -> float:
    return block[0] + (len(block[1]) - 1) / 2 * gap


def _bottom(block: tuple[float, list[int]], gap: float) -> float:
    return block[0] - (len(block[1]) - 1) / 2 * gap


def label_lines(
    ax: Axes, lines: Sequence[Line2D], labels: Sequence[str], size: float = LABEL, offset: float = 8
) -> list[Annotation]:
    """Write each label at the right end of its line, in its colour, moved apart where they meet.

    Call it last: it reads the final limits of the axes. The right margin must hold the labels.
    """
    ends = []
    for line in lines:
        x, y = line.get_data(orig=False)
        ends.append((float(np.asarray(x)[-1]), float(np.asarray(y)[-1])))
    pixels = [float(ax.transData.transform(end)[1]) for end in ends]
    frame = ax.get_window_extent()
    placed = spread(pixels, 1.3 * size, frame.y0, frame.y1)
    return [
        ax.annotate(
            label,
            end,
            xytext=(offset, target - pixel - 0.335 * size),
            textcoords="offset points",
            color=line.get_color(),
            fontsize=size,
            annotation_clip=False,
        )
        for line, label, end, pixel, target in zip(lines, labels, ends, pixels, placed, strict=True)
    ]
