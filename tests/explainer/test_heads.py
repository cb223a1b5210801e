"""Several heads: each one alone, all together, one taken away."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.attention import attend, causal_mask
from explainer.heads import merge_heads, multi_head_attention, remove_head, split_heads
from explainer.model import Config, parameter_shapes
from tests.explainer.helpers import (
    FLOAT64_TOLERANCE,
    LIBRARIES,
    Library,
    assert_close,
    attention_parameters,
    few,
    many,
    random_model,
    unchecked_shapes,
)

libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
sizes = st.tuples(st.integers(1, 4), st.integers(1, 4))  # heads, width of one head
seeds = st.integers(0, 2**32 - 1)


@libraries
def test_split_by_hand(library: Library) -> None:
    # two positions, four features: head 0 gets features 0 and 1 of both positions
    features = library.array([[1, 2, 3, 4], [5, 6, 7, 8]])
    heads = split_heads(features, 2)
    assert np.asarray(heads).tolist() == [[[1, 2], [5, 6]], [[3, 4], [7, 8]]]
    assert np.asarray(merge_heads(heads)).tolist() == np.asarray(features).tolist()


@many
@given(st.lists(st.integers(1, 3), max_size=2), st.integers(1, 5), sizes)
def test_merge_undoes_split(leading: list[int], positions: int, size: tuple[int, int]) -> None:
    n_heads, d_head = size
    shape = (*leading, positions, n_heads * d_head)
    features = np.arange(np.prod(shape), dtype=float).reshape(shape)
    heads = split_heads(features, n_heads)
    assert heads.shape == (*leading, n_heads, positions, d_head)
    np.testing.assert_array_equal(merge_heads(heads), features)


def one_head_at_a_time(looking, looked_at, parameters, n_heads, mask=None):
    """Every head with its own columns of the projections, as the paper writes it."""
    d_head = looking.shape[-1] // n_heads
    outputs = []
    for head in range(n_heads):
        own = slice(head * d_head, (head + 1) * d_head)
        queries, keys, values = (
            tokens @ parameters[name][:, own] + parameters[f"{name}_bias"][own]
            for tokens, name in ((looking, "query"), (looked_at, "key"), (looked_at, "value"))
        )
        outputs.append(attend(queries, keys, values, mask).output)
    return outputs, np.concatenate(outputs, axis=-1) @ parameters["output"]


@many
@given(sizes, st.integers(1, 5), st.integers(1, 5), seeds)
def test_looped_heads_equal_batched_heads(size, n_queries: int, n_keys: int, seed: int) -> None:
    n_heads, d_head = size
    d_model = n_heads * d_head
    random = np.random.default_rng(seed)
    parameters = attention_parameters(d_model, seed)
    looking, looked_at = (
        random.normal(size=(n_queries, d_model)),
        random.normal(size=(n_keys, d_model)),
    )
    mask = random.random((n_queries, n_keys)) < 0.5
    mask[:, 0] = True
    trace = multi_head_attention(looking, looked_at, parameters, n_heads, mask)
    outputs, projected = one_head_at_a_time(looking, looked_at, parameters, n_heads, mask)
    for head, output in enumerate(outputs):
        assert_close(trace.head(head).output, output, atol=FLOAT64_TOLERANCE)
    expected = projected + parameters["output_bias"]
    assert_close(trace.output, expected, atol=FLOAT64_TOLERANCE)
    assert_close(trace.weights.sum(axis=-1), 1, atol=FLOAT64_TOLERANCE)


@libraries
def test_same_numbers_in_every_library(library: Library) -> None:
    random = np.random.default_rng(3)
    looking, looked_at = random.normal(size=(2, 4, 8)), random.normal(size=(2, 5, 8))
    mask = np.ones((2, 1, 1, 5), dtype=bool)
    mask[1, ..., 3:] = False
    expected = multi_head_attention(looking, looked_at, attention_parameters(8), 4, mask)
    trace = multi_head_attention(
        library.array(looking),
        library.array(looked_at),
        attention_parameters(8, library=library),
        4,
        library.mask(mask),
    )
    assert library.owns(trace.output)
    for name in ("weights", "output", "contributions", "concatenated"):
        found = np.asarray(getattr(trace, name))
        assert_close(found, getattr(expected, name), atol=2 * library.tolerance)


@many
@given(sizes, st.integers(1, 5), seeds)
def test_contributions_and_bias_add_up_to_the_output(size, n: int, seed: int) -> None:
    n_heads, d_head = size
    parameters = attention_parameters(n_heads * d_head, seed)
    tokens = np.random.default_rng(seed).normal(size=(2, n, n_heads * d_head))
    trace = multi_head_attention(tokens, tokens, parameters, n_heads)
    assert trace.contributions.shape == (2, n_heads, n, n_heads * d_head)
    total = trace.contributions.sum(axis=-3) + parameters["output_bias"]
    assert_close(total, trace.output, atol=FLOAT64_TOLERANCE)


@libraries
@pytest.mark.parametrize("head", range(4))
def test_removing_a_head_subtracts_its_contribution(library: Library, head: int) -> None:
    parameters = {
        f"encoder.0.self_attention.{name}": value
        for name, value in attention_parameters(8, library=library).items()
    }
    removed = remove_head(parameters, "encoder.0.self_attention", head, 4)
    tokens = library.array(np.random.default_rng(1).normal(size=(5, 8)))
    full, without = (
        multi_head_attention(tokens, tokens, {k.split(".")[-1]: v for k, v in p.items()}, 4)
        for p in (parameters, removed)
    )
    expected = np.asarray(full.output) - np.asarray(full.contributions)[head]
    assert_close(np.asarray(without.output), expected, atol=2 * library.tolerance)
    assert np.abs(np.asarray(full.contributions)[head]).max() > 0.01
    assert np.array_equal(np.asarray(full.weights), np.asarray(without.weights))


def test_removing_a_head_leaves_the_given_parameters_alone() -> None:
    model = random_model()
    name = "decoder.1.cross_attention"
    before = model.parameters[f"{name}.output"].copy()
    removed = remove_head(model.parameters, name, 1, 2)
    np.testing.assert_array_equal(model.parameters[f"{name}.output"], before)
    assert set(removed) == set(model.parameters)
    changed = [key for key in removed if not np.array_equal(removed[key], model.parameters[key])]
    assert changed == [f"{name}.output"]


@few
@given(st.permutations(range(5)), seeds)
def test_self_attention_follows_a_permutation(order: list[int], seed: int) -> None:
    tokens = np.random.default_rng(seed).normal(size=(5, 6))
    parameters = attention_parameters(6, seed)
    straight = multi_head_attention(tokens, tokens, parameters, 3).output
    permuted = multi_head_attention(tokens[order], tokens[order], parameters, 3).output
    assert_close(permuted, straight[order], atol=FLOAT64_TOLERANCE)


@libraries
def test_past_keys_stand_before_the_new_ones(library: Library) -> None:
    tokens = np.random.default_rng(5).normal(size=(2, 6, 8))
    parameters = attention_parameters(8, library=library)

    def looking_back(start: int, stop: int, past=None):
        new = library.array(tokens[:, start:stop])
        mask = causal_mask(stop - start, stop, like=new)
        return multi_head_attention(new, new, parameters, 2, mask, past)

    whole, first = looking_back(0, 6), looking_back(0, 4)
    then = looking_back(4, 6, first)
    for name in ("keys", "values"):
        found, expected = (np.asarray(getattr(trace, name)) for trace in (then, whole))
        assert_close(found, expected, atol=2 * library.tolerance)
    found, expected = np.asarray(then.output), np.asarray(whole.output)[:, 4:]
    assert_close(found, expected, atol=2 * library.tolerance)


def test_scale_reaches_every_head() -> None:
    tokens, parameters = np.random.default_rng(2).normal(size=(3, 8)), attention_parameters(8)
    trace = multi_head_attention(tokens, tokens, parameters, 2, scale=1.0)
    np.testing.assert_array_equal(trace.attention.scaled_scores, trace.attention.scores)
    trace = multi_head_attention(tokens, tokens, parameters, 2)  # d_head = 4, so 1/2
    np.testing.assert_array_equal(trace.attention.scaled_scores, trace.attention.scores / 2)


@pytest.mark.parametrize("n_heads", [2, 4, 8, 64])
def test_the_number_of_parameters_does_not_depend_on_the_number_of_heads(n_heads: int) -> None:
    assert parameter_shapes(Config(9, 9, n_heads=n_heads)) == parameter_shapes(
        Config(9, 9, n_heads=1)
    )


@libraries
def test_heads_must_divide_the_width(library: Library) -> None:
    message = "3 heads do not divide the width 8 of [5, 8]"
    with pytest.raises(ValueError, match=re.escape(message)):
        split_heads(library.array(np.ones((5, 8))), 3)


def test_features_that_do_not_fit_a_projection_are_named() -> None:
    tokens, wide = np.ones((5, 8)), np.ones((4, 10))
    message = "the query projection [8, 8] does not fit features [4, 10]"
    with pytest.raises(ValueError, match=re.escape(message)):
        multi_head_attention(wide, wide, attention_parameters(8), 2)
    message = "the key projection [8, 8] does not fit features [4, 10]"
    with unchecked_shapes(), pytest.raises(ValueError, match=re.escape(message)):
        multi_head_attention(tokens, wide, attention_parameters(8), 2)


def test_a_head_or_sub_layer_that_is_not_there_is_named() -> None:
    parameters = random_model().parameters
    with pytest.raises(
        ValueError, match=r"no attention sub-layer 'encoder\.9.*encoder\.0\.self_att"
    ):
        remove_head(parameters, "encoder.9.self_attention", 0, 2)
    for head in (-1, 2):
        with pytest.raises(ValueError, match=f"no head {head} in .*heads 0 to 1"):
            remove_head(parameters, "encoder.0.self_attention", head, 2)
