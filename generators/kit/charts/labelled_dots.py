"""Dots with words on a pixel canvas: as many words as fit without touching."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from explainer.drawing.marks.shapes import Box, write
from generators.kit.theme import INK, PANEL, SMALL, measure

RADIUS = 3.5


def dot(ax: Axes, x: float, y: float, role: str, shape: str = "disc") -> Box:
    """A disc, ring or square of about 7 px."""
    if shape == "square":
        ax.add_patch(Rectangle((x - 3.2, y - 3.2), 6.4, 6.4, facecolor=role, linewidth=0, zorder=3))
    else:
        filled = shape == "disc"
        ax.add_patch(
            Circle(
                (x, y),
                RADIUS,
                facecolor=role if filled else PANEL,
                edgecolor=role,
                linewidth=1.5,
                zorder=3,
            )
        )
    return Box(x - RADIUS - 1, y - RADIUS - 1, 2 * RADIUS + 2, 2 * RADIUS + 2)


def _touch(first: Box, second: Box) -> bool:
    return (
        first.left < second.right
        and second.left < first.right
        and first.top < second.bottom
        and second.top < first.bottom
    )


def label_dots(
    ax: Axes,
    dots: Sequence[Box],
    words: Sequence[str],
    frame: Box,
    first: Sequence[int] = (),
    taken: Sequence[Box] = (),
    role: str = INK,
    size: float = SMALL,
) -> list[int]:
    """Write each word beside its dot where there is room; those in `first` choose first.

    Returns which dots got their word.
    """
    occupied = [*dots, *taken]
    written = []
    for index in dict.fromkeys([*first, *range(len(dots))]):
        if not words[index]:
            continue
        box = dots[index]
        width = measure(words[index], size)[0]
        x, y = box.centre
        for left, middle in (
            (box.right + 1, y),
            (box.left - 1 - width, y),
            (x - width / 2, box.top - 0.6 * size),
            (x - width / 2, box.bottom + 0.6 * size),
        ):
            wanted = Box(left, middle - 0.6 * size, width, 1.2 * size)
            inside = frame.left <= wanted.left and wanted.right <= frame.right
            inside = inside and frame.top <= wanted.top and wanted.bottom <= frame.bottom
            if inside and not any(_touch(wanted, other) for other in occupied if other is not box):
                write(ax, left, middle, words[index], role, size)
                occupied.append(wanted)
                written.append(index)
                break
    return written
