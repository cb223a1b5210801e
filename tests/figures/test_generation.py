"""What the page about generating text shows, where it can be worked out by hand."""

import numpy as np
import pytest

from explainer import attend
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures.generation import (
    beam_tree,
    drawn_by_temperature,
    logits_and_shares,
    query_meets_the_cache,
    ways_to_choose,
)
from generators.figures.models import early_model


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


def test_the_beam_rescues_what_greedy_decoding_gets_wrong() -> None:
    v = beam_tree.values()
    assert v["texts"]["beam"] == v["right"] != v["texts"]["greedy"]
    first, second = v["steps"][v["apart_step"] - 1][:2]
    assert first["greedy"] and second["wins"] and first["log"] > second["log"]
    later = v["steps"][v["apart_step"]]
    assert later[0]["wins"]  # one word later it is ahead, as the page says
    assert np.exp(v["steps"][-1][0]["log"]) == pytest.approx(v["chances"]["beam"], abs=1e-4)


def test_what_the_page_says_in_english_of_french_words() -> None:
    v = beam_tree.values()
    assert v["english"] == "my lazy mice see them"
    assert v["apart_words"] == {"greedy": "paresseuse", "beam": "paresseuses"}  # one, several
    draws = drawn_by_temperature.values()["draws"]
    assert [draw.get("word") for draw in draws] == [None, "aiment", "boîte"]  # love, box
    assert "<pad>" in draws[-1]["words"]
    unsure = early_model.values()["finished"]
    assert (unsure["first"], unsure["right"]) == ("aux", "étranges")  # to the, strange
    assert "strange apples" in unsure["english"]


def test_the_open_step_is_won_by_the_right_word_and_the_nouns_have_their_english() -> None:
    v = ways_to_choose.values()
    assert v["words"][0] == "femme" and "woman" in v["english"].split()
    known = {"femme": "woman", "oie": "goose", "vache": "cow", "poule": "hen", "pomme": "apple"}
    assert known.items() <= v["in_english"].items()
    assert not {"cette", "une"} & v["in_english"].keys()  # no nouns
