"""What the page on attention heads counts, on cases that can be worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

import explainer
from experiments.head_roles.measure import (
    Gathered,
    Seen,
    evenness,
    looks,
    seen,
    sub_layers,
    words_shuffled,
)
from experiments.head_roles.run import numbering, running
from explainer import inspect
from explainer.untrained import untrained
from generators.figures.heads import (
    _page,
    neuron_view,
    same_role_other_head,
    statistic_against_cost,
    what_heads_are_asked,
)
from generators.figures.heads._page import Head

CROSS = "decoder.1.cross_attention"


def test_attentions_are_those_of_the_model() -> None:
    config = replace(explainer.load("translator").config, encoder_layers=3, decoder_layers=1)
    found = sub_layers(config)
    assert found == [
        *(f"encoder.{layer}.self_attention" for layer in range(3)),
        "decoder.0.self_attention",
        "decoder.0.cross_attention",
    ]
    model = untrained(replace(explainer.load("translator"), config=config), 0)
    assert [one.name for one in seen(model, running())] == found


def test_attentions_of_a_stack_are_those_that_were_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    three = [f"encoder.{layer}.self_attention" for layer in range(3)]
    monkeypatch.setattr(_page, "read", lambda: {"sub_layers": [*three, "decoder.0.self_attention"]})
    assert _page.sub_layers("encoder")[2] == (three[2], "encoder, layer 3")
    assert len(_page.sub_layers()) == 4


def test_evenness_compares_rows_of_different_length() -> None:
    rows = np.array([[1.0, 0, 0, 0], [0.5, 0.5, 0, 0], [1, 0, 0, 0], [0.25, 0.25, 0.25, 0.25]])
    found = evenness(rows[None], explainer.causal_mask(4))
    assert found == pytest.approx(np.array([[1, 0, 1]]))  # the first row has no choice


def test_shuffling_keeps_the_words_and_the_other_language() -> None:
    pair = running()
    mixed = words_shuffled(pair, "english")
    assert sorted(mixed.english) == sorted(pair.english)
    assert mixed.english != pair.english
    assert mixed.french == pair.french
    assert mixed == words_shuffled(pair, "english")


def test_the_word_to_write_is_read_in_the_row_that_predicts_it() -> None:
    model, pair = explainer.load("translator"), running()
    one = next(one for one in seen(model, pair) if one.name == CROSS)
    shape = (1, len(pair.french) + 1, len(pair.english))
    weights = np.zeros(shape)
    weights[..., 0] = 1  # all on "the", which is no content word
    assert looks(one, weights)["to write"] == looks(one, weights)["just read"] == 0
    noun, source = pair.french.index("animal"), pair.english.index("animal")
    weights[0, noun] = np.eye(shape[-1])[source]
    words = sum(word in {"animal", "traversé", "rue", "fatigué"} for word in pair.french)
    assert looks(one, weights)["to write"] == pytest.approx(1 / words)
    assert looks(one, weights)["just read"] == 0


def test_a_head_chosen_on_one_sentence_is_measured_on_the_others() -> None:
    gathered = Gathered()
    for first, second in ((0.9, 0.1), (0.2, 0.4), (0.2, 0.4)):
        one = Seen("encoder.0.self_attention", running(), None, np.zeros(1))  # type: ignore[arg-type]
        gathered.add(one, {"next": np.array([first, second])})
        other = Seen("encoder.1.self_attention", running(), None, np.zeros(1))  # type: ignore[arg-type]
        gathered.add(other, {"next": np.zeros(2)})
    found = gathered.picked("encoder", ("next",))["next"]
    assert found["there"] == pytest.approx((0.9 + 0.4 + 0.4) / 3)
    assert found["elsewhere"] == pytest.approx((0.2 + 0.25 + 0.25) / 3)
    assert found["same_winner"] == pytest.approx(1 / 3)  # the first head has the larger mean


def test_equal_numbers_win_only_where_they_match_best() -> None:
    names = _page.read()["sub_layers"]
    matched = numbering({"0-1": {name: np.eye(4).tolist() for name in names}})
    assert {row["better_than_same"] for row in matched} == {0}
    turned = numbering({"0-1": {name: np.eye(4)[[1, 2, 3, 0]].tolist() for name in names}})
    assert {row["same_number"] for row in turned} == {0}
    assert {row["better_than_same"] for row in turned} == {15}  # 9 of 24 orders keep no pair


def head(mean: float, rows: float, untrained: float) -> Head:
    return Head(
        seed=0,
        sub_layer="encoder.1.self_attention",
        number=0,
        mean={"next": mean},
        rows_shuffled={"next": rows},
        words_shuffled={"next": rows},
        untrained={"next": (0.0, untrained)},
    )


def test_a_head_stands_out_against_both_controls() -> None:
    assert head(0.31, 0.2, 0.25).role == "next"
    assert head(0.29, 0.2, 0.25).role is None  # not one and a half times its shuffled rows
    assert head(0.31, 0.2, 0.32).role is None  # a random head reaches more


def test_ranks_inside_a_group_forget_the_difference_between_groups() -> None:
    numbers = np.array([1.0, 2, 101, 102])
    costs = np.array([2.0, 1, 102, 101])
    groups = ["a", "a", "b", "b"]
    assert inspect.spearman(numbers, costs) == pytest.approx(0.6)
    within = [statistic_against_cost.within_groups(row, groups) for row in (numbers, costs)]
    assert inspect.spearman(*within) == pytest.approx(-1)


def test_a_rotation_changes_the_features_and_not_the_weights() -> None:
    random = np.random.default_rng(1)
    query, keys = random.normal(size=16), random.normal(size=(5, 16))
    found = neuron_view.with_rotated_vectors(query, keys, explainer.softmax(keys @ query / 4))
    assert found["error"] < 1e-12
    assert found["moved"] > 0.1


def test_exchanging_two_heads_of_a_layer_changes_no_output() -> None:
    found = same_role_other_head.with_heads_exchanged("decoder.0.cross_attention", 1, 3)
    assert found["logits"] < 1e-4
    assert found["weights"] > 0.1


def test_every_question_points_at_the_word_that_its_name_says() -> None:
    v = what_heads_are_asked.values()
    words, looks = v["words"], {row["asked"]: row["looks"] for row in v["rows"]}
    assert list(looks) == list(_page.STATISTICS.values())
    for name, away in (("next word", 1), ("same word", 0), ("previous word", -1)):
        who, what = looks[name]
        assert what - who == away
    assert looks["first word"][1] == 0
    who, what = looks["repeated word"]
    assert what < who and words[what] == words[who]
    written, read = v["rows"][-2]["reads"], v["rows"][-1]["reads"]
    assert looks["word to write"] == looks["word just read"] and written[1] == read[0]


def test_a_towering_feature_belongs_to_the_word_that_is_looked_at_most() -> None:
    keys = np.array([[9.0, 0, 0], [0, -3.0, 1]])
    assert neuron_view._towering(np.ones(3), keys, np.array([0.2, 0.8])) == 1
