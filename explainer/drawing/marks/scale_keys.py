"""The key of a signed scale: what its colours mean, from the least over zero to the most."""

import numpy as np
from matplotlib.axes import Axes

from explainer.drawing.marks.matrices import Cells, matrix
from explainer.drawing.marks.matrix_labels import NO_WORDS
from explainer.drawing.marks.shapes import Box, write
from explainer.drawing.theme import MUTED, SMALL, measure, signed_text

STEPS = 9  # cells, the middle one is zero
CELL = 12.0  # px


def signed_key(ax: Axes, x: float, y: float, limit: float, digits: int = 0) -> Box:
    """A row of cells between the numbers -limit and limit; (x, y) is its top left corner."""
    least, most = (signed_text(sign * limit, digits) for sign in (-1, 1))
    left = x + measure(least, SMALL)[0] + 8
    write(ax, x, y + CELL / 2, least, MUTED, SMALL)
    shades = np.linspace(-limit, limit, STEPS)[None]
    drawn = matrix(ax, left, y, shades, NO_WORDS, Cells((CELL, CELL), "signed", None, limit=limit))
    write(ax, drawn.right + 8, y + CELL / 2, most, MUTED, SMALL)
    return Box(x, y, drawn.right + 8 + measure(most, SMALL)[0] - x, CELL)
