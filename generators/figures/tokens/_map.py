"""A map of words: rows of a table on the two directions in which they differ most."""

from collections.abc import Sequence

import numpy as np

from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.kit.charts.labelled_dots import dot, label_dots
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, write
from generators.kit.theme import GRID, NEUTRAL, measure

GENDERS = {"m": NEUTRAL[0], "f": NEUTRAL[1]}  # of the French noun
KEY_LINE, BELOW = 24.0, 12.0  # px a line of the key; px below the map
Look = tuple[str, str]  # colour and shape of a dot


def word_map(
    page: Page, v: Values, looks: Sequence[Look], key: Sequence[tuple[str, Look]]
) -> Figure:
    """Dots at `places`, with as many of the `words` as find room; the key says what dots mean."""
    width, height = page.pick((540, 496), (336, 466))
    figure, ax = page.canvas((width, height), (width, height))
    top = _key(ax, key, width)
    frame = Box(10, top, width - 20, height - top - BELOW)
    points = np.array(v["places"])
    (x0, y0), *places = _on_map(np.vstack([np.zeros(2), points]), frame, points)
    ax.plot([frame.left, frame.right], [y0, y0], color=GRID, linewidth=1, zorder=1)
    ax.plot([x0, x0], [frame.top, frame.bottom], color=GRID, linewidth=1, zorder=1)
    dots = [dot(ax, x, y, *look) for (x, y), look in zip(places, looks, strict=True)]
    ours = {*SENTENCE.split(), *ENDINGS}
    label_dots(
        ax, dots, v["words"], frame, [i for i, word in enumerate(v["words"]) if word in ours]
    )
    return figure


def _key(ax: Axes, key: Sequence[tuple[str, Look]], width: float) -> float:
    """What the dots mean, in as many lines as it needs; returns the y below it."""
    x, y = 22.0, 20.0
    for text, look in key:
        needed = 10 + measure(text)[0]
        if x + needed > width:
            x, y = 22.0, y + KEY_LINE
        dot(ax, x, y, *look)
        write(ax, x + 10, y, text)
        x += needed + 28
    return y + KEY_LINE


def _on_map(points: np.ndarray, frame: Box, extent: np.ndarray) -> np.ndarray:
    """Where points [n, 2] lie in the frame, in px, if those of `extent` fill it."""
    low, high = extent.min(axis=0), extent.max(axis=0)
    shares = (points - low) / (high - low) * (1, -1) + (0, 1)
    placed: np.ndarray = shares * (frame.width - 60, frame.height - 28)
    corner = np.array((frame.left + 30, frame.top + 14))  # room for the names at the edges
    placed += corner
    return placed
