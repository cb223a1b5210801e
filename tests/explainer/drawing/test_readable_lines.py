"""Words joined by lines, as a reader of the page meets them."""

import numpy as np
import pytest

from explainer.drawing.marks import Box, links, token_column, token_row
from explainer.drawing.marks.readable_lines import lines
from explainer.drawing.theme import canvas

WEIGHTS = [[0.25, 0.75], [1.0, 0.0]]


def test_lines_between_two_rows_of_words_are_noted_with_their_places() -> None:
    figure, ax = canvas(400, 200)
    above, below = (token_row(ax, 10, y, ["it", "was"]).tokens for y in (10, 150))
    links(ax, below, above, WEIGHTS, threshold=0.1, widest=13)
    (found,) = lines(figure)
    assert (found.rows, found.columns) == (("it", "was"), ("it", "was"))
    assert (found.least, found.widest, found.upright) == (0.1, 13, True)
    assert found.boxes[0][1] == pytest.approx(
        (below[1].left, below[1].top, below[1].width, below[1].height), abs=0.05
    )
    np.testing.assert_allclose(found.numbers, WEIGHTS)


def test_lines_between_columns_lie_across() -> None:
    figure, ax = canvas(400, 200)
    sides = (token_column(ax, x, 10, ["it", "was"]).tokens for x in (10, 200))
    links(ax, *sides, WEIGHTS)
    assert not lines(figure)[0].upright


def test_lines_to_what_is_no_word_are_not_read() -> None:
    figure, ax = canvas(400, 200)
    links(ax, [Box(0, 0, 10, 10)], token_row(ax, 10, 90, ["it"]).tokens, [[1.0]])
    assert lines(figure) == []
