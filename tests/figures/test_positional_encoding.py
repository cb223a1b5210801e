"""What the page about word order shows, where it can be worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import explainer
from explainer.untrained import untrained
from generators.figures.positional_encoding import (
    alibi_slopes,
    code_by_distance,
    four_codes,
    rotary_turn,
    sinusoidal_heatmap,
)
from generators.figures.positional_encoding._page import (
    EXCHANGED,
    GOES_TO,
    SCENE,
    outputs,
    sentences,
    translator,
)
from generators.figures.positional_encoding.order_error import order_gap


def test_position_one_of_a_code_four_wide() -> None:
    found = sinusoidal_heatmap.values()
    expected = [math.sin(1), math.cos(1), math.sin(0.01), math.cos(0.01)]
    np.testing.assert_allclose(found["small"][1], expected, atol=1e-15)
    assert [f"{number:.4f}" for number in found["small"][1][:3]] == ["0.8415", "0.5403", "0.0100"]
    assert f"{found['small'][1][3]:.5f}" == "0.99995"
    assert found["length"] == pytest.approx(math.sqrt(found["width"] / 2))
    assert found["slowest"] == pytest.approx(2 * math.pi * 10_000 ** (62 / 64))


def test_the_closest_codes_are_those_of_neighbours() -> None:
    found = sinusoidal_heatmap.values()
    code = explainer.sinusoidal(found["told_apart"], found["width"])
    neighbours = np.linalg.norm(code[1] - code[0])
    assert found["closest"] == pytest.approx(neighbours)


def test_products_of_codes_are_sums_of_cosines() -> None:
    found = code_by_distance.values()
    speeds = 10_000 ** (-np.arange(0, 64, 2) / 64)
    expected = [np.cos(speeds * distance).sum() for distance in found["distances"]]
    np.testing.assert_allclose(found["products"][2], expected, atol=1e-10)


def test_where_the_exchanged_words_go() -> None:
    assert tuple(EXCHANGED[place] for place in GOES_TO) == SCENE
    assert SCENE != EXCHANGED


def test_sentences_are_different_and_known_to_the_model() -> None:
    found = sentences()
    assert len(set(found)) == len(found) == 80
    for words in found:
        translator().source_vocabulary.encode(list(words))


@pytest.mark.parametrize(
    ("code", "shuffle", "backwards"),
    [
        ("none", True, True),
        ("alibi", False, True),
        ("sinusoidal", False, False),
        ("rotary", False, False),
        ("learned", False, False),
    ],
)
def test_which_orders_a_code_can_tell_apart(code: Any, shuffle: bool, backwards: bool) -> None:
    model = explainer.load("translator")
    model = untrained(replace(model, config=replace(model.config, positions=code)), 3)
    words = sentences()[50]
    assert (order_gap(model, words, [3, 1, 2, 0, 7, 5, 6, 4]) < 1e-10) == shuffle
    assert (order_gap(model, words, list(range(8))[::-1]) < 1e-10) == backwards


def test_rotary_scores_by_hand() -> None:
    query, key = np.array([[1.0, 0.0]]), np.array([[1.0, 0.0]])
    scores = four_codes.rotary_scores(query, key, 3)[0]
    # one pair of features turns by one radian a position: the score is the cosine of the distance
    expected = [[math.cos(i - j) for j in range(3)] for i in range(3)]
    np.testing.assert_allclose(scores, expected, atol=1e-15)


def test_alibi_slopes_of_four_heads() -> None:
    assert alibi_slopes.values()["slopes"] == [1 / 4, 1 / 16, 1 / 64, 1 / 256]


def test_the_encoder_without_a_code_gives_both_the_the_same_vector() -> None:
    model = replace(translator(), config=replace(translator().config, positions="none"))
    found = outputs(model, SCENE)
    np.testing.assert_allclose(found[0], found[3], atol=1e-12)


def test_a_rotary_score_moves_with_one_word_and_not_with_both() -> None:
    together, later, one = (rotary_turn.scene(*places)["score"] for places in rotary_turn.PLACES)
    assert later == pytest.approx(together)
    assert together - one > 1
    # The query begins an angle before the key, whose dot product is 0.96; a place is one radian.
    assert together == pytest.approx(math.cos(1 - math.acos(0.96)))
