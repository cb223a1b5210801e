"""Rank correlation and its interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.inspect import bootstrap_interval, ranks, spearman
from tests.explainer.helpers import assert_close, many, unchecked_shapes

rows = st.lists(st.integers(-3, 3), min_size=2, max_size=8).filter(lambda row: len(set(row)) > 1)


def test_equal_values_share_their_ranks() -> None:
    assert ranks([30, 10, 20, 10]).tolist() == [4, 1.5, 3, 1.5]
    assert ranks([5.0]).tolist() == [1]
    assert ranks([2, 2, 2]).tolist() == [2, 2, 2]


def test_spearman_by_hand() -> None:
    assert spearman([1, 2, 3], [10, 100, 1000]) == 1
    assert spearman([1, 2, 3], [3, 2, 1]) == -1
    # without ties 1 - 6 Σd² / (n (n² - 1)): differences 0, 1, 1, 0
    assert_close(spearman([1, 2, 3, 4], [1, 3, 2, 4]), 1 - 6 * 2 / (4 * 15))
    # ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4, centred: -1.5, 0, 0, 1.5 and -1.5, -0.5, 0.5, 1.5
    assert_close(spearman([1, 2, 2, 3], [1, 2, 3, 4]), 4.5 / np.sqrt(4.5 * 5))


@many
@given(rows, st.randoms(use_true_random=False))
def test_only_the_order_counts(row: list[int], random) -> None:
    other = list(range(len(row)))
    random.shuffle(other)
    found = spearman(row, other)
    assert -1 <= found <= 1
    assert_close(spearman(other, row), found)
    assert_close(spearman(np.exp(row), other), found)
    assert_close(spearman([-value for value in row], other), -found)
    assert_close(spearman(row, row), 1)


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ([1, 2], [1, 2, 3], "2 values cannot be paired with 3"),
        ([1], [1], "at least two pairs"),
        ([1, 1], [1, 2], "order is undefined"),
        ([1, float("nan")], [1, 2], "none of them NaN"),
        ([[1, 2]], [[1, 2]], "one row"),
    ],
)
def test_what_has_no_correlation(first: list, second: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        spearman(first, second)


def test_the_interval_of_a_mean_is_about_two_standard_errors_wide() -> None:
    values = np.random.default_rng(0).normal(size=400)
    low, high = bootstrap_interval(np.mean, values, draws=4000)
    error = values.std() / np.sqrt(len(values))
    assert abs(low - (values.mean() - 1.96 * error)) < 0.2 * error
    assert abs(high - (values.mean() + 1.96 * error)) < 0.2 * error


def test_pairs_stay_together_and_the_seed_decides() -> None:
    values = np.random.default_rng(1).normal(size=30)
    low, high = bootstrap_interval(spearman, values, 3 * values + 1)
    assert_close([low, high], [1, 1])
    noisy = values + np.random.default_rng(2).normal(size=30)
    first, again, other = (bootstrap_interval(spearman, values, noisy, seed=s) for s in (0, 0, 1))
    assert first == again != other
    assert first[0] < spearman(values, noisy) < first[1]
    narrow = bootstrap_interval(spearman, values, noisy, level=0.5)
    assert first[0] < narrow[0] < narrow[1] < first[1]


def test_intervals_that_cannot_be_drawn() -> None:
    with unchecked_shapes():
        for choices in ({"level": 1.0}, {"draws": 0}):
            with pytest.raises(ValueError, match="level must lie between 0 and 1"):
                bootstrap_interval(np.mean, [1, 2], **choices)
        with pytest.raises(ValueError, match=r"one common number of cases, got \[2, 3\]"):
            bootstrap_interval(spearman, [1, 2], [1, 2, 3])
        with pytest.raises(ValueError, match=r"one common number of cases, got \[0\]"):
            bootstrap_interval(np.mean, [])
        with pytest.raises(ValueError, match="undefined in 1000 of 1000 draws"):
            bootstrap_interval(spearman, [1, 1], [1, 2])
