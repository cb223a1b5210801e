"""One layer of each kind, forward, in NumPy: what is timed, and how many products it takes.

Counts are multiplications in matrix products, for n tokens of width d, in the terms of Vaswani et
al. 2017, table 1: n²·d for self-attention, n·d² for a recurrent layer, k·n·d² for a convolution of
width k, r·n·d for attention restricted to r positions; here with their constants.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

KERNEL = 3  # neighbouring tokens that the convolution sees
BLOCK = 64  # restricted attention: each token looks at its own block and the one before


@dataclass(frozen=True)
class Layer:
    """How to run a layer on x [3, n, d] with its matrices, and what the counts say.

    Layers that project take x[0]; the others take all three as queries, keys and values. They must
    differ: for x @ x.T NumPy calls another routine, which is slower here.
    """

    matrices: Callable[[int], tuple[int, ...]]  # d -> shape of the one weight array
    run: Callable[[np.ndarray, np.ndarray], np.ndarray]
    multiplications: Callable[[int, int], int]  # n, d
    steps: Callable[[int], int]  # n -> products that must wait for one another


def softmax_in_place(scores: np.ndarray) -> np.ndarray:
    """The softmax of each row, written over the scores: one n × n array is held."""
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


def whole(queries: np.ndarray, keys: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Attention that holds one n × n array of weights and nothing else of that size."""
    scores = queries @ np.swapaxes(keys, -1, -2)
    scores *= np.float32(1 / math.sqrt(queries.shape[-1]))
    return softmax_in_place(scores) @ values


def scores_and_mixing(x: np.ndarray, _: np.ndarray) -> np.ndarray:
    """The n² part alone, which is what the paper's table counts."""
    return whole(*x)


def attention(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The whole sub-layer with its four projections, weights [4, d, d]."""
    return whole(*(x[0] @ weights[:3])) @ weights[3]


def restricted(x: np.ndarray, _: np.ndarray) -> np.ndarray:
    """Scores and mixing in blocks: each sees itself and the block before (the first: zeros)."""
    _, n, d = x.shape
    queries, *pair = x.reshape(3, -1, min(n, BLOCK), d)
    seen = [
        np.concatenate([np.concatenate([np.zeros_like(part[:1]), part[:-1]]), part], axis=1)
        for part in pair
    ]
    return whole(queries, *seen).reshape(n, d)


def recurrent(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """h = tanh(x W + h U), weights [2, d, d]: one token after the other."""
    ready = x[0] @ weights[0]
    state = np.zeros_like(ready[0])
    states = np.empty_like(ready)
    for i in range(len(ready)):
        state = np.tanh(ready[i] + state @ weights[1])
        states[i] = state
    return states


def convolution(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Each token and the two before it, weights [3, d, d]."""
    output = x[0] @ weights[0]
    for back in range(1, min(KERNEL, len(output))):
        output[back:] += x[0, :-back] @ weights[back]
    return output


LAYERS: Mapping[str, Layer] = {
    "scores": Layer(lambda d: (0,), scores_and_mixing, lambda n, d: 2 * n * n * d, lambda n: 1),
    "attention": Layer(
        lambda d: (4, d, d), attention, lambda n, d: 2 * n * n * d + 4 * n * d * d, lambda n: 1
    ),
    "recurrent": Layer(lambda d: (2, d, d), recurrent, lambda n, d: 2 * n * d * d, lambda n: n),
    "convolution": Layer(
        lambda d: (KERNEL, d, d), convolution, lambda n, d: KERNEL * n * d * d, lambda n: 1
    ),
    "restricted": Layer(
        lambda d: (0,), restricted, lambda n, d: 2 * n * d * 2 * min(n, BLOCK), lambda n: 1
    ),
}


def crossover(lengths: list[int], first: list[float], second: list[float]) -> float | None:
    """Where ``first`` goes above ``second`` for good, on log-log lines; None if it never does.

    Raises ValueError where it is above from the beginning.
    """
    gaps = np.log(np.asarray(first)) - np.log(np.asarray(second))
    below = np.flatnonzero(gaps <= 0)
    if not len(below):
        raise ValueError("the first is above the second at every length")
    last = int(below[-1])
    if last == len(lengths) - 1:
        return None
    share = gaps[last] / (gaps[last] - gaps[last + 1])
    low, high = math.log(lengths[last]), math.log(lengths[last + 1])
    return math.exp(low + share * (high - low))
