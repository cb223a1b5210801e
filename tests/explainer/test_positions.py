"""Where a token stands: sinusoidal by hand, rotary and ALiBi by what they promise."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.attention import attend
from explainer.layers import embed
from explainer.positions import alibi, rotary, sinusoidal
from tests.explainer.helpers import (
    FLOAT64_TOLERANCE,
    LIBRARIES,
    Library,
    assert_close,
    few,
    matrices,
    random_model,
)

libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)


@libraries
def test_position_one_by_hand(library: Library) -> None:
    # d = 4: the angles of position 1 are 1/10000^0 = 1 and 1/10000^(2/4) = 0.01;
    # sin 1 = 0.8415, cos 1 = 0.5403, sin 0.01 = 0.0100, cos 0.01 = 0.99995
    code = sinusoidal(2, 4, like=library.array([0.0]))
    assert library.owns(code)
    expected = [[0, 1, 0, 1], [0.8415, 0.5403, 0.0100, 0.99995]]
    assert_close(np.asarray(code), expected, atol=5e-5)
    assert_close(np.asarray(code)[1, 3], 0.99995, atol=5e-7)


@few
@given(st.integers(1, 6), st.integers(0, 50), st.integers(1, 8))
def test_positions_can_start_anywhere(n: int, start: int, pairs: int) -> None:
    whole = sinusoidal(start + n, 2 * pairs)
    np.testing.assert_array_equal(sinusoidal(n, 2 * pairs, start), whole[start:])
    assert_close((whole**2).sum(axis=-1), pairs)  # sin² + cos² = 1 for each pair


@libraries
def test_rotary_by_hand(library: Library) -> None:
    # position 0 stays, position 1 turns (1, 0) by an angle of 1 and (1, 0) by an angle of 0.01
    turned = rotary(library.array([[1, 0, 1, 0], [1, 0, 1, 0]]))
    assert library.owns(turned)
    expected = [[1, 0, 1, 0], [0.5403, 0.8415, 0.99995, 0.0100]]
    assert_close(np.asarray(turned), expected, atol=5e-5)


@few
@given(matrices(1, 6), matrices(1, 6), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_rotary_scores_depend_on_distance_alone(query, key, first, second, shift) -> None:
    near, far = (
        (rotary(query, first + moved) @ rotary(key, second + moved).T).item()
        for moved in (0, shift)
    )
    assert abs(near - far) < 1e-10  # scores reach 400
    assert abs(np.linalg.norm(rotary(query, first)) - np.linalg.norm(query)) < 1e-12 * 20


def test_rotary_scores_do_depend_on_distance() -> None:
    query, key = np.ones((1, 2)), np.ones((1, 2))
    # two equal vectors one radian apart: 2 cos 1 = 1.0806
    assert (rotary(query, 4) @ rotary(key, 3).T).item() == pytest.approx(2 * np.cos(1))


@libraries
def test_alibi_by_hand(library: Library) -> None:
    # two heads: slopes 2^-4 = 1/16 and 2^-8 = 1/256, times the distance
    penalty = alibi(2, 3, like=library.array([0.0]))
    assert library.owns(penalty)
    distance = np.array([[0, 1, 2], [1, 0, 1], [2, 1, 0]])
    assert np.asarray(penalty).tolist() == [(-distance / 16).tolist(), (-distance / 256).tolist()]
    last = alibi(2, 1, 3)
    assert last.tolist() == [[[-2 / 16, -1 / 16, 0]], [[-2 / 256, -1 / 256, 0]]]


def test_the_bias_is_added_to_the_scaled_scores() -> None:
    random = np.random.default_rng(0)
    tokens, bias = random.normal(size=(3, 4)), random.normal(size=(3, 3))
    trace, plain = attend(tokens, tokens, tokens, bias=bias), attend(tokens, tokens, tokens)
    expected = plain.scores / 2 + bias
    assert_close(trace.scaled_scores, expected, atol=FLOAT64_TOLERANCE)
    np.testing.assert_array_equal(trace.scores, plain.scores)


def test_an_odd_width_has_no_pairs() -> None:
    with pytest.raises(ValueError, match="must be even, got 5"):
        sinusoidal(3, 5)
    with pytest.raises(ValueError, match="must be even, got 5"):
        rotary(np.ones((3, 5)))


def test_learned_positions_are_a_table_with_an_end() -> None:
    model = random_model(positions="learned", longest=4)
    ids = np.array([3, 4, 5])
    rows = model.parameters["source_embedding"][ids] * 8**0.5
    expected = rows + model.parameters["source_positions"][1:4]
    assert_close(embed(model, "source", ids, start=1), expected)
    message = "5 source tokens, but the learned code ends at 4"
    with pytest.raises(ValueError, match=re.escape(message)):
        embed(model, "source", ids, start=2)
