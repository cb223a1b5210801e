"""Vectors as strips of shaded cells, many at once: blue above zero, red below."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from explainer.drawing.marks.grids import compound
from generators.kit.figure import Axes
from generators.kit.marks import Box
from generators.kit.scales import shade
from generators.kit.theme import INK

STRENGTH = 0.85  # opacity of the largest number: a strip prints none that must stay legible


def strips(
    ax: Axes, boxes: Sequence[Box], vectors: Any, limit: float | None = None, **style: Any
) -> float:
    """Each vector as a strip of shaded cells that fills its box along the longer side.

    Blue is above zero, red below; `limit` is the number that is drawn strongest (default: the
    largest of all). Returns the limit.
    """
    arrays = [np.asarray(vector, dtype=float) for vector in vectors]
    limit = limit or max(float(np.abs(array).max()) for array in arrays)
    cells, shades = [], []
    for box, array in zip(boxes, arrays, strict=True):
        cells.append(_cells(box, len(array)))
        colours = [shade(number, "signed", limit, INK) for number in array]
        shades.append([(colour, min(1.0, 2 * alpha) * STRENGTH) for colour, alpha in colours])
    compound(ax, cells, shades, **style)
    return limit


def _cells(box: Box, count: int) -> list[Box]:
    if box.width >= box.height:
        width = box.width / count
        return [Box(box.left + i * width, box.top, width, box.height) for i in range(count)]
    height = box.height / count
    return [Box(box.left, box.top + i * height, box.width, height) for i in range(count)]
