"""The decoding experiment's pieces: batched writing, certainty and the share of exact outputs."""

from __future__ import annotations

import numpy as np
import pytest

import explainer
from experiments.decoding import timing, writing
from experiments.translator.data import held_out_sample
from experiments.translator.grammar import Pair
from explainer.key_value_cache import step_multiplications
from explainer.model import Config
from explainer.tokenizer import END
from generators.figures.generation.one_pass_or_in_turn import work_ratio

PAIRS = held_out_sample(4)


def test_writing_side_by_side_is_writing_one_by_one() -> None:
    model = explainer.load("translator")
    for pair, words in zip(PAIRS, writing.write(model, PAIRS, None), strict=True):
        alone = explainer.greedy(model, model.source_vocabulary.encode(pair.english))
        assert model.target_vocabulary.decode(alone) == (*words, END)


def test_keeping_one_word_draws_what_greedy_takes() -> None:
    model = explainer.load("translator")
    drawn = writing.write(model, PAIRS, np.random.default_rng(0), temperature=2.0, top_k=1)
    assert drawn == writing.write(model, PAIRS, None)


def test_certainty_counts_every_real_step_once() -> None:
    found = writing.certainty(explainer.load("translator"), PAIRS)
    assert found["steps"] == sum(len(pair.french) + 1 for pair in PAIRS) == len(found["bits"])
    assert found["mean_bits"] == pytest.approx(np.mean(found["bits"]), abs=1e-4)
    least = found["least_certain"]
    pair = next(pair for pair in PAIRS if list(pair.english) == least["english"])
    assert 0 <= least["step"] <= len(pair.french)


def test_exact_share_by_hand() -> None:
    pairs = [Pair(("a",), ("un",), "", ()), Pair(("b",), ("deux", "trois"), "", ())]
    assert writing.exact([("un",), ("deux",)], pairs) == 0.5


def test_the_cached_scores_are_those_of_the_whole_pass() -> None:
    found = timing.largest_difference(explainer.load("translator"), PAIRS[:2])
    assert found["steps"] > 2
    assert 0 <= found["difference"] < 1e-4


@pytest.mark.parametrize("length", [1, 5, 40])
def test_one_pass_does_more_than_writing_in_turn_by_its_masked_scores(length: int) -> None:
    config = Config(5, 7, d_model=2, n_heads=1, d_feed_forward=3, encoder_layers=1)
    masked = length * (length - 1) // 2 * config.decoder_layers * 2 * config.d_model
    whole = step_multiplications(config, length, 3, cached=False)
    one_pass = sum(whole.values()) + (length - 1) * whole["output"]
    assert work_ratio(config, length, 3) == pytest.approx(1 - masked / one_pass)
