"""One attention: by hand, against a plain loop, its properties, its errors."""

from __future__ import annotations

import math
import re

import jaxtyping
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.attention import attend, causal_mask, combine_masks, padding_mask, softmax
from tests.explainer.helpers import (
    FLOAT64_TOLERANCE,
    LIBRARIES,
    Library,
    assert_close,
    many,
    matrices,
    unchecked_shapes,
)

libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)


# --- worked out by hand ----------------------------------------------------------------------

# Two queries, three keys, d_k = 4, so the scale is 1/√4 = 1/2.
QUERIES = [[2, 0, 0, 0], [0, 0, 2, 2]]
KEYS = [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]
VALUES = [[10, 0], [0, 10], [10, 10]]


@libraries
def test_small_integers_by_hand(library: Library) -> None:
    trace = attend(*(library.array(numbers) for numbers in (QUERIES, KEYS, VALUES)))
    # 2·1 = 2 with the first key, nothing in common with the others; 2·1 = 2 with the third
    assert np.asarray(trace.scores).tolist() == [[2, 0, 0], [0, 0, 2]]
    assert np.asarray(trace.scaled_scores).tolist() == [[1, 0, 0], [0, 0, 1]]
    # e / (e + 1 + 1) = 2.71828 / 4.71828 = 0.57612, 1 / 4.71828 = 0.21194
    weights = [[0.57612, 0.21194, 0.21194], [0.21194, 0.21194, 0.57612]]
    assert_close(np.asarray(trace.weights), weights, atol=5e-6)
    # first row: 5.7612 + 0 + 2.1194 and 0 + 2.1194 + 2.1194; second: 2.1194 + 5.7612, twice
    output = [[7.8806, 4.2388], [7.8806, 7.8806]]
    assert_close(np.asarray(trace.output), output, atol=5e-5)
    assert library.owns(trace.output)


@libraries
def test_small_integers_with_a_mask_by_hand(library: Library) -> None:
    allowed = library.mask([[True, True, False], [False, True, False]])
    trace = attend(*(library.array(numbers) for numbers in (QUERIES, KEYS, VALUES)), allowed)
    assert np.asarray(trace.masked_scores).tolist() == [
        [1, 0, -math.inf],
        [-math.inf, 0, -math.inf],
    ]
    # e / (e + 1) = 2.71828 / 3.71828 = 0.73106; the second query has one key left
    weights = [[0.73106, 0.26894, 0], [0, 1, 0]]
    assert_close(np.asarray(trace.weights), weights, atol=5e-6)
    assert_close(np.asarray(trace.output), [[7.3106, 2.6894], [0, 10]], atol=5e-5)
    assert np.asarray(trace.scaled_scores).tolist() == [[1, 0, 0], [0, 0, 1]]


@libraries
def test_softmax_of_two_scores_by_hand(library: Library) -> None:
    # e^0.19 = 1.2092, e^0.50 = 1.6487, sum 2.8580
    weights = np.asarray(softmax(library.array([0.19, 0.50])))
    assert_close(weights, [0.423, 0.577], atol=5e-4)


def test_causal_mask_by_hand() -> None:
    assert causal_mask(3).astype(int).tolist() == [[1, 0, 0], [1, 1, 0], [1, 1, 1]]
    assert causal_mask(2, 4).astype(int).tolist() == [[1, 1, 1, 0], [1, 1, 1, 1]]


@libraries
def test_masks_in_every_library(library: Library) -> None:
    ids = library.ids([[5, 7, 0], [4, 0, 0]])
    real = padding_mask(ids, 0)
    assert np.asarray(real).tolist() == [[[True, True, False]], [[True, False, False]]]
    causal = causal_mask(3, like=library.array([0.0]))
    both = combine_masks(None, real, None, causal)
    assert type(both) is type(ids)
    expected = [[[1, 0, 0], [1, 1, 0], [1, 1, 0]], [[1, 0, 0], [1, 0, 0], [1, 0, 0]]]
    assert np.asarray(both).astype(int).tolist() == expected
    assert combine_masks() is None
    assert combine_masks(None, None) is None


# --- against a loop that follows the formula literally ---------------------------------------


