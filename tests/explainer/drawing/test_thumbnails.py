"""Thumbnails of weights: a square each, whatever the shape of the table."""

import numpy as np
from matplotlib.patches import PathPatch

from explainer.drawing.marks.thumbnails import thumbnails
from explainer.drawing.theme import canvas


def test_a_table_that_is_no_square_fills_its_thumbnail() -> None:
    _, ax = canvas(100, 100)
    thumbnails(ax, [(10, 20)], np.ones((1, 3, 5)), 40)
    (path,) = (patch for patch in ax.patches if isinstance(patch, PathPatch))
    corners = np.asarray(path.get_path().vertices)
    assert corners.min(axis=0).tolist() == [10, 20]
    assert corners.max(axis=0).tolist() == [50, 60]
