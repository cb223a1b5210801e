"""What the page about generating text shows, where it can be worked out by hand."""

import numpy as np
import pytest

from explainer import attend
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures.generation import (
    drawn_by_temperature,
    logits_and_shares,
    query_meets_the_cache,
)


def test_the_new_query_meets_the_keys_as_attention_does() -> None:
    v = query_meets_the_cache.values()
    found = attend(np.array([v["query"]]), np.array(v["keys"]), np.array(v["values"]))
    np.testing.assert_allclose(found.weights[0], v["weights"], atol=1e-6)
    np.testing.assert_allclose(found.output[0], v["output"], atol=1e-5)


def test_shares_lie_apart_by_e_to_the_lead_of_the_logits() -> None:
    v = logits_and_shares.values()
    lead = v["logits"][0] - v["logits"][1]
    assert v["shares"][0] / v["shares"][1] == pytest.approx(np.exp(lead))


def test_a_draw_is_right_up_to_the_word_that_is_set_off() -> None:
    right = list(translation(ENDINGS[0]).tokens)
    draws = drawn_by_temperature.values()["draws"]
    assert [draw["right"] for draw in draws] == [draw["words"] == right for draw in draws]
    for draw in draws:
        if not draw["right"]:
            at = draw["apart"]
            assert draw["words"][:at] == right[:at] and draw["words"][at] != right[at]
            assert 0 < draw["chance"] < 1
