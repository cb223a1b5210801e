"""The four-word example against numbers that were worked out by hand."""

import math

import numpy as np
import pytest

from explainer import attend
from generators.figures._shared.four_words import W_K, W_Q, W_V, WIDE, WORDS, X
from generators.kit.marks import printed
from generators.pipeline.paths import ROOT


@pytest.fixture
def trace():
    return attend(X @ W_Q, X @ W_K, X @ W_V)


def test_projections():
    np.testing.assert_array_equal(X @ W_Q, [[1, 1, 0, 0], [0, 0, 4, 1], [2, 4, 0, 0], [0, 2, 0, 1]])
    np.testing.assert_array_equal(X @ W_K, [[1, 0, 0, 0], [0, 2, 0, 2], [2, 0, 1, 0], [0, 0, 1, 2]])
    np.testing.assert_array_equal(X @ W_V, [[1, 0, 0, 0], [0, 1, 0, 1], [2, 0, 2, 0], [0, 0, 2, 1]])


def test_no_projection_leaves_the_embedding_as_it_is():
    for projection in (W_Q, W_K, W_V):
        assert not np.array_equal(X @ projection, X)
    assert not np.array_equal(X @ W_K, X @ W_V)


def test_the_vector_of_animal_picks_rows_of_the_matrices():
    assert set(X[WORDS.index("animal")]) == {0, 1}


def test_the_sums_of_animal_come_out_as_they_are_printed(trace):
    exponentials = np.exp(trace.scaled_scores[1]).round(1)
    assert exponentials.sum().round(1) == np.exp(trace.scaled_scores[1]).sum().round(1)
    weights = (exponentials / exponentials.sum()).round(2)
    np.testing.assert_array_equal(weights, trace.weights[1].round(2))
    assert weights.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(weights @ (X @ W_V), trace.output[1].round(2), atol=1e-12)


def test_scores_and_scaling(trace):
    by_hand = np.array([[1, 2, 2, 0], [0, 2, 4, 6], [2, 8, 4, 0], [0, 6, 0, 2]])
    np.testing.assert_array_equal(trace.scores, by_hand)
    np.testing.assert_array_equal(trace.scaled_scores, by_hand / 2)
    np.testing.assert_array_equal(trace.masked_scores, trace.scaled_scores)


def test_row_of_animal(trace):
    exponentials = [1.0, math.e, math.e**2, math.e**3]
    assert sum(exponentials) == pytest.approx(31.1929, abs=5e-5)
    weights = [0.0321, 0.0871, 0.2369, 0.6439]
    np.testing.assert_allclose(trace.weights[1], weights, atol=5e-5)
    the, animal, was, tired = trace.weights[1]
    by_hand = [the + 2 * was, animal, 2 * was + 2 * tired, animal + tired]
    np.testing.assert_allclose(trace.output[1], by_hand, rtol=1e-12)
    np.testing.assert_allclose(trace.output[1], [0.5058, 0.0871, 1.7616, 0.7311], atol=5e-5)


def test_plain_rounding_prints_rows_that_sum_to_one(trace):
    swapped = X.copy()
    swapped[WORDS.index("tired")] = WIDE
    for weights in (trace.weights, attend(swapped @ W_Q, swapped @ W_K, swapped @ W_V).weights):
        np.testing.assert_array_equal(printed(weights), np.round(weights, 2))


def test_another_last_word(trace):
    x = np.vstack([X[:3], WIDE])
    swapped = attend(x @ W_Q, x @ W_K, x @ W_V)
    np.testing.assert_array_equal(swapped.scores[1], [0, 2, 4, 2])
    total = 1 + 2 * math.e + math.e**2
    np.testing.assert_allclose(
        swapped.weights[1], np.array([1, math.e, math.e**2, math.e]) / total, rtol=1e-12
    )
    np.testing.assert_array_equal(swapped.scores[0, :3], trace.scores[0, :3])


def test_what_the_page_says_of_the_formula(trace):
    values, order = X @ W_V, [2, 0, 3, 1]
    assert trace.weights.shape == (len(WORDS), len(WORDS)), "a word looks at itself too"
    assert trace.weights.min() > 0.01
    assert trace.scores[1, 2] != trace.scores[2, 1], "asking is not answering"
    quality = (trace.weights @ X)[1, 2]
    assert trace.output[1, 2] == pytest.approx(2 * quality), "of values, not of inputs"
    shuffled = attend((X @ W_Q)[order], (X @ W_K)[order], values[order])
    np.testing.assert_allclose(shuffled.output, trace.output[order], atol=1e-12)


def test_one_word_changes_one_score_and_every_weight(trace):
    x = np.vstack([X[:3], WIDE])
    swapped = attend(x @ W_Q, x @ W_K, x @ W_V)
    np.testing.assert_array_equal(swapped.scores[1] != trace.scores[1], [False, False, False, True])
    assert np.abs(swapped.weights[1] - trace.weights[1]).min() > 0.03


def test_the_chapter_shows_the_row_that_its_code_prints(trace):
    page = (ROOT / "docs/self-attention.md").read_text(encoding="utf-8")
    assert f"# {trace.weights[WORDS.index('animal')].round(2)}" in page
