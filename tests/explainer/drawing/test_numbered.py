"""Numbers beside a matrix and the key of a signed scale: legible, inside, where they belong."""

import numpy as np
import pytest

from explainer.drawing.legibility import check_inside, overlaps
from explainer.drawing.marks import NO_WORDS, Cells, matrix, number_cells, signed_key
from explainer.drawing.marks.numbered import NUMBERS_LEFT, NUMBERS_TOP
from explainer.drawing.theme import INK, KEY, QUERY, canvas


@pytest.mark.parametrize("shape", [(12, 12), (32, 64)])
def test_numbers_stand_at_their_rows_and_columns(shape: tuple[int, int]) -> None:
    figure, ax = canvas(NUMBERS_LEFT + 64 * 10 + 10, NUMBERS_TOP + 32 * 10)
    numbers = np.ones(shape)
    drawn = matrix(ax, NUMBERS_LEFT, NUMBERS_TOP, numbers, NO_WORDS, Cells((10, 10), digits=None))
    number_cells(ax, drawn)
    first, _, _, last = ax.texts
    ends = ["0", str(shape[0] - 1), "0", str(shape[1] - 1)]
    assert [text.get_text() for text in ax.texts] == ends
    assert first.get_position()[0] < drawn.grid.left
    assert last.get_position()[0] == pytest.approx(drawn.grid.right - 5)
    assert {text.get_color() for text in ax.texts} == {INK}
    assert overlaps(figure) == []
    assert check_inside(figure) == []


def test_numbers_of_who_looks_and_what_is_looked_at_have_their_colours() -> None:
    _, ax = canvas(200, 200)
    drawn = matrix(ax, 20, 20, np.ones((3, 3)), NO_WORDS, Cells((20, 20), digits=None))
    number_cells(ax, drawn, 3, looking=True)
    assert [text.get_color() for text in ax.texts] == [QUERY] * 3 + [KEY] * 3
    assert [text.get_text() for text in ax.texts] == ["0", "1", "2"] * 2


@pytest.mark.parametrize(("limit", "digits", "ends"), [(1, 0, "−1 1"), (2.5, 1, "−2.5 2.5")])
def test_a_signed_key_names_both_its_ends(limit: float, digits: int, ends: str) -> None:
    figure, ax = canvas(200, 40)
    box = signed_key(ax, 10, 10, limit, digits)
    assert [text.get_text() for text in ax.texts] == ends.split()
    assert box.right < 200
    assert overlaps(figure) == []
    assert check_inside(figure) == []
