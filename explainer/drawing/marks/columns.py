"""A column of bars beside a column of words: one share for each word, at its height."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from explainer.drawing.marks.shapes import Box, enclosing, note
from explainer.drawing.marks.strokes import bar
from explainer.drawing.theme import SMALL, WEIGHT

HEIGHT = 14.0  # px of a bar
ABOVE = 12.0  # px between the title and the first word


def bar_column(
    ax: Axes,
    x: float,
    beside: Sequence[Box],
    shares: Sequence[float],
    width: float,
    title: str = "",
    role: str = WEIGHT,
    **style: Any,
) -> Box:
    """Bars that begin at x, each at the height of a box beside it; the title stands above them.

    Raises:
        ValueError: when there are not as many shares as boxes.
    """
    bars: list[Box] = [
        bar(ax, x, box.centre[1] - HEIGHT / 2, share, width, HEIGHT, role, f"{share:.2f}", **style)
        for box, share in zip(beside, shares, strict=True)
    ]
    if title:
        lines = title.count("\n") + 1
        top = beside[0].top - ABOVE - 1.4 * SMALL * lines
        bars.append(note(ax, x, top, title, role, SMALL, **style))
    return enclosing(bars)
