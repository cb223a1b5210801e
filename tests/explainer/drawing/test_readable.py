"""What a reader can read off a drawn grid: its words, wherever they come from, and its numbers."""

import numpy as np

from explainer.drawing.marks import Box, Cells, Matrix, Words, heat, matrix, row_words, titled
from explainer.drawing.marks.numbered import number_cells
from explainer.drawing.marks.readable import Table, tables
from explainer.drawing.theme import canvas
from generators.kit.layout import WIDE_PAGE

WEIGHTS = [[0.1234, 0.8766], [1.0, 0.0]]
ROWS, COLUMNS = ("it", "was"), ("animal", "street")


def test_a_matrix_is_read_with_its_words_and_where_it_lies() -> None:
    figure, ax = canvas(400, 300)
    drawn = matrix(ax, 10, 20, WEIGHTS, Words(ROWS, COLUMNS))
    (table,) = tables(figure)
    grid = drawn.grid
    expected = [grid.left, grid.top, grid.width, grid.height]
    np.testing.assert_allclose(table.place, expected, atol=0.05)
    assert (table.rows, table.columns) == (ROWS, COLUMNS)
    assert table.says == ("", " looks at ")
    assert table.numbers == ((0.123, 0.877), (1.0, 0.0))


def test_what_may_not_be_looked_at_has_no_number() -> None:
    figure, ax = canvas(400, 300)
    matrix(ax, 10, 20, WEIGHTS, Words(ROWS, COLUMNS), mask=[[True, False], [True, True]])
    assert tables(figure)[0].numbers == ((0.123, None), (1.0, 0.0))


def test_numbers_prepared_for_the_eye_are_read_as_they_were() -> None:
    figure, ax = canvas(400, 300)
    matrix(ax, 10, 20, np.sqrt(WEIGHTS), Words(ROWS, COLUMNS), reads=WEIGHTS)
    assert tables(figure)[0].numbers[0] == (0.123, 0.877)


def test_a_grid_with_nothing_to_read_is_no_table() -> None:
    figure, ax = canvas(400, 300)
    matrix(ax, 10, 20, np.full((2, 2), 0.3), Words(ROWS, COLUMNS), reads=())
    assert tables(figure) == []


def test_small_numbers_keep_two_digits() -> None:
    figure, ax = canvas(400, 300)
    matrix(ax, 10, 20, [[0.000123, -0.0004999], [0.0, 12.3456]], Words(ROWS, COLUMNS))
    assert tables(figure)[0].numbers == ((0.00012, -0.0005), (0.0, 12.346))


def test_words_beside_the_first_of_a_row_serve_all_of_it() -> None:
    figure, ax = canvas(700, 300)
    first = matrix(ax, 10, 20, WEIGHTS, Words(ROWS, COLUMNS))
    bare = Words(columns=COLUMNS, row_title="", left=0)
    matrix(ax, first.right + 20, 20, WEIGHTS, bare)
    assert [table.rows for table in tables(figure)] == [ROWS, ROWS]


def _heat(words: Words | None = None) -> list[Table]:
    """The tables of a heat map around which a figure writes words itself."""
    figure, ax = canvas(400, 300)
    box = Box(100, 100, 80, 40)
    titled(ax, Box(100, 60, 80, 80), "head 2")
    heat(ax, box, WEIGHTS, words=words)
    heat(ax, Box(220, 100, 80, 40), WEIGHTS, words=words)
    if words is None:
        row_words(ax, box, ROWS)
        for index, word in enumerate(COLUMNS):
            for left in (100, 220):
                ax.text(left + 20 + 40 * index, 95, word, rotation=90, fontsize=11)
    return tables(figure)


def test_words_that_the_picture_writes_beside_a_heat_map_are_found() -> None:
    first, second = _heat()
    assert (first.rows, first.columns) == (ROWS, COLUMNS)
    assert (second.rows, second.columns) == (ROWS, COLUMNS)
    assert first.title == "head 2"


def test_a_heat_map_brings_words_that_the_picture_has_no_room_for() -> None:
    assert _heat(Words(ROWS, COLUMNS))[0].columns == COLUMNS


def test_a_heat_map_without_words_is_no_table() -> None:
    figure, ax = canvas(400, 300)
    heat(ax, Box(100, 100, 80, 40), WEIGHTS)
    assert tables(figure) == []


def test_numbered_positions_are_the_words() -> None:
    figure, ax = WIDE_PAGE.canvas((400, 300))
    drawn: Matrix = matrix(
        ax, 40, 40, np.eye(12), Words(row_title="", column_title=""), Cells((9, 9))
    )
    number_cells(ax, drawn, looking=True)
    (table,) = tables(figure)
    assert (table.rows[11], table.columns[0]) == ("position 11", "position 0")
