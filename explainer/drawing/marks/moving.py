"""Marks that change from frame to frame: a text that tells, a mark that travels, a frame."""

from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from explainer.drawing.marks.grids import Matrix
from explainer.drawing.marks.shapes import Box, Point, write
from explainer.drawing.motion import MOVE_SECONDS, Frame, eased, moment
from explainer.drawing.theme import GRID, INK, LABEL, wrap

MOVING: dict[str, Any] = {"animated": True}  # the style of what changes between frames
HIDDEN: dict[str, Any] = {"animated": True, "visible": False}  # of what appears later
LEADING = 1.4  # of lines, in sizes of the text


class Saying:
    """A text of at most `lines` lines that is said anew; (x, y) is its top left corner."""

    def __init__(
        self,
        ax: Axes,
        corner: Point,
        width: float,
        lines: int = 2,
        role: str = INK,
        size: float = LABEL,
    ) -> None:
        self.width, self.size = width, size
        self.lines = [
            write(ax, corner[0], corner[1] + (row + 0.5) * LEADING * size, "", role, size, **MOVING)
            for row in range(lines)
        ]

    def __call__(self, text: str) -> str:
        """Say this instead, wrapped to the width; return it in one line, to name a step.

        Raises:
            ValueError: when it needs more lines than there are.
        """
        parts = wrap(text, self.width, self.size)
        if len(parts) > len(self.lines):
            raise ValueError(f"{text!r} needs {len(parts)} lines and has {len(self.lines)}")
        for line, part in zip(self.lines, [*parts, *[""] * len(self.lines)], strict=False):
            line.set_text(part)
        return text.replace("\n", " ")


def frame(ax: Axes, box: Box, role: str = GRID, width: float = 1, **style: Any) -> Box:
    """An empty frame around a place: where something will be, or what is looked at now."""
    look: dict[str, Any] = {"facecolor": "none", "edgecolor": role, "linewidth": width, "zorder": 6}
    patch = Rectangle((box.left, box.top), box.width, box.height, **look | style)
    ax.add_patch(patch)
    return Box(box.left, box.top, box.width, box.height, (patch,))


def shift(mark: Box, right: float, down: float) -> None:
    """Draw the mark this many px from where it was made."""
    for artist in mark.artists:
        assert artist.axes is not None
        artist.set_transform(Affine2D().translate(right, down) + artist.axes.transData)


def travel(
    figure: Figure, mark: Box, start: Point = (0, 0), end: Point = (0, 0), moves: int = 5
) -> Iterator[Frame]:
    """The frames in which the mark goes from `start` to `end`, both in px from where it was made.

    The last frame, where it has arrived, is left to the caller.
    """
    mark.show()
    for share in [0.0, *eased(moves)][:-1]:
        shift(mark, *(a + (b - a) * share for a, b in zip(start, end, strict=True)))
        yield moment(figure, MOVE_SECONDS / moves)
    shift(mark, *end)


def refill(drawn: Matrix, weights: Any) -> None:
    """Give the cells of a matrix that prints no numbers other weights, 0 to 1.

    They are shown in the eleven steps of the legend: few colours keep an animation small.
    """
    for cells, row in zip(drawn.cells, weights, strict=True):
        for cell, weight in zip(cells, row, strict=True):
            assert cell.fill is not None
            cell.fill.set_alpha(round(float(weight), 1))
