"""Attention in tiles, patterns of who may look, and bytes: against attend, and by hand."""

from typing import Any

import numpy as np
import pytest

from explainer import attend, causal_mask
from explainer.memory import LLAMA_2_7B, cache_bytes, weights_bytes
from explainer.patterns import reach, sliding_window, strided, with_first
from explainer.sizes import KNOWN, Architecture, total_parameters
from explainer.tiled import absorb, attend_tiled


def drawn(n_queries: int, n_keys: int, size: float = 1.0) -> tuple[Any, Any, Any]:
    random = np.random.default_rng(0)
    queries = size * random.normal(size=(2, 3, n_queries, 8))
    keys, values = size * random.normal(size=(2, 2, 3, n_keys, 8))
    return queries, keys, values


@pytest.mark.parametrize("tile", [1, 3, 5, 7, 64])
@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("n_queries", [1, 4, 13])
def test_tiles_give_the_output_of_attend(tile: int, causal: bool, n_queries: int) -> None:
    arrays = drawn(n_queries, 13)
    mask = causal_mask(n_queries, 13) if causal else None
    expected = attend(*arrays, mask=mask).output
    np.testing.assert_allclose(
        attend_tiled(*arrays, tile=tile, causal=causal), expected, atol=1e-12
    )


def test_scores_whose_exponentials_overflow_are_no_trouble() -> None:
    arrays = drawn(9, 9, size=40.0)  # scores in the thousands; exp(710) overflows
    np.testing.assert_allclose(
        attend_tiled(*arrays, tile=2), attend(*arrays).output, rtol=1e-9, atol=1e-9
    )


def test_the_scale_is_the_callers() -> None:
    arrays = drawn(5, 5)
    expected = attend(*arrays, scale=0.1).output
    np.testing.assert_allclose(attend_tiled(*arrays, tile=2, scale=0.1), expected, atol=1e-12)


def test_torch_tensors_are_taken_too() -> None:
    torch = pytest.importorskip("torch")
    arrays = drawn(6, 6)
    queries, keys, values = (torch.tensor(array) for array in arrays)
    found = attend_tiled(queries, keys, values, tile=4, causal=True)
    np.testing.assert_allclose(found, attend(*arrays, mask=causal_mask(6)).output, atol=1e-12)


def test_a_larger_score_scales_down_what_was_summed() -> None:
    ln2 = np.log(2.0)
    values = np.array([[4.0]])
    first = absorb(None, np.array([[0.0]]), values)
    assert (first.maximum, first.total, first.mixed) == (0, 1, 4)
    second = absorb(first, np.array([[ln2]]), np.array([[1.0]]))
    # exp(0 - ln 2) = 1/2 of the old, 1 of the new; 1/2 · 4 + 1 · 1 = 3
    assert second.maximum == ln2
    assert second.total == pytest.approx(1.5)
    assert second.mixed == pytest.approx(3)
    assert second.output == pytest.approx(2)  # weights 1/3 and 2/3


@pytest.mark.parametrize(
    ("change", "message"), [({"tile": 0}, "at least one"), ({"causal": True}, "cannot be the last")]
)
def test_what_cannot_be_is_refused(change: dict, message: str) -> None:
    queries, keys, values = drawn(7, 5)
    with pytest.raises(ValueError, match=message):
        attend_tiled(queries, keys, values, **change)


def test_patterns_of_four_by_hand() -> None:
    assert sliding_window(4, 2).astype(int).tolist() == [
        [1, 0, 0, 0],
        [1, 1, 0, 0],
        [0, 1, 1, 0],
        [0, 0, 1, 1],
    ]
    assert with_first(sliding_window(4, 2)).astype(int).tolist() == [
        [1, 0, 0, 0],
        [1, 1, 0, 0],
        [1, 1, 1, 0],
        [1, 0, 1, 1],
    ]
    assert strided(6, 3)[5].astype(int).tolist() == [0, 0, 1, 1, 1, 1]
    assert strided(6, 2)[5].astype(int).tolist() == [0, 1, 0, 1, 1, 1]
    with pytest.raises(ValueError, match="at least the position itself"):
        sliding_window(4, 0)


def test_each_layer_of_windows_reaches_a_window_less_one_further() -> None:
    for layers in range(5):
        farthest = reach(sliding_window(20, 4), layers)[19].nonzero()[0].min()
        assert 19 - farthest == 3 * layers
    assert not reach(sliding_window(20, 4), 9)[0, 1:].any()  # never ahead


def test_cache_of_a_model_small_enough_to_count() -> None:
    tiny = Architecture("tiny", 8, 16, 4, decoder_layers=3, n_key_value_heads=2)
    # a key and a value × 3 layers × 2 heads × 2 numbers × 5 tokens × 2 bytes
    assert cache_bytes(tiny, 5) == 2 * 3 * 2 * 2 * 5 * 2
    assert cache_bytes(tiny, 5, window=4) == cache_bytes(tiny, 4)
    assert cache_bytes(tiny, 3, window=4) == cache_bytes(tiny, 3)
    assert weights_bytes(tiny, 5) == 4 * 25 * 2
    for wrong in ({"length": 0}, {"length": 1, "window": 0}):
        with pytest.raises(ValueError, match="at least 1"):
            cache_bytes(tiny, **wrong)


def test_a_token_of_the_7b_model_takes_half_a_mebibyte() -> None:
    assert total_parameters(LLAMA_2_7B) == 6_738_415_616
    assert cache_bytes(LLAMA_2_7B, 1) == 2**19
    assert cache_bytes(KNOWN["gpt2"], 1) == 36_864
    assert cache_bytes(KNOWN["smollm2"], 1) == 2 * 30 * 3 * 64 * 2
