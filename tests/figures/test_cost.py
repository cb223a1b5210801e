"""The pieces of the experiment on cost: every layer against a plain way of computing it."""

import math

import numpy as np
import pytest

from experiments.cost.layers import BLOCK, LAYERS, crossover
from explainer import attend
from explainer.sizes import Architecture
from generators.figures.cost import layer_time, shared_keys, steps_in_turn, tiled_attention
from generators.figures.cost.work_by_length import passes_feed_forward, passes_the_rest, shares


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


def test_the_ring_of_the_clock_lies_on_the_recurrent_line() -> None:
    # from 1 at 4 tokens to 16 at 64: n to the power of one, 2 at 8
    assert layer_time.between(8, [4, 64], [1.0, 16.0]) == pytest.approx(2)
    assert layer_time.between(4, [4, 64], [1.0, 16.0]) == pytest.approx(1)


def test_the_ring_stands_where_scores_and_mixing_pass_the_rest() -> None:
    tiny = Architecture("tiny", 4, 8, 2, vocabulary=10, decoder_layers=1)
    # 128 for projections, 128 for feed-forward, 80 for output; 16 n for scores: n > 21
    assert passes_the_rest(tiny) == 22
    assert passes_feed_forward(tiny) == 9  # 16 n > 128
    assert shares(tiny, 21)["scores"] == pytest.approx(0.5)


def test_what_the_animation_prints_can_be_added_up() -> None:
    for step in tiled_attention.values()["steps"]:
        index = tiled_attention.spoken_row(tiled_attention.values(), step)
        words = tiled_attention.worked(tiled_attention.values(), step)
        line = (words[1] or words[0]).split("um = ")[1].replace("−", "-").replace("×", "*")
        left, right = line.rsplit(" = ", 1)
        assert eval(left, {"exp": math.exp}) == pytest.approx(float(right), abs=6e-4)
        assert float(right) == pytest.approx(step["sum"][index], abs=6e-4)


def test_the_tiles_sum_is_the_sum_at_once() -> None:
    v = tiled_attention.values()
    left, right = tiled_attention.at_once(v).replace("−", "-").split(": ")[1].split(" = ")
    assert eval(left, {"exp": math.exp}) == pytest.approx(float(right), abs=6e-4)
    assert tiled_attention.worked(v, v["steps"][1])[1].endswith(f"= {right}")


def test_shared_keys_equal_repeated_matrices_and_nothing_less() -> None:
    for count in (8, 2, 1):
        assert shared_keys.sharing_error(count) < 1e-12
    weight = np.arange(2 * 2 * shared_keys.D_HEAD).reshape(2, -1)
    wide = shared_keys.repeated_columns(weight, 2)
    assert wide.shape == (2, 8 * shared_keys.D_HEAD)
    assert (wide[:, 3 * shared_keys.D_HEAD] == weight[:, 0]).all()
    assert (wide[:, 4 * shared_keys.D_HEAD] == weight[:, shared_keys.D_HEAD]).all()


def test_steps_until_the_last_word_has_heard_of_the_first() -> None:
    grids = {name: np.array(grid) for name, grid in steps_in_turn.values()["grids"].items()}
    # 8 words: at once; two words further each layer, 7 to go; one word a step
    assert {name: grid.shape[1] for name, grid in grids.items()} == {
        "self-attention": 1,
        "convolution": 4,
        "recurrent": 8,
    }
    heard = (grids["convolution"] == steps_in_turn.HEARD).sum(axis=0)
    assert heard.tolist() == [3, 5, 7, 8]
