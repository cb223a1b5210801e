"""From the words at the bottom to the positions at the top: attention through several layers.

Abnar & Zuidema 2020, "Quantifying Attention Flow in Transformers". Both measures average the heads
of a layer and add the residual path. Neither knows what values and feed-forward networks do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np

from explainer.arrays import Array, Float, as_numpy, shape_of

ROUNDING = 1e-12  # a remaining capacity below this counts as used up


def with_residual(
    layers: Sequence[Array] | Float[Array, "layers heads n n"],
    residual: float = 0.5,
    tolerance: float = 0.01,
) -> Float[Array, "layers n n"]:
    """Mean over heads, mixed with the identity: residual · I + (1 − residual) · A, per layer.

    ``layers`` are self-attention weights [heads, n, n], the first layer first. Abnar & Zuidema
    2020 have residual = 0.5. Rows are scaled to sum to exactly one. Raises ValueError
    for no layers, other shapes, a ``residual`` outside 0 … 1, and rows whose sum misses one by
    more than ``tolerance``.
    """
    if not 0 <= residual <= 1:
        raise ValueError(f"residual must lie in 0 … 1, got {residual}")
    if len(layers) == 0:
        raise ValueError("there are no layers")
    found: list[Array] = []
    for number, layer in enumerate(layers):
        weights = as_numpy(layer)
        if weights.ndim != 3 or weights.shape[-2] != weights.shape[-1] or 0 in weights.shape:
            raise ValueError(f"layer {number} must be [heads, n, n], got {shape_of(weights)}")
        if found and weights.shape[-1] != len(found[0]):
            raise ValueError(
                f"layer {number} {shape_of(weights)} does not fit layer 0 with {len(found[0])}"
            )
        sums = weights.sum(axis=-1, keepdims=True)
        if weights.min() < 0 or np.abs(sums - 1).max() > tolerance:
            raise ValueError(f"the rows of layer {number} are no shares that sum to one")
        mean = (weights / sums).mean(axis=0)
        found.append(residual * np.eye(len(mean)) + (1 - residual) * mean)
    return np.stack(found)


def rollout(
    layers: Sequence[Array] | Float[Array, "layers heads n n"], residual: float = 0.5
) -> Float[Array, "layers n n"]:
    """How much of each input token is in each position after each layer, if attention just mixes.

    Entry [l, i, j]: input token j's share of position i after layer l; the last layer is the usual
    answer. Each row sums to one. Equation 1 of the paper: the product of the layers' matrices.
    Raises ValueError like ``with_residual``.
    """
    product, products = None, []
    for mixed in with_residual(layers, residual):
        product = mixed if product is None else mixed @ product
        products.append(product)
    return np.stack(products)


def flow(
    layers: Sequence[Array] | Float[Array, "layers heads n n"], residual: float = 0.5
) -> Float[Array, "n n"]:
    """How much could pass from each input token to each position at the top.

    Attention weights are the capacities of pipes between layers; entry [i, j] is the maximum flow
    from position i after the last layer down to input token j, one problem for each pair, as in
    the paper. Rows do not sum to one; no entry is below that of ``rollout``, whose shares
    are one possible flow. Exact, by shortest augmenting paths (Edmonds & Karp 1972), n² times:
    meant for a sentence and a few layers, not for long texts. Raises ValueError like
    ``with_residual``.
    """
    capacities = with_residual(layers, residual)[::-1]  # from the top down
    n = capacities.shape[-1]
    return np.array(
        [[_maximum_flow(capacities, top, bottom) for bottom in range(n)] for top in range(n)]
    )


def _maximum_flow(capacities: Array, top: int, bottom: int) -> float:
    """Node (l, i) has number l · n + i, the top being level 0."""
    depth, n, _ = capacities.shape
    left: list[dict[int, float]] = [{} for _ in range((depth + 1) * n)]
    for level, row, column in np.argwhere(capacities > 0).tolist():
        upper, lower = level * n + row, (level + 1) * n + column
        left[upper][lower] = float(capacities[level, row, column])
        left[lower].setdefault(upper, 0.0)
    goal, total = depth * n + bottom, 0.0
    while path := _shortest_path(left, top, goal):
        amount = min(left[here][there] for here, there in path)
        for here, there in path:
            left[here][there] -= amount
            left[there][here] += amount
        total += amount
    return total


def _shortest_path(left: list[dict[int, float]], start: int, goal: int) -> list[tuple[int, int]]:
    """The edges of a path with capacity left, or none."""
    came_from = {start: start}
    waiting = deque([start])
    while waiting and goal not in came_from:
        here = waiting.popleft()
        for there, capacity in left[here].items():
            if capacity > ROUNDING and there not in came_from:
                came_from[there] = here
                waiting.append(there)
    if goal not in came_from:
        return []
    path, here = [], goal
    while here != start:
        path.append((came_from[here], here))
        here = came_from[here]
    return path
