"""The pieces of the experiment on cost: every layer against a plain way of computing it."""

import numpy as np
import pytest

from experiments.cost.layers import BLOCK, LAYERS, crossover
from explainer import attend


def drawn(n: int, d: int = 8) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    random = np.random.default_rng(n)
    weights = {name: random.normal(size=layer.matrices(d)) / 4 for name, layer in LAYERS.items()}
    return random.normal(size=(3, n, d)), weights


@pytest.mark.parametrize("n", [16, 2 * BLOCK])
def test_both_attentions_are_the_librarys(n: int) -> None:
    x, weights = drawn(n)
    expected = attend(*x).output
    np.testing.assert_allclose(LAYERS["scores"].run(x, weights["scores"]), expected, rtol=1e-5)
    w = weights["attention"]
    expected = attend(x[0] @ w[0], x[0] @ w[1], x[0] @ w[2]).output @ w[3]
    np.testing.assert_allclose(
        LAYERS["attention"].run(x, w), expected, rtol=1e-4, atol=1e-6
    )  # the scale is kept in single precision


def test_restricted_attention_sees_its_block_and_the_one_before() -> None:
    x, _ = drawn(3 * BLOCK)
    found = LAYERS["restricted"].run(x, x)
    last = attend(x[0, 2 * BLOCK :], x[1, BLOCK:], x[2, BLOCK:]).output
    np.testing.assert_allclose(found[2 * BLOCK :], last, rtol=1e-4, atol=1e-6)


def test_recurrent_and_convolution_by_hand() -> None:
    x = np.array([[[1.0], [2.0], [3.0]]] * 3)
    found = LAYERS["recurrent"].run(x, np.array([[[1.0]], [[10.0]]]))
    first = np.tanh(1.0)
    second = np.tanh(2.0 + 10 * first)
    assert found[:2, 0] == pytest.approx([first, second])
    found = LAYERS["convolution"].run(x, np.array([[[1.0]], [[10.0]], [[100.0]]]))
    assert found[:, 0] == pytest.approx([1, 12, 123])


def test_counts_by_hand_and_where_they_meet() -> None:
    counts = {name: layer.multiplications(5, 2) for name, layer in LAYERS.items()}
    assert counts["scores"] == 25 * 2 * 2
    assert counts["attention"] == counts["scores"] + 4 * (5 * 4)
    assert counts["recurrent"] == 2 * (5 * 4)
    assert counts["convolution"] == 3 * (5 * 4)
    for d in (64, 256):
        assert LAYERS["scores"].multiplications(d, d) == LAYERS["recurrent"].multiplications(d, d)


def test_the_crossover_of_two_power_laws() -> None:
    lengths = [1, 2, 4, 8, 16]
    square, line = [float(n * n) for n in lengths], [6.0 * n for n in lengths]
    assert crossover(lengths, square, line) == pytest.approx(6)
    assert crossover(lengths, line, [10 * n for n in line]) is None
    with pytest.raises(ValueError, match="at every length"):
        crossover(lengths, [10 * n for n in line], line)
