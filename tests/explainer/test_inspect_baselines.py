"""Controls for a statistic: shuffled weights, random weights, shuffled words."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.attention import causal_mask
from explainer.inspect import (
    Attentions,
    baseline,
    from_arrays,
    on_first,
    on_previous,
    on_shuffled_input,
)
from tests.explainer.helpers import assert_close, unchecked_shapes

HALF = np.array([[1.0, 0, 0], [0.5, 0.5, 0], [0.25, 0.25, 0.5]])  # one causal head
WORDS = tuple("abcde")


def looking_at(columns: list[int]) -> np.ndarray:
    """A head that looks at one key a row."""
    return np.eye(len(columns))[columns]


def test_shuffling_keeps_each_row_s_weights_and_the_mask() -> None:
    mask = causal_mask(3)
    seen: list[np.ndarray] = []

    def statistic(weights: np.ndarray) -> np.ndarray:
        seen.append(weights)
        return on_previous(weights)

    found = baseline(statistic, np.stack([HALF, np.eye(3)]), mask=mask, draws=20)
    assert found.shape == (20, 2)
    for weights in seen:
        np.testing.assert_array_equal(np.sort(weights[0]), np.sort(HALF))
        assert not weights[:, ~mask].any()
    assert len({weights.tobytes() for weights in seen}) > 1


def test_a_shuffled_neighbour_head_scores_like_chance() -> None:
    head = looking_at([0, 0, 1, 2, 3, 4])
    assert on_previous(head) == 1
    found = baseline(on_previous, head, draws=2000)
    assert abs(found.mean() - 1 / 6) < 4 * found.std() / np.sqrt(2000)


def test_random_rows_are_shares_inside_the_mask() -> None:
    seen: list[np.ndarray] = []

    def statistic(weights: np.ndarray) -> float:
        seen.append(weights)
        return float(weights[0, 2, 0])

    mask = causal_mask(3)
    found = baseline(statistic, np.stack([HALF, HALF]), "random", mask, draws=2000, seed=1)
    for weights in seen:
        assert_close(weights.sum(axis=-1), 1)
        assert not weights[:, ~mask].any()
        assert np.abs(weights[0, 2] - weights[1, 2]).max() > 0
    assert abs(found.mean() - 1 / 3) < 4 * found.std() / np.sqrt(2000)


def test_the_seed_decides() -> None:
    first, same, other = (baseline(on_previous, np.eye(4), seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first, same)
    assert (first != other).any()


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"draws": 0}, "draws must be at least 1, got 0"),
        ({"how": "else"}, "got 'else'"),
        ({"mask": np.ones((2, 2), dtype=bool)}, r"mask \[2, 2\] does not fit weights \[3, 3\]"),
        ({"mask": np.zeros((3, 3), dtype=bool)}, "row that may see nothing"),
        ({"mask": np.eye(3, dtype=bool)}, "attention outside the mask"),
    ],
)
def test_baselines_that_cannot_be_drawn(choices: dict, message: str) -> None:
    with unchecked_shapes(), pytest.raises(ValueError, match=message):
        baseline(on_previous, HALF, **choices)


# --- shuffled words ---------------------------------------------------------------------------


def looks_left(tokens: tuple[str, ...]) -> Attentions:
    """A model of one head that looks at the place before, whatever stands there."""
    return from_arrays([looking_at([0, *range(len(tokens) - 1)])[None]], tokens)


def looks_at_a(tokens: tuple[str, ...]) -> Attentions:
    """A model of one head that looks at the word a, wherever it stands."""
    return from_arrays([looking_at([tokens.index("a")] * len(tokens))[None]], tokens)


def test_a_head_of_places_does_not_notice_the_order_and_a_head_of_words_does() -> None:
    def previous(seen: Attentions) -> np.ndarray:
        return on_previous(seen.layers[0])

    def first(seen: Attentions) -> np.ndarray:
        return on_first(seen.layers[0])

    assert on_shuffled_input(previous, looks_left, WORDS).tolist() == [[1.0]] * 20
    assert first(looks_at_a(WORDS)).tolist() == [1.0]
    found = on_shuffled_input(first, looks_at_a, WORDS, draws=2000)[:, 0]
    assert abs(found.mean() - 1 / 5) < 4 * found.std() / np.sqrt(2000)


def test_shuffling_keeps_the_words_and_the_places_that_stay() -> None:
    seen: list[tuple[str, ...]] = []

    def attentions_of(tokens: tuple[str, ...]) -> Attentions:
        seen.append(tokens)
        return looks_left(tokens)

    on_shuffled_input(lambda _: np.zeros(1), attentions_of, WORDS, keep=(0, -1), draws=30)
    assert all(sorted(tokens) == list(WORDS) for tokens in seen)
    assert {(tokens[0], tokens[-1]) for tokens in seen} == {("a", "e")}
    assert {tokens[1:4] for tokens in seen} == {
        tuple(word) for word in ("bcd", "bdc", "cbd", "cdb", "dbc", "dcb")
    }


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"draws": 0}, "draws must be at least 1, got 0"),
        ({"keep": (5,)}, "no place 5 among 5 tokens"),
        ({"keep": (-6,)}, "no place -6 among 5 tokens"),
        ({"keep": (0, 1, 2, -1)}, "1 of 5 tokens may move"),
    ],
)
def test_words_that_cannot_be_shuffled(choices: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        on_shuffled_input(lambda _: np.zeros(1), looks_left, WORDS, **choices)