def attend_in_a_loop(queries, keys, values, mask, scale):
    """One query and one key at a time, in Python floats."""
    output = np.zeros((len(queries), values.shape[1]))
    for row, query in enumerate(queries):
        scores = [math.fsum(query * key) * scale for key in keys]
        allowed = [column for column in range(len(keys)) if mask[row, column]]
        top = max(scores[column] for column in allowed)
        total = math.fsum(math.exp(scores[column] - top) for column in allowed)
        for column in allowed:
            output[row] += math.exp(scores[column] - top) / total * values[column]
    return output


@libraries
@pytest.mark.parametrize("scale", [None, 0.25])
def test_same_numbers_in_every_library(library: Library, scale: float | None) -> None:
    random = np.random.default_rng(7)
    queries, keys = random.normal(size=(2, 3, 4, 6)), random.normal(size=(2, 3, 5, 6))
    values = random.normal(size=(2, 3, 5, 2))
    mask = random.random((2, 1, 4, 5)) < 0.6  # one mask for three heads
    mask[..., 0] = True
    arrays = (library.array(numbers) for numbers in (queries, keys, values))
    trace = attend(*arrays, library.mask(mask), scale)
    for batch, head in np.ndindex(2, 3):
        inputs = (numbers[batch, head] for numbers in (queries, keys, values))
        expected = attend_in_a_loop(*inputs, mask[batch, 0], scale or 6**-0.5)
        found = np.asarray(trace.output)[batch, head]
        assert_close(found, expected, atol=library.tolerance)


# --- properties ------------------------------------------------------------------------------


@st.composite
def attentions(draw: st.DrawFn):
    n_queries, n_keys, d_k, d_v = (draw(st.integers(1, 5)) for _ in range(4))
    queries, keys = draw(matrices(n_queries, d_k)), draw(matrices(n_keys, d_k))
    bits = draw(st.lists(st.booleans(), min_size=n_queries * n_keys, max_size=n_queries * n_keys))
    mask = np.array(bits).reshape(n_queries, n_keys)
    for row in mask:
        row[draw(st.integers(0, n_keys - 1))] = True
    return queries, keys, draw(matrices(n_keys, d_v)), mask


@many
@given(attentions())
def test_weights_are_shares_of_what_may_be_seen(inputs) -> None:
    queries, keys, values, mask = inputs
    trace = attend(*inputs)
    assert_close(trace.weights.sum(axis=-1), 1, atol=FLOAT64_TOLERANCE)
    assert (trace.weights >= 0).all()
    assert (trace.weights[~mask] == 0).all()
    assert (trace.masked_scores[~mask] == -math.inf).all()
    np.testing.assert_array_equal(trace.masked_scores[mask], trace.scaled_scores[mask])
    expected = attend_in_a_loop(queries, keys, values, mask, queries.shape[-1] ** -0.5)
    assert_close(trace.output, expected, atol=1e-11)


@many
@given(attentions())
def test_output_lies_between_the_values(inputs) -> None:
    _, _, values, mask = inputs
    output = attend(*inputs).output
    for row, seen in zip(output, mask, strict=True):
        assert (row >= values[seen].min(axis=0) - 1e-11).all()
        assert (row <= values[seen].max(axis=0) + 1e-11).all()


@many
@given(attentions(), st.data())
def test_order_of_keys_does_not_matter(inputs, data: st.DataObject) -> None:
    queries, keys, values, mask = inputs
    order = data.draw(st.permutations(range(len(keys))))
    shuffled = attend(queries, keys[order], values[order], mask[:, order])
    trace = attend(*inputs)
    assert_close(shuffled.output, trace.output, atol=1e-11)
    assert_close(shuffled.weights, trace.weights[:, order], atol=1e-11)


@many
@given(attentions())
def test_a_key_that_all_masks_hide_might_as_well_be_gone(inputs) -> None:
    queries, keys, values, mask = inputs
    more_keys, more_values = np.vstack([keys, 100 + keys[:1]]), np.vstack([values, values[:1] - 9])
    hidden = np.hstack([mask, np.zeros((len(queries), 1), dtype=bool)])
    longer = attend(queries, more_keys, more_values, hidden)
    assert_close(longer.output, attend(*inputs).output, atol=1e-11)


@many
@given(matrices(3, 4, largest=30), st.floats(-1000, 1000))
def test_softmax_ignores_a_shift(scores: np.ndarray, shift: float) -> None:
    assert_close(softmax(scores + shift), softmax(scores), atol=1e-11)


@libraries
def test_softmax_of_huge_scores_is_finite(library: Library) -> None:
    weights = np.asarray(softmax(library.array([[1e4, 1e4, -1e4], [-1e30, -1e30, -1e30]])))
    assert_close(weights, [[0.5, 0.5, 0], [1 / 3] * 3], atol=library.tolerance)


