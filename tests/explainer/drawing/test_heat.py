"""The heat map: few paths, opacity in proportion, nothing beyond its box."""

import numpy as np
import pytest
from matplotlib.patches import PathPatch

from explainer.drawing.legibility import check_inside
from explainer.drawing.marks import Box, heat
from explainer.drawing.theme import QUERY, canvas


def test_opacity_is_the_share_of_the_limit_whatever_the_sign() -> None:
    _, ax = canvas(60, 40)
    drawn = heat(ax, Box(10, 10, 40, 20), [[0.0, 1.0], [-2.0, 4.0]], QUERY, limit=4)
    cells = [artist for artist in drawn.artists if isinstance(artist, PathPatch)]
    assert sorted(float(cell.get_alpha() or 0) for cell in cells) == [0.25, 0.5, 1.0]


def test_cells_of_one_shade_are_one_path_inside_the_box() -> None:
    figure, ax = canvas(100, 80)
    drawn = heat(ax, Box(5, 5, 90, 70), np.eye(12), ruled=True)
    assert len(drawn.artists) == 3  # the ones, the lines between cells, the frame
    assert check_inside(figure) == []
    assert (drawn.right, drawn.bottom) == (95, 75)


@pytest.mark.parametrize(("numbers", "limit"), [([1.0, 2.0], 1), ([[1.0]], 0)])
def test_what_is_no_heat_map_is_refused(numbers: list[float], limit: float) -> None:
    _, ax = canvas(60, 40)
    with pytest.raises(ValueError, match="heat map"):
        heat(ax, Box(0, 0, 10, 10), numbers, limit=limit)
