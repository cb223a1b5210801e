"""Statistics of heads on patterns small enough to do by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from explainer.inspect import (
    entropy,
    induction,
    mean_distance,
    most_attended,
    on_duplicates,
    on_first,
    on_itself,
    on_next,
    on_previous,
)
from tests.explainer.helpers import assert_close, few, many

HALF = np.array([[1.0, 0, 0], [0.5, 0.5, 0], [0.25, 0.25, 0.5]])  # one causal head
SQUARE_ONLY = [mean_distance, on_previous, on_next, on_itself]


def looking_at(columns: list[int], n_keys: int | None = None) -> np.ndarray:
    """A head that looks at one key a row."""
    return np.eye(n_keys or len(columns))[columns]


@st.composite
def heads(draw, n: int | None = None) -> np.ndarray:
    """Weights [heads, n, n] whose rows sum to one, zeros included."""
    n = n or draw(st.integers(2, 5))
    shape = (draw(st.integers(1, 3)), n, n)
    scores = draw(hnp.arrays(np.float64, shape, elements=st.floats(0, 8)))
    scores = scores + np.eye(n)  # no empty row
    return scores / scores.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [
        (entropy, (0 + 1 + 1.5) / 3),
        (mean_distance, (0 + 0.5 + (0.5 + 0.25)) / 3),
        (on_previous, (0.5 + 0.25) / 2),
        (on_next, 0.0),
        (on_itself, (1 + 0.5 + 0.5) / 3),
        (on_first, (1 + 0.5 + 0.25) / 3),
        (most_attended, 0),
    ],
)
def test_by_hand(statistic: Callable, expected: float) -> None:
    assert_close(statistic(HALF), expected)
    both = np.stack([HALF, np.eye(3)])
    assert statistic(both).shape == (2,)
    assert_close(statistic(both)[0], expected)
    assert_close(statistic(both)[1], statistic(np.eye(3)))


@pytest.mark.parametrize("n", [1, 2, 8])
def test_entropy_ends_at_zero_and_log2(n: int) -> None:
    assert_close(entropy(np.full((n, n), 1 / n)), np.log2(n))
    assert entropy(np.eye(n)) == 0


def test_neighbours() -> None:
    back, ahead = looking_at([0, 0, 1, 2]), looking_at([1, 2, 3, 3])
    assert [float(on_previous(head)) for head in (back, ahead)] == [1, 0]
    assert [float(on_next(head)) for head in (back, ahead)] == [0, 1]
    assert_close(mean_distance(back), 3 / 4)


def test_queries_and_keys_may_differ_where_no_position_is_compared() -> None:
    across = looking_at([2, 2, 0], n_keys=4)
    assert entropy(across) == 0
    assert_close(on_first(across), 1 / 3)
    assert most_attended(across) == 2
    for statistic in SQUARE_ONLY:
        with pytest.raises(ValueError, match=r"weights \[3, 4\] must have as many queries"):
            statistic(across)


def test_the_induction_head_of_the_paper() -> None:
    # A B C A B C: the second A looks at the first B, the second B at C, the second C at A
    tokens = list("ABCABC")
    perfect = looking_at([0, 0, 0, 1, 2, 3])
    assert induction(perfect, tokens) == 1
    assert on_duplicates(perfect, tokens) == 0
    duplicates = looking_at([0, 0, 0, 0, 1, 2])
    assert induction(duplicates, tokens) == 0
    assert on_duplicates(duplicates, tokens) == 1


def test_only_rows_that_repeat_count_and_all_earlier_places_do() -> None:
    tokens = ["a", "x", "a", "y", "a"]
    weights = np.full((5, 5), 0.2)
    # row 2: after the first a stands key 1; row 4: keys 1 and 3; rows 0, 1 and 3 do not repeat
    assert_close(induction(weights, tokens), (0.2 + 0.4) / 2)
    assert_close(on_duplicates(weights, tokens), (0.2 + 0.4) / 2)
    weights[[0, 1, 3]] = looking_at([4, 4, 4], 5)
    assert_close(induction(weights, tokens), (0.2 + 0.4) / 2)


def test_a_doubled_token_is_followed_by_itself() -> None:
    assert induction(looking_at([0, 1]), ["a", "a"]) == 1


@few
@given(st.integers(2, 6), st.integers(2, 4), st.integers(0, 1000))
def test_repeated_distinct_tokens_have_a_perfect_induction_head(
    period: int, times: int, seed: int
) -> None:
    tokens = np.random.default_rng(seed).permutation(100)[:period].tolist() * times
    columns = [max(0, row - period + 1) for row in range(len(tokens))]
    assert induction(looking_at(columns), tokens) == 1


@many
@given(heads(), st.data())
def test_renamed_tokens_change_nothing(weights: np.ndarray, data: st.DataObject) -> None:
    n = weights.shape[-1]
    tokens = data.draw(st.lists(st.integers(0, n - 2), min_size=n, max_size=n))  # some repeat
    names = [f"word {token}" for token in tokens]
    for statistic in (induction, on_duplicates):
        found = statistic(weights, tokens)
        np.testing.assert_array_equal(found, statistic(weights, names))
        assert found.shape == weights.shape[:1]
        assert (found >= 0).all()
        assert (found <= 1 + 1e-12).all()


@many
@given(heads(), st.randoms(use_true_random=False))
def test_entropy_ignores_the_order_of_keys(weights: np.ndarray, random) -> None:
    order = list(range(weights.shape[-1]))
    random.shuffle(order)
    assert_close(entropy(weights[..., order]), entropy(weights))
    assert (entropy(weights) <= np.log2(weights.shape[-1]) + 1e-12).all()


# --- what does not fit -----------------------------------------------------------------------


@pytest.mark.parametrize("statistic", [induction, on_duplicates])
def test_tokens_have_to_fit_and_repeat(statistic: Callable) -> None:
    with pytest.raises(ValueError, match=r"2 tokens do not fit weights \[3, 3\]"):
        statistic(HALF, ["a", "a"])
    with pytest.raises(ValueError, match="no token occurs twice"):
        statistic(HALF, ["a", "b", "c"])


def test_shapes_without_rows_or_neighbours() -> None:
    with pytest.raises(ValueError, match=r"must be \[\.\.\., queries, keys\], got \[3\]"):
        entropy(np.ones(3))
    with pytest.raises(ValueError, match="nothing before or after"):
        on_previous(np.ones((1, 1)))
