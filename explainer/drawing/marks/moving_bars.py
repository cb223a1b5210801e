"""The share bar of an animation: its length and its number change from frame to frame."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from explainer.drawing.marks.shapes import Point, write
from explainer.drawing.theme import GRID, INK, LABEL, PANEL, WEIGHT

BREAK = 14.0  # px before the end of the track, where a bar that goes on is broken


class MovingBar:
    """A filled part of a track of `width` px, empty at first, and a number beside it.

    `corner` is the top left of the track.
    """

    def __init__(
        self,
        ax: Axes,
        corner: Point,
        width: float,
        height: float = 16,
        role: str = WEIGHT,
        size: float = LABEL,
    ) -> None:
        (x, y), self.width = corner, width
        track = Rectangle(corner, width, height, facecolor=GRID, alpha=0.5, linewidth=0)
        self.part = Rectangle(
            corner, 0, height, facecolor=role, linewidth=0, animated=True, zorder=3
        )
        for patch in (track, self.part):
            ax.add_patch(patch)
        self.number = write(ax, x + width + 8, y + height / 2, "", INK, size, animated=True)
        end = x + width - BREAK
        (self.broken,) = ax.plot(
            [end - 3, end + 3], [y + height, y], color=PANEL, linewidth=4, animated=True, zorder=4
        )
        self.broken.set_solid_capstyle("butt")
        self.set(0.0, "")

    def set(self, share: float, text: str) -> None:
        """Fill this share of the track and write this beside it; beyond 1 the bar is broken.

        Raises:
            ValueError: for a negative share.
        """
        if share < 0:
            raise ValueError(f"a bar cannot show {share}")
        self.part.set_width(self.width * min(share, 1.0))
        self.broken.set_visible(share > 1)
        self.number.set_text(text)
