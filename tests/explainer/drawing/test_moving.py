"""Marks that change from frame to frame."""

import pytest

from explainer.drawing import theme
from explainer.drawing.marks import (
    Box,
    Cells,
    Saying,
    bar_column,
    frame,
    matrix,
    refill,
    shift,
    token,
    token_column,
    travel,
)
from explainer.drawing.motion import MOVE_SECONDS


def test_a_saying_wraps_is_said_anew_and_names_the_step() -> None:
    _, ax = theme.canvas(200, 100)
    said = Saying(ax, (0, 0), 90)
    assert said("one two three four") == "one two three four"
    assert [line.get_text() for line in said.lines] == ["one two three", "four"]
    assert said("a\nb") == "a b"
    assert said("short") == "short"
    assert [line.get_text() for line in said.lines] == ["short", ""]
    with pytest.raises(ValueError, match="needs 3 lines and has 2"):
        said("one\ntwo\nthree")


def test_a_shifted_mark_is_drawn_elsewhere_and_can_come_back() -> None:
    _, ax = theme.canvas(200, 100)
    mark = token(ax, 10, 10, "word")
    before = [artist.get_window_extent().x0 for artist in mark.artists]
    shift(mark, 30, 5)
    after = [artist.get_window_extent().x0 for artist in mark.artists]
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx([30, 30])
    shift(mark, 0, 0)
    assert [artist.get_window_extent().x0 for artist in mark.artists] == pytest.approx(before)


def test_a_travel_takes_as_long_as_an_eye_needs_and_ends_where_it_should() -> None:
    figure, ax = theme.canvas(200, 100)
    mark = token(ax, 10, 10, "word", animated=True, visible=False)
    home = mark.artists[0].get_window_extent().x0
    frames, places = [], []
    for one in travel(figure, mark, start=(100, 0), moves=4):
        frames.append(one)
        places.append(mark.artists[0].get_window_extent().x0 - home)
    assert places[0] == pytest.approx(100)
    assert places == sorted(places, reverse=True)
    assert sum(one.seconds for one in frames) == pytest.approx(MOVE_SECONDS)
    assert not any(one.name for one in frames)
    assert mark.artists[0].get_window_extent().x0 == pytest.approx(home)
    assert mark.artists[0].get_visible()


def test_a_grid_takes_other_weights_in_the_steps_of_the_legend() -> None:
    _, ax = theme.canvas(200, 200)
    grid = matrix(ax, 0, 0, [[0.0, 1.0]], cells=Cells(digits=None))
    refill(grid, [[0.31, 0.04]])
    assert [cell.fill.get_alpha() for cell in grid.cells[0] if cell.fill] == [0.3, 0.0]


def test_a_frame_lies_around_its_box() -> None:
    _, ax = theme.canvas(200, 100)
    box = Box(20, 30, 40, 50)
    made = frame(ax, box)
    assert (made.left, made.top, made.right, made.bottom) == (20, 30, 60, 80)
    assert len(made.artists) == 1


def test_a_column_of_bars_stands_beside_its_words_under_its_title() -> None:
    _, ax = theme.canvas(300, 200)
    words = token_column(ax, 10, 60, ["a", "b"])
    made = bar_column(ax, 100, words.tokens, [0.25, 0.5], 80, "looked\nat")
    assert (made.left, made.bottom) == (100, words.tokens[1].centre[1] + 7)
    assert made.top < words.top - 2 * theme.SMALL
    with pytest.raises(ValueError, match="shorter"):
        bar_column(ax, 100, words.tokens, [0.25], 80)
