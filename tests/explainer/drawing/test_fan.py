"""The fan: one line for each weight, the strongest word and the told ones with their numbers."""

import pytest
from matplotlib.text import Text

from explainer.drawing.legibility import check_inside, overlaps
from explainer.drawing.marks import Box, fan
from explainer.drawing.theme import canvas

WORDS, WEIGHTS = ["the", "animal", "was", "tired"], [0.1, 0.2, 0.0, 0.7]


def test_the_strongest_and_the_told_words_have_numbers_and_nothing_touches() -> None:
    figure, ax = canvas(180, 100)
    drawn = fan(ax, Box(10, 10, 160, 80), "it", WORDS, WEIGHTS, told=[0])
    texts = [artist.get_text() for artist in drawn.artists if isinstance(artist, Text)]
    assert texts == ["it", "the", "0.10", "animal", "was", "tired", "0.70"]
    assert overlaps(figure) == []
    assert check_inside(figure) == []


def test_weights_that_do_not_fit_the_words_are_refused() -> None:
    _, ax = canvas(180, 100)
    with pytest.raises(ValueError, match="3 weights for 4 words"):
        fan(ax, Box(10, 10, 160, 80), "it", WORDS, WEIGHTS[:3])
