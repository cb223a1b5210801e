"""Many small pictures of weights in one drawing: a few compound paths, one a shade."""

import itertools
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from explainer.drawing.theme import GRID, WEIGHT

SHADES = (0.08, 0.2, 0.4, 0.6, 0.8, 1.0)


def thumbnails(
    ax: Axes,
    places: Sequence[tuple[float, float]],
    pictures: np.ndarray,
    size: float,
    role: str = WEIGHT,
) -> None:
    """Draw pictures [count, rows, columns] of weights, 0 to 1, each `size` px at (x, y) of places.

    All are squares, whatever the counts of their rows and columns.

    Weights are shown in the nearest of six shades; less than half of the first stays empty.
    Cells of one shade under each other become one rectangle: sinks are columns.
    """
    high, wide = (size / count for count in pictures.shape[-2:])
    edges = (0.0, *SHADES)
    middles = [(low + high) / 2 for low, high in itertools.pairwise(edges)]
    levels = np.searchsorted(middles, pictures, side="right")  # 0: empty
    for level, alpha in enumerate(SHADES, 1):
        rectangles = [
            (x + column * wide, y + start * high, x + (column + 1) * wide, y + end * high)
            for (x, y), picture in zip(places, levels == level, strict=True)
            for column in np.flatnonzero(picture.any(axis=0))
            for start, end in _runs(picture[:, column])
        ]
        if rectangles:
            vertices = [
                point
                for left, top, right, bottom in rectangles
                for point in (
                    (left, top),
                    (right, top),
                    (right, bottom),
                    (left, bottom),
                    (left, top),
                )
            ]
            codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(rectangles)
            ax.add_patch(
                PathPatch(
                    Path(vertices, codes),
                    facecolor=role,
                    alpha=alpha,
                    linewidth=0,
                    antialiased=False,
                    zorder=2.1,
                )
            )
    for x, y in places:
        ax.add_patch(
            Rectangle((x, y), size, size, facecolor="none", edgecolor=GRID, linewidth=0.75)
        )


def _runs(column: np.ndarray) -> list[tuple[int, int]]:
    """Start and end of every stretch of True."""
    steps = np.diff(np.concatenate(([0], column.astype(int), [0])))
    return list(zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True))
