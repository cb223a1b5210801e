"""Panels of a picture: their titles, the words beside their rows, matrices side by side."""

import numpy as np
import pytest

from generators.kit.charts import Grid, matrices
from generators.kit.layout import NARROW_PAGE, WIDE_PAGE
from generators.kit.legibility import check_inside, overlaps
from generators.kit.marks import Box, Cells, Words, row_words, strip, titled, token_lines
from generators.kit.theme import INK, KEY, QUERY, canvas


def test_a_title_leaves_the_rest_of_its_panel() -> None:
    figure, ax = canvas(200, 100)
    rest = titled(ax, Box(10, 10, 100, 80), "head 1", KEY)
    (title,) = ax.texts
    assert (title.get_text(), title.get_color()) == ("head 1", KEY)
    assert (rest.left, rest.width, rest.bottom) == (10, 100, 90)
    assert title.get_window_extent().y0 > 100 - rest.top
    assert check_inside(figure) == []


def test_the_row_that_looks_has_the_colour_of_queries() -> None:
    _, ax = canvas(200, 100)
    row_words(ax, Box(80, 10, 100, 80), ["the", "animal"], looking=1)
    assert [text.get_color() for text in ax.texts] == [INK, QUERY]
    assert all(text.get_window_extent().x1 == pytest.approx(72, abs=1) for text in ax.texts)


def test_a_strip_fills_its_box() -> None:
    _, ax = canvas(200, 100)
    drawn = strip(ax, Box(10, 20, 120, 30), [1.0, -0.5, 0.25], KEY)
    assert (drawn.left, drawn.top, drawn.right, drawn.bottom) == (10, 20, 130, 50)
    assert [cell.width for cell in drawn.cells] == [40, 40, 40]


@pytest.mark.parametrize(("page", "named"), [(WIDE_PAGE, [3, 0]), (NARROW_PAGE, [3, 3])])
def test_the_first_matrix_of_each_row_names_its_rows(page, named) -> None:
    words = Words(["the", "animal", "was"], ["was", "tired"])
    grids = [Grid(np.eye(3)[:, :2], words, Cells((20, 20)), title) for title in ("one", "two")]
    figure, _, drawn = matrices(page, grids)
    assert [len(one.row_boxes) for one in drawn] == named
    assert [len(one.column_boxes) for one in drawn] == [2, 2]
    assert drawn[0].grid.width == drawn[1].grid.width == 40
    assert overlaps(figure) == []
    assert check_inside(figure) == []


@pytest.mark.parametrize("page", [WIDE_PAGE, NARROW_PAGE])
def test_matrices_have_the_room_of_the_highest_wherever_it_stands(page) -> None:
    grids = [
        Grid(np.eye(rows)[:, :2], Words([f"word {n}" for n in range(rows)], ["a", "b"]))
        for rows in (2, 5)
    ]
    figure, _, drawn = matrices(page, grids)
    assert [one.grid.height / grids[0].cells.cell[1] for one in drawn] == [2, 5]
    assert overlaps(figure) == []
    assert check_inside(figure) == []


def test_without_narrow_a_picture_is_as_wide_as_a_phone_allows() -> None:
    assert [*NARROW_PAGE.canvas((560, 100))[0].get_size_inches() * 72] == pytest.approx([336, 100])
    assert [*WIDE_PAGE.canvas((560, 100))[0].get_size_inches() * 72] == pytest.approx([560, 100])


def test_panels_leave_room_on_their_left() -> None:
    figure, _, boxes = WIDE_PAGE.panels(2, (100, 50), left=60, gap=10, edge=12)
    assert [box.left for box in boxes] == [72, 182]
    assert figure.get_size_inches()[0] * 72 == pytest.approx(12 + 60 + 210 + 12)


def test_tokens_go_on_in_the_next_line() -> None:
    figure, ax = canvas(200, 100)
    drawn = token_lines(ax, 10, 10, ["the", "animal", "did", "not", "cross"], 150, role=KEY)
    assert [token.word for token in drawn.tokens] == ["the", "animal", "did", "not", "cross"]
    assert [token.top for token in drawn.tokens] == [10, 10, 42, 42, 74]
    assert drawn.right <= 160
    assert {text.get_color() for text in ax.texts} == {KEY}
    assert overlaps(figure) == []