def test_softmax_along_another_axis() -> None:
    scores = np.random.default_rng(0).normal(size=(3, 4))
    np.testing.assert_array_equal(softmax(scores, axis=0), softmax(scores.T).T)


@many
@given(st.integers(2, 6), st.data())
def test_the_future_cannot_leak(n: int, data: st.DataObject) -> None:
    first_changed = data.draw(st.integers(1, n - 1))
    tokens, other = data.draw(matrices(n, 3)), data.draw(matrices(n, 3))
    changed = np.where(np.arange(n)[:, None] < first_changed, tokens, other)
    before, after = (attend(x, x, x, causal_mask(n)) for x in (tokens, changed))
    np.testing.assert_array_equal(before.output[:first_changed], after.output[:first_changed])


# --- errors ----------------------------------------------------------------------------------

MISFITS = [
    ((4,), (3, 4), (3, 2), "queries need at least two axes, got [4]"),
    ((2, 4), (4,), (3, 2), "keys need at least two axes, got [4]"),
    ((2, 4), (3, 4), (3,), "values need at least two axes, got [3]"),
    ((2, 4), (3, 5), (3, 2), "differ in width (last axis): queries [2, 4], keys [3, 5]"),
    ((2, 4), (3, 4), (5, 2), "differ in number (second last axis): keys [3, 4], values [5, 2]"),
]


@libraries
@pytest.mark.parametrize(("queries", "keys", "values", "message"), MISFITS)
def test_shapes_that_do_not_fit_are_named(library: Library, queries, keys, values, message) -> None:
    arrays = [library.array(np.ones(shape)) for shape in (queries, keys, values)]
    with unchecked_shapes(), pytest.raises(ValueError, match=re.escape(message)):
        attend(*arrays)


def blind_row(shape: tuple[int, ...], *row: int) -> np.ndarray:
    mask = np.ones(shape, dtype=bool)
    mask[row] = False
    return mask


MASKS = [
    (np.ones((2, 3)), "the mask must be boolean"),
    (np.ones((2, 2), dtype=bool), "mask of shape [2, 2] does not broadcast to scores [2, 3]"),
    (np.ones((5, 2, 3), dtype=bool), "[5, 2, 3] does not broadcast to scores [2, 3]"),
    (blind_row((2, 3), 1), "row [1] of the mask [2, 3] may look at nothing; for scores [2, 3]"),
    (blind_row((1, 3), 0), "row [0] of the mask [1, 3] may look at nothing"),
]


@libraries
@pytest.mark.parametrize(("mask", "message"), MASKS)
def test_masks_that_do_not_fit_are_named(library: Library, mask, message) -> None:
    arrays = [library.array(np.ones(shape)) for shape in ((2, 4), (3, 4), (3, 2))]
    mask = library.array(mask) if mask.dtype != bool else library.mask(mask)
    with unchecked_shapes(), pytest.raises(ValueError, match=re.escape(message)):
        attend(*arrays, mask)


def test_a_blind_row_is_named_in_every_batch_and_head() -> None:
    tokens = np.ones((2, 3, 4, 5))
    with pytest.raises(ValueError, match=re.escape("row [1, 2, 0] of the mask [2, 3, 4, 4]")):
        attend(tokens, tokens, tokens, blind_row((2, 3, 4, 4), 1, 2, 0))


def test_more_queries_than_keys_cannot_be_causal() -> None:
    with pytest.raises(ValueError, match="4 queries cannot be the last of 3 keys"):
        causal_mask(4, 3)


def test_the_shapes_in_the_signatures_are_enforced_here() -> None:
    with pytest.raises(jaxtyping.TypeCheckError):
        attend(np.ones((2, 4)), np.ones((3, 5)), np.ones((3, 2)))


def test_a_bias_that_does_not_fit_and_no_keys_at_all_are_named() -> None:
    queries, keys = np.ones((2, 4)), np.ones((3, 4))
    with unchecked_shapes(), pytest.raises(ValueError, match=r"bias of shape \[5, 2, 3\]"):
        attend(queries, keys, keys, bias=np.zeros((5, 2, 3)))
    with unchecked_shapes(), pytest.raises(ValueError, match=r"no key to look at: keys \[0, 4\]"):
        attend(queries, keys[:0], keys[:0])
