"""Attention rollout and flow on networks small enough to follow by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.inspect import flow, rollout, with_residual
from tests.explainer.helpers import assert_close, few

seeds = st.integers(0, 2**32 - 1)


def random_layers(seed: int, depth: int = 3, n: int = 4, heads: int = 2) -> np.ndarray:
    """[layers, heads, n, n] with some weights that are exactly zero."""
    random = np.random.default_rng(seed)
    weights = random.random((depth, heads, n, n)) * (random.random((depth, heads, n, n)) < 0.7)
    weights += np.eye(n) * 0.01
    return weights / weights.sum(axis=-1, keepdims=True)


def test_heads_are_averaged_and_mixed_with_the_residual_path() -> None:
    straight, crossed = np.eye(2), np.array([[0.0, 1], [1, 0]])
    (mixed,) = with_residual([np.stack([straight, crossed])])
    assert_close(mixed, [[0.75, 0.25], [0.25, 0.75]])
    (bare,) = with_residual([np.stack([straight, crossed])], residual=0.0)
    assert_close(bare, [[0.5, 0.5], [0.5, 0.5]])


def test_rollout_by_hand() -> None:
    swap = np.array([[[0.0, 1], [1, 0]]])
    first, second = rollout([swap, swap])
    assert_close(first, [[0.5, 0.5], [0.5, 0.5]])
    assert_close(second, [[0.5, 0.5], [0.5, 0.5]])
    assert_close(rollout([swap, swap], residual=0.0)[1], np.eye(2))  # there and back
    to_first = np.array([[[1.0, 0], [1, 0]]])
    assert_close(rollout([to_first, swap], residual=0.0)[1], [[1, 0], [1, 0]])
    # upper layer first in the product: position 0 reads 0, which had read 0 after the swap below
    assert_close(rollout([swap, to_first], residual=0.0)[1], [[0, 1], [0, 1]])


@few
@given(seeds, st.floats(0, 1))
def test_rollout_s_rows_sum_to_one(seed: int, residual: float) -> None:
    products = rollout(random_layers(seed), residual)
    assert products.shape == (3, 4, 4)
    assert_close(products.sum(axis=-1), 1)
    assert (products >= 0).all()


@few
@given(seeds, st.permutations(range(4)))
def test_both_follow_a_permutation_of_positions(seed: int, order: list[int]) -> None:
    layers = random_layers(seed)
    moved = layers[..., order, :][..., order]
    for measure in (lambda given: rollout(given)[-1], flow):
        assert_close(measure(moved), measure(layers)[order][:, order], atol=1e-9)


@few
@given(seeds)
def test_flow_through_two_layers_is_a_sum_of_minima(seed: int) -> None:
    # each path goes through one position in the middle, and no two paths share a pipe
    layers = random_layers(seed, depth=2)
    lower, upper = with_residual(layers)
    expected = np.minimum(upper[:, :, None], lower[None]).sum(axis=1)
    assert_close(flow(layers), expected)


@few
@given(seeds)
def test_one_layer_s_flow_is_its_weights(seed: int) -> None:
    layers = random_layers(seed, depth=1)
    assert_close(flow(layers), with_residual(layers)[0])


@few
@given(seeds)
def test_flow_is_at_least_rollout_and_at_most_what_enters(seed: int) -> None:
    layers = random_layers(seed)
    found = flow(layers)
    assert (found >= rollout(layers)[-1] - 1e-9).all()
    into = with_residual(layers)[0].sum(axis=0)  # all that input token j's pipes can carry
    assert (found <= np.minimum(1, into) + 1e-9).all()


def test_flow_equals_the_smallest_cut() -> None:
    # the theorem of Ford and Fulkerson: try every way to cut the network in two
    layers = random_layers(5, n=3)
    capacities = with_residual(layers)[::-1]
    found = flow(layers)
    inner = [(level, i) for level in (1, 2) for i in range(3)]
    for top in range(3):
        for bottom in range(3):
            cuts = []
            for choice in range(2 ** len(inner)):
                near = {(0, top)} | {node for k, node in enumerate(inner) if choice >> k & 1}
                ends = [(level + 1, j) for level, _ in near for j in range(3)]
                cut = 0.0
                for level, i in near:
                    for node in {end for end in ends if end[0] == level + 1}:
                        counts = node not in near and (level < 2 or node[1] == bottom)
                        cut += capacities[level, i, node[1]] if counts else 0.0
                cuts.append(cut)
            assert_close(found[top, bottom], min(cuts), atol=1e-9)


def test_flow_gives_back_what_an_earlier_path_took() -> None:
    # From the top, 0 → 0 → 0 → 0 comes first and fills the last pipe that 0 → 1 → 0 → 0 needs:
    # half of the flow is found only by sending the first path round through 1.
    top, middle, bottom = [[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [1, 0]], [[0.5, 0.5], [0.5, 0.5]]
    layers = [np.array([weights]) for weights in (bottom, middle, top)]
    assert flow(layers, residual=0.0)[0, 0] == 1


@pytest.mark.parametrize("measure", [rollout, flow])
@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([], "no layers"),
        ([np.eye(2)], r"layer 0 must be \[heads, n, n\], got \[2, 2\]"),
        ([np.ones((1, 2, 3)) / 3], r"layer 0 must be \[heads, n, n\], got \[1, 2, 3\]"),
        ([np.eye(2)[None], np.eye(3)[None]], r"layer 1 \[1, 3, 3\] does not fit layer 0"),
        ([np.eye(2)[None] * 2], "rows of layer 0 are no shares"),
        ([np.array([[[2.0, -1], [0, 1]]])], "rows of layer 0 are no shares"),
    ],
)
def test_what_does_not_fit_is_named(measure, layers: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        measure(layers)


@pytest.mark.parametrize("residual", [-0.1, 1.1])
def test_the_residual_share_is_a_share(residual: float) -> None:
    with pytest.raises(ValueError, match="residual must lie in 0 … 1"):
        rollout([np.eye(2)[None]], residual)
