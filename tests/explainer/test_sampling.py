"""Choosing the next word, checked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.generate import greedy
from explainer.sampling import (
    choose,
    distribution,
    entropy,
    keep_top_k,
    keep_top_p,
    sample,
    with_temperature,
)
from tests.explainer.helpers import few, random_model

FOUR = np.array([0.1, 0.5, 0.15, 0.25])
ROWS = st.lists(st.floats(-8, 8), min_size=2, max_size=12).map(np.array)


def test_temperature_by_hand() -> None:
    logits = np.log(np.array([1.0, 4.0]))
    np.testing.assert_allclose(with_temperature(logits, 1.0), [0.2, 0.8])
    np.testing.assert_allclose(with_temperature(logits, 2.0), [1 / 3, 2 / 3])  # roots: 1 and 2
    np.testing.assert_allclose(with_temperature(logits, 0.5), [1 / 17, 16 / 17])  # squares


def test_top_k_keeps_the_largest_and_rescales() -> None:
    np.testing.assert_allclose(keep_top_k(FOUR, 2), [0, 2 / 3, 0, 1 / 3])
    np.testing.assert_allclose(keep_top_k(FOUR, 9), FOUR)
    np.testing.assert_allclose(keep_top_k(np.full(3, 1 / 3), 1), [1, 0, 0])


def test_top_p_keeps_the_fewest_that_reach_p() -> None:
    np.testing.assert_allclose(keep_top_p(FOUR, 0.5), [0, 1, 0, 0])
    np.testing.assert_allclose(keep_top_p(FOUR, 0.51), [0, 2 / 3, 0, 1 / 3])
    np.testing.assert_allclose(keep_top_p(FOUR, 0.8), [0, 0.5 / 0.9, 0.15 / 0.9, 0.25 / 0.9])
    np.testing.assert_array_equal(keep_top_p(FOUR, 1.0), FOUR)


def test_several_rows_are_cut_each_by_itself() -> None:
    rows = np.stack([FOUR, FOUR[::-1]])
    both = keep_top_p(keep_top_k(rows, 3), 0.5)
    np.testing.assert_allclose(both, [[0, 1, 0, 0], [0, 0, 1, 0]])


@few
@given(ROWS, st.floats(0.1, 5), st.integers(1, 12), st.floats(0.05, 1))
def test_rows_sum_to_one_and_the_best_word_stays(
    logits: np.ndarray, temperature: float, k: int, p: float
) -> None:
    row = distribution(logits, temperature, k, p)
    assert row.sum() == pytest.approx(1)
    assert np.count_nonzero(row) <= k
    before = distribution(logits, temperature)
    assert row[before == before.max()].max() == row.max()  # several words may share the first place


def test_draws_have_the_frequencies_of_the_distribution() -> None:
    rows = np.broadcast_to(keep_top_k(FOUR, 3), (4000, 4))
    drawn = np.bincount(choose(rows, np.random.default_rng(0)), minlength=4) / 4000
    assert drawn[0] == 0
    np.testing.assert_allclose(drawn, keep_top_k(FOUR, 3), atol=0.03)  # about 4 deviations


def test_entropy_in_bits() -> None:
    rows = np.array([[0.5, 0.5, 0, 0], [0.25] * 4, [1, 0, 0, 0]])
    np.testing.assert_allclose(entropy(rows), [1, 2, 0])


@pytest.mark.parametrize("how", [{"top_k": 1}, {"top_p": 0.001}, {"temperature": 1e-4}])
def test_keeping_one_word_is_greedy(how: dict[str, float]) -> None:
    model, source = random_model(3), np.array([3, 4, 5])
    drawn = sample(model, source, np.random.default_rng(0), max_length=8, **how)  # type: ignore[arg-type]
    np.testing.assert_array_equal(drawn, greedy(model, source, 8))


def test_the_seed_decides_the_draw() -> None:
    model, source = random_model(3), np.array([3, 4, 5])
    first, again, other = (
        sample(model, source, np.random.default_rng(seed), 20.0, max_length=12).tolist()
        for seed in (0, 0, 1)
    )
    assert first == again != other


def test_what_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="temperature must be above 0, got 0"):
        with_temperature(FOUR, 0.0)
    with pytest.raises(ValueError, match="got k = 0"):
        keep_top_k(FOUR, 0)
    with pytest.raises(ValueError, match=r"at most 1, got 1\.2"):
        keep_top_p(FOUR, 1.2)
    with pytest.raises(ValueError, match="max_length must be at least 1, got 0"):
        sample(random_model(), np.array([3]), np.random.default_rng(0), max_length=0)
