"""The numbers of the page on the architecture that can be worked out by hand."""

import numpy as np
import pytest

import explainer
from explainer.sizes import KNOWN, flops_per_token
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures.architecture import (
    feed_forward_by_strips,
    layer_norm_by_hand,
    residual_stream_written,
    stream_to_words,
    three_kinds,
    words_become_one,
)
from generators.figures.architecture._page import spread


def test_layer_norm_of_0_2_2_8() -> None:
    v = layer_norm_by_hand.values()
    assert (v["mean"], v["variance"], v["deviation"]) == (3, 9, 3)
    assert v["centred"] == [-3, -1, -1, 5]
    assert v["result"] == pytest.approx([-1, -1 / 3, -1 / 3, 5 / 3], abs=1e-5)
    assert v["other_result"] == pytest.approx(v["result"], abs=1e-5)


def test_scores_meet_the_feed_forward_layer_where_the_text_is_as_long_as_that_is_wide() -> None:
    gpt2 = KNOWN["gpt2"]
    there = flops_per_token(gpt2, gpt2.d_feed_forward)
    assert there["scores"] == there["feed_forward"]


def test_three_configs_have_the_parts_of_their_kind() -> None:
    kinds = three_kinds.values()["kinds"]
    parts = {kind: item["stacks"] for kind, item in kinds.items()}
    assert parts["encoder-only"] == {"encoder": ["embedding", "self_attention", "feed_forward"]}
    assert parts["decoder-only"] == {
        "decoder": ["embedding", "self_attention", "feed_forward", "output"]
    }
    assert list(parts["encoder-decoder"]) == ["encoder", "decoder"]
    assert "cross_attention" in parts["encoder-decoder"]["decoder"]
    assert kinds["encoder-decoder"]["total"] == explainer.load("translator").n_parameters


def test_the_streams_are_running_sums_of_what_was_added() -> None:
    v = residual_stream_written.values()
    sums = np.cumsum(v["added"], axis=0)
    np.testing.assert_allclose(sums, v["streams"], atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(v["added"], axis=1), v["lengths"], rtol=1e-5)


def test_words_become_one_without_the_addition_alone() -> None:
    apart = words_become_one.values()["apart"]
    assert apart["without"][0] == apart["with"][0]
    assert apart["without"][-1] < 1e-6
    assert apart["with"][-1] > 0.5


def test_the_strips_of_the_feed_forward_layer_are_what_the_model_computed() -> None:
    v = feed_forward_by_strips.values()
    np.testing.assert_allclose(np.maximum(v["wide"], 0), v["cells"], atol=2e-3)
    assert v["gap"] < 1e-5


def test_scores_from_the_word_table_are_the_logits() -> None:
    v, written = stream_to_words.values(), translation(ENDINGS[0])
    assert v["words"][0] in ("il", "elle")
    row = written.tokens.index(v["words"][0])
    best = np.sort(np.asarray(written.trace.logits[row]))[::-1][: len(v["scores"])]
    np.testing.assert_allclose(v["scores"], best, atol=1e-3)


def test_spread_is_over_seeds_at_each_place() -> None:
    assert spread([[1, 5], [2, 9], [6, 7]]) == {"median": [2, 7], "low": [1, 5], "high": [6, 9]}
