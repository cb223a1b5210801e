"""What the cache saves and holds: by hand, against the other count, against real traces."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.key_value_cache import cache_numbers, step_multiplications
from explainer.model import Config
from explainer.sizes import flops_per_token, of_config
from explainer.transformer import decode, encode
from tests.explainer.helpers import random_model

TINY = Config(5, 7, d_model=2, n_heads=1, d_feed_forward=3, encoder_layers=1, decoder_layers=1)


def test_a_tiny_step_by_hand() -> None:
    assert step_multiplications(TINY, length=4, n_source=3) == {
        "projections": 6 * 2 * 2,  # query, key, value, output; query and output again across
        "source keys and values": 0,
        "scores": 2 * (4 + 3) * 2,
        "feed_forward": 2 * 2 * 3,
        "output": 2 * 7,
    }
    assert step_multiplications(TINY, length=4, n_source=3, cached=False) == {
        "projections": 4 * 6 * 2 * 2,
        "source keys and values": 2 * 3 * 2 * 2,
        "scores": 4 * 2 * (4 + 3) * 2,
        "feed_forward": 4 * 2 * 2 * 3,
        "output": 2 * 7,
    }


@pytest.mark.parametrize("length", [1, 10, 300])
def test_a_cached_step_is_one_token_of_the_whole_pass(length: int) -> None:
    config = Config(0, 500, 64, 4, 256, encoder_layers=0, decoder_layers=3)
    operations = flops_per_token(of_config(config), length)
    assert 2 * sum(step_multiplications(config, length).values()) == sum(operations.values())


@pytest.mark.parametrize("length", [1, 6])
def test_the_cache_holds_as_many_numbers_as_the_trace(length: int) -> None:
    model, source = random_model(0), np.array([3, 4, 5, 6])
    trace = decode(model, np.full(length, 3), encode(model, source).output)
    held = cache_numbers(model.config, length, len(source))
    for name, attentions in (
        ("target", [layer.self_attention for layer in trace.layers]),
        ("source", [layer.cross_attention for layer in trace.layers]),
    ):
        assert held[name] == sum(one.keys.size + one.values.size for one in attentions if one)


def test_what_does_not_fit_the_config() -> None:
    with pytest.raises(ValueError, match="length 0"):
        step_multiplications(TINY, 0, 3)
    with pytest.raises(ValueError, match="reads a source, got n_source = 0"):
        cache_numbers(TINY, 4)
    with pytest.raises(ValueError, match="has no encoder, got n_source = 3"):
        cache_numbers(Config(0, 7, encoder_layers=0), 4, 3)
