"""Markers at the edge of a plot are drawn whole."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from explainer.drawing.svg.adapt import drawing
from explainer.drawing.theme import INK


@pytest.mark.parametrize(("largest", "cut"), [(1.0, False), (1.2, True)])
def test_a_marker_is_cut_only_where_its_plot_is_left(largest: float, cut: bool) -> None:
    figure, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, largest], color=INK, marker="o")
    dots = ax.scatter([0, 1], [np.nan, largest], color=INK)
    ax.set(xlim=(0, 1), ylim=(1, 0))
    drawing("edge", figure)
    assert line.get_clip_on() is cut and dots.get_clip_on() is cut
    plt.close(figure)


def test_a_line_without_markers_keeps_its_frame() -> None:
    figure, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, 1], color=INK)
    drawing("line", figure)
    assert line.get_clip_on()
    plt.close(figure)
