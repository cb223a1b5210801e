"""Bars that change from frame to frame, and how long a step with a sentence is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.drawing.legibility import check_inside
from explainer.drawing.marks import MovingBar
from explainer.drawing.motion import MOVE_SECONDS, reading_seconds
from explainer.drawing.theme import canvas


@settings(deadline=None)
@given(st.floats(0, 1))
def test_the_filled_part_is_the_share_of_the_track(share: float) -> None:
    figure, ax = canvas(200, 40)
    bar = MovingBar(ax, (10, 10), 100)
    bar.set(share, f"{share:.2f}")
    assert bar.part.get_width() == pytest.approx(100 * share)
    assert bar.number.get_text() == f"{share:.2f}"
    assert not bar.broken.get_visible()
    assert check_inside(figure) == []


def test_a_bar_that_goes_on_is_broken_until_it_is_short_again() -> None:
    _, ax = canvas(200, 40)
    bar = MovingBar(ax, (10, 10), 100)
    bar.set(18.0, "90%")
    assert bar.part.get_width() == 100
    assert bar.broken.get_visible()
    bar.set(0.5, "2%")
    assert not bar.broken.get_visible()


def test_a_bar_refuses_less_than_nothing() -> None:
    _, ax = canvas(200, 40)
    with pytest.raises(ValueError, match=r"-0\.1"):
        MovingBar(ax, (10, 10), 100).set(-0.1, "")


def test_everything_that_changes_is_animated() -> None:
    _, ax = canvas(200, 40)
    bar = MovingBar(ax, (10, 10), 100)
    assert all(artist.get_animated() for artist in (bar.part, bar.number, bar.broken))


def test_longer_sentences_are_shown_longer() -> None:
    assert reading_seconds("one") >= MOVE_SECONDS
    assert reading_seconds("one two three four") == pytest.approx(1.7)
