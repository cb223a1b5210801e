"""What attend takes and what it refuses: lists, whole numbers, and numbers that are none."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from explainer.attention import attend
from tests.explainer.helpers import LIBRARIES, Library, assert_close, many, unchecked_shapes

libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)

# Two queries, three keys, d_k = 4.
QUERIES = [[2, 0, 0, 0], [0, 0, 2, 2]]
KEYS = [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]
VALUES = [[10, 0], [0, 10], [10, 10]]


def refuse(message: str, *arrays, **options) -> None:
    with unchecked_shapes(), pytest.raises(ValueError, match=message):
        attend(*arrays, **options)


def test_no_width_and_other_batches_are_named() -> None:
    tokens, none = np.ones((2, 4)), np.ones((2, 0))
    refuse(r"queries and keys have no width: queries \[2, 0\]", none, none, tokens)
    three, five = np.ones((3, 2, 4)), np.ones((5, 2, 4))
    refuse(r"heads \(leading axes\) differ: queries \[3, 2, 4\], keys \[5", three, five, five)
    assert attend(three, tokens, tokens).output.shape == (3, 2, 4)  # one batch for all


def test_lists_and_whole_numbers_are_taken() -> None:
    expected = attend(*(np.array(numbers, dtype=float) for numbers in (QUERIES, KEYS, VALUES)))
    with unchecked_shapes():
        for kind in (list, np.array, lambda numbers: np.array(numbers, dtype=np.int8)):
            trace = attend(*map(kind, (QUERIES, KEYS, VALUES)))
            np.testing.assert_array_equal(trace.output, expected.output)
            assert trace.scores.dtype == np.float64
        masked = attend(QUERIES, KEYS, VALUES, [[True, False, False]])
        assert masked.output.tolist() == [[10, 0], [10, 0]]
        biased = attend(QUERIES, KEYS, VALUES, bias=3)  # the same for every key: nothing changes
        assert_close(biased.output, expected.output, atol=1e-14)
        large = attend(*(100 * np.array(n, dtype=np.int8) for n in ([[1]], [[1], [0]], [[1], [0]])))
        assert large.scores.tolist() == [[10_000, 0]]  # an int8 would have wrapped around


@libraries
def test_whole_numbers_meet_floats_in_every_library(library: Library) -> None:
    with unchecked_shapes():
        trace = attend(library.ids(QUERIES), library.array(KEYS), library.array(VALUES))
    assert type(trace.output) is type(library.ids(QUERIES))
    assert str(trace.output.dtype).endswith("float64")  # as exact as whole numbers are


def test_a_numpy_mask_and_bias_reach_torch() -> None:
    queries, keys, values = (torch.tensor(n).float() for n in (QUERIES, KEYS, VALUES))
    learned = torch.zeros(3, requires_grad=True)
    allowed = np.array([[True, True, False], [False, True, True]])
    trace = attend(queries, keys, values, allowed, bias=learned)
    trace.output.sum().backward()
    assert learned.grad is not None
    with unchecked_shapes():
        trace = attend(queries, keys, values, allowed, bias=np.zeros((2, 3)))
    assert trace.output.dtype == torch.float32


@pytest.mark.parametrize(
    ("queries", "message"),
    [
        ([[1, 2], [3]], "queries: no array, its rows differ in length"),
        (None, "queries must hold real numbers, got object"),
        ([["a", "b"]], "queries must hold real numbers, got <U1"),
        (np.ones((2, 4), dtype=bool), "queries must hold real numbers, got bool"),
        (np.ones((2, 4), dtype=complex), "queries must hold real numbers, got complex128"),
        (torch.ones(2, 4), "arrays of one library are needed, got queries of torch, keys of numpy"),
        (3, r"queries need at least two axes, got \[\]"),
    ],
)
def test_what_is_no_array_of_numbers_is_named(queries, message: str) -> None:
    refuse(message, queries, np.ones((3, 4)), np.ones((3, 2)))


@libraries
@pytest.mark.parametrize("number", [math.nan, math.inf])
@pytest.mark.parametrize("place", range(3), ids=["queries", "keys", "values"])
def test_numbers_that_are_none_are_named(library: Library, place: int, number: float) -> None:
    arrays = [np.ones((2, 3)) for _ in range(3)]
    arrays[place][1, 2] = number
    name = ("queries", "keys", "values")[place]
    message = rf"{name} \[2, 3\] hold numbers that are not finite"
    refuse(message, *(library.array(numbers) for numbers in arrays))


@libraries
def test_a_bias_that_hides_a_row_or_is_none_is_named(library: Library) -> None:
    arrays = [library.array(np.ones((2, 3)))] * 3
    hidden = library.array([[0, 0], [-math.inf, 0]])
    assert np.asarray(attend(*arrays, bias=hidden).weights)[1].tolist() == [0, 1]
    mask = library.mask([[True, True], [True, False]])
    message = r"bias and mask leave row \[1\] of the scores \[2, 2\] nothing but −∞"
    refuse(message, *arrays, mask=mask, bias=hidden)
    for number in (math.nan, math.inf):
        refuse("holds NaN or", *arrays, bias=library.array([number, 0]))


@pytest.mark.parametrize("convert", [np.asarray, torch.asarray], ids=["numpy", "torch"])
def test_what_is_too_large_for_16_bits_is_named(convert) -> None:
    large = convert(np.full((2, 4), 300, dtype=np.float16))
    refuse(r"scores of queries \[2, 4\] and keys .* too large for .*float16", large, large, large)
    ones = convert(np.ones((2, 4), dtype=np.float16))
    refuse("scaled scores or output are too large", ones, ones, ones, scale=1e5)
    attend(ones, ones, 16_000 * ones)  # the sum of all outputs overflows, none of them does


@libraries
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mask": "ab"}, "mask must hold real numbers, got <U2"),
        ({"mask": [[True], [True, False]]}, "mask: no array, its rows differ in length"),
        ({"mask": [[1, 0], [1, 1]]}, "the mask must be boolean"),
        ({"bias": [None, 1]}, "bias must hold real numbers, got object"),
        ({"bias": np.array([1j])}, "bias must hold real numbers, got complex128"),
        ({"bias": 1j}, "bias must hold real numbers, got complex128"),
        ({"scale": math.nan}, "scale must be a finite number, got nan"),
        ({"scale": "a"}, "scale must be a finite number, got 'a'"),
    ],
    ids=str,
)
def test_masks_biases_and_scales_that_are_none_are_named(library, options, message: str) -> None:
    refuse(message, *[library.array(np.ones((2, 4)))] * 3, **options)


def test_a_mask_of_torch_reaches_numpy() -> None:
    mask, bias = torch.tensor([[True, False]]), torch.zeros(2, 2, requires_grad=True)
    assert attend(*[np.eye(2)] * 3, mask, bias=bias).output.tolist() == [[1, 0], [1, 0]]


NUMBERS = st.sampled_from(["f2", "f4", "f8", "i1", "u1", "i8", "?", "c8"]).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0, max_side=3))
)
ANYTHING = NUMBERS | NUMBERS.map(np.ndarray.tolist) | st.none() | st.text(max_size=3)


@many
@given(*[ANYTHING] * 5)
def test_whatever_is_passed_the_result_is_finite_or_refused(q, k, v, mask, bias) -> None:
    try:
        with unchecked_shapes():
            trace = attend(q, k, v, mask, bias=bias)
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert np.isfinite(trace.weights).all()
        assert np.isfinite(trace.output).all()


SMALL = st.sampled_from(["f2", "f4", "i1"]).flatmap(lambda dtype: hnp.arrays(dtype, (2, 3)))


@many
@given(SMALL, SMALL, SMALL, hnp.arrays("f2", (2, 2)))
def test_whatever_numbers_are_passed_the_result_is_finite_or_refused(q, k, v, bias) -> None:
    try:
        with unchecked_shapes():
            trace = attend(q, k, v, bias=bias)
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert np.isfinite(trace.scores).all()
        assert np.isfinite(trace.output).all()
