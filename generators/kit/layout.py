"""Where a picture is shown: in the column of a wide screen, or on a phone.

A figure is drawn twice by one function, `draw(v, page)` or `animate(v, page)`. It asks the page for
its canvas, and for what differs. What cannot be made narrow becomes panels below each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit import theme
from generators.kit.marks import Box
from generators.kit.sizes import NARROW

T = TypeVar("T")
EDGE = 12.0  # px between a panel and the edge of the picture


@dataclass(frozen=True)
class Page:
    """One of the two widths that every picture is drawn for."""

    narrow: bool

    def pick(self, wide: T, narrow: T) -> T:
        """The one of the two that belongs to this width."""
        return narrow if self.narrow else wide

    def canvas(
        self, wide: tuple[float, float], narrow: tuple[float, float] | None = None
    ) -> tuple[Figure, Axes]:
        """An empty picture of this size (width, height) in px; x right, y down.

        On a phone it is as wide as a phone allows, and as high, unless `narrow` says otherwise.
        """
        return theme.canvas(*self.pick(wide, narrow or (NARROW, wide[1])))

    def chart(self, width: float, height: float, **margins: float) -> tuple[Figure, Axes]:
        """A picture with one plot, `width` px wide, on a phone as wide as a phone allows.

        `margins` (left, right, top, bottom) are px between the frame of the plot and the picture.
        """
        return theme.chart(self.pick(width, NARROW), height, **margins)

    def charts(
        self, count: int, size: tuple[float, float], margins: tuple[float, float, float, float]
    ) -> tuple[Figure, list[Axes]]:
        """`count` plots of the same size, beside each other or, on a phone, below each other.

        `size` is that of one plot's frame; `margins` (left, top, right, bottom) go around each.
        """
        left, top, right, bottom = margins
        whole = (left + size[0] + right, top + size[1] + bottom)
        figure, _, boxes = self.panels(count, whole, gap=0, edge=0)
        return figure, [
            theme.chart_axes(figure, box.left + left, box.top + top, *size) for box in boxes
        ]

    def panels(
        self,
        count: int,
        size: tuple[float, float],
        narrow: tuple[float, float] | None = None,
        across: Sequence[int] = (0, 1),
        gap: float = 14,
        edge: float = EDGE,
        top: float = 0,
        left: float = 0,
    ) -> tuple[Figure, Axes, list[Box]]:
        """A picture of `count` panels of one size and the place of each.

        `size` is the size of one panel, `narrow` that on a phone if it differs; `across` says how
        many stand beside each other, wide and narrow (0: all of them); `top` leaves px above them,
        `left` px beside them.
        """
        width, height = self.pick(size, narrow or size)
        columns = self.pick(*across[:2]) or count
        rows = -(-count // columns)
        figure, ax = theme.canvas(
            2 * edge + left + columns * width + (columns - 1) * gap,
            2 * edge + top + rows * height + (rows - 1) * gap,
        )
        boxes = [
            Box(
                edge + left + (index % columns) * (width + gap),
                edge + top + (index // columns) * (height + gap),
                width,
                height,
            )
            for index in range(count)
        ]
        return figure, ax, boxes


WIDE_PAGE, NARROW_PAGE = Page(narrow=False), Page(narrow=True)
PAGES: dict[str, Page] = {"wide": WIDE_PAGE, "narrow": NARROW_PAGE}
