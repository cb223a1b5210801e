"""What the page on scores shows, where it can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np

from explainer import softmax
from generators.figures.scores import look_up_learned, one_row_of_weights, softmax_by_hand
from generators.figures.scores._page import drawn, entropy, jacobian


def test_the_worked_softmax() -> None:
    # e^0.19 = 1.2092, e^0.50 = 1.6487: 1.2092 / 2.8579 = 0.4231
    two = softmax_by_hand.values()["two"]
    assert [round(weight, 3) for weight in two["weights"]] == [0.423, 0.577]


def test_jacobian_by_hand() -> None:
    # diag(w) − w wᵀ with w = 1/2, 1/4, 1/4
    expected = np.array([[4, -2, -2], [-2, 3, -1], [-2, -1, 3]]) / 16
    np.testing.assert_allclose(jacobian(np.array([0.5, 0.25, 0.25])), expected, atol=1e-15)


def test_jacobian_is_the_derivative() -> None:
    scores = np.random.default_rng(3).standard_normal(5)
    step = 1e-6
    nudged = np.array(
        [softmax(scores + step * row) - softmax(scores - step * row) for row in np.eye(5)]
    )
    np.testing.assert_allclose(jacobian(softmax(scores)), nudged.T / (2 * step), atol=1e-9)


def test_entropy_by_hand() -> None:
    rows = np.array([[0.25] * 4, [1.0, 0, 0, 0], [0.5, 0.5, 0, 0]])
    np.testing.assert_allclose(entropy(rows), [2, 0, 1], atol=1e-15)


def test_scores_are_products_of_what_was_drawn() -> None:
    scores, keys = drawn(4, 3, 2)
    assert scores.shape == (2, 3) and keys.shape == (2, 3, 4)
    again, _ = drawn(4, 3, 2)
    np.testing.assert_array_equal(scores, again)


def test_the_additive_score_holds_a_vector_for_each_pair() -> None:
    found = look_up_learned.values()
    pairs = found["cost_length"] ** 2
    assert found["cost"]["dot"]["numbers"] == pairs
    assert found["cost"]["additive"]["numbers"] == pairs * (found["width"] + 1)


def test_the_row_shown_is_the_same_divided_and_not() -> None:
    found = one_row_of_weights.values()
    for width, row in found["unscaled"].items():
        divided = found["scaled"][width]
        assert abs(sum(row) - 1) < 1e-9
        # weights of one row of scores: their logarithms differ by the factor √d_k
        ratio = math.log(row[0] / row[1]) / math.log(divided[0] / divided[1])
        assert abs(ratio - math.sqrt(int(width))) < 1e-6 * int(width)
