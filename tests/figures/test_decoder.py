"""The decoder page: word links and exchanges, checked by hand."""

import numpy as np
import pytest

from experiments.alignment.exchange import exchanged, in_french, other_noun, slots
from experiments.alignment.gold import content_links
from experiments.alignment.measure import baselines, shuffled
from experiments.translator.grammar import minimal_pairs
from experiments.translator.phrases import NounPhrase
from experiments.translator.sentences import noun_phrase
from generators.figures.decoder import (
    _alignment,
    alignment_controls,
    exchange_one_vector,
    key_or_value,
    reordering_one_head,
    three_attentions,
    two_sources_of_gender,
)
from generators.figures.encoder import sentence_goes_in, verb_in_the_adjective

TOWER = noun_phrase(NounPhrase("tower", adjectives=("famous", "european")))


def test_links_of_the_tower_run_against_the_diagonal() -> None:
    links = [(link.target, link.source, link.reordered) for link in content_links(TOWER)]
    assert links == [(1, 3, True), (2, 2, True), (3, 1, True)]


def test_links_in_order_are_not_reordered() -> None:
    tired, _ = minimal_pairs()[0]
    found = {tired.french[link.target]: tired.english[link.source] for link in content_links(tired)}
    assert found == {"animal": "animal", "traversé": "cross", "rue": "street", "fatigué": "tired"}
    assert not any(link.reordered for link in content_links(tired))


def test_links_follow_shuffled_words() -> None:
    mixed = shuffled([TOWER])[0]
    assert sorted(mixed.english) == sorted(TOWER.english)
    for link in content_links(mixed):
        kept = next(old for old in content_links(TOWER) if old.target == link.target)
        assert mixed.english[link.source] == TOWER.english[kept.source]


def test_baselines_of_two_sentences() -> None:
    shares = baselines([TOWER, minimal_pairs()[0][0]])  # 3 reordered words, 4 in order
    assert shares["a random position"]["reordered"] == 1 / 4
    assert shares["a random position"]["in_order"] == pytest.approx(1 / 12)
    assert shares["the French word's own position"]["reordered"] == 1 / 3  # européenne: 2 and 2


def test_exchanged_takes_each_position_once_and_all_but_each() -> None:
    mine, other = np.zeros((3, 2)), np.ones((3, 2))
    rows = exchanged(mine, other)[:, :, 0]
    assert rows[0].tolist() == [0, 0, 0]
    assert rows[1:4].tolist() == np.eye(3).tolist()
    assert rows[4:].tolist() == (1 - np.eye(3)).tolist()


def test_other_noun_changes_gender_and_article() -> None:
    for pair, _ in minimal_pairs():
        assert len(slots(pair)) == len(pair.english)
    tired, wide = minimal_pairs()[0]
    assert other_noun(tired).gender == "f"
    words = in_french(wide, other_noun(wide))
    assert words[:6] == ["l'", "animal", "n'", "a", "pas", "traversé"]
    assert words[6] in ("le", "l'") and words[7] == other_noun(wide).french


def test_every_control_of_the_alignment_is_drawn() -> None:
    v = alignment_controls.values()
    assert set(alignment_controls.LABELS) == set(v["rows"]) == set(v["most"])


def test_a_row_draws_words_in_order_filled_and_reordered_ones_open() -> None:
    rows = {"late": {"all": [0.2], "in_order": [0.1], "reordered": [0.3]}}
    drawn = _alignment.row("late", _alignment.dots(rows)["late"])
    assert (drawn.filled, drawn.open) == ([0.1], [0.3])


def test_only_masked_self_attention_is_closed_ahead() -> None:
    v = three_attentions.values()
    assert np.triu(v["masked"], 1).max() == 0
    assert np.triu(v["encoder"], 1).max() > 0 and np.triu(v["cross"], 1).max() > 0


def test_the_rows_of_the_three_attentions_add_up_to_one() -> None:
    v = three_attentions.values()
    for name in ("encoder", "masked", "cross"):
        np.testing.assert_allclose(np.sum(v[name], axis=-1), 1, atol=2e-3)


def test_the_row_of_the_pronoun_has_read_the_noun_in_french() -> None:
    v = two_sources_of_gender.values()
    assert v["noun"] in v["english"] and v["noun"] in v["french"]
    assert v["writes"] not in v["french"]


def test_the_keys_of_the_exchanged_word_decide_and_its_values_do_not() -> None:
    v, whole = key_or_value.values(), exchange_one_vector.values()["written"]
    assert v["rows"][0]["writes"] == whole[0]
    assert v["key"] == whole[-1] != whole[0] == v["value"]
    assert v["keys_decide"] and v["hidden"] == v["key"]


def test_a_vector_in_the_place_of_the_noun_is_not_enough_for_another_article() -> None:
    found = reordering_one_head.values()["exchanges"]
    assert found["nouns"] > 10
    assert found["noun"] == found["others"] == 0


def test_the_encoder_hands_on_as_many_vectors_as_words() -> None:
    v = sentence_goes_in.values()
    assert np.shape(v["before"]) == np.shape(v["after"])
    assert len(v["after"]) == len(v["words"])


def test_the_verb_stays_and_the_adjective_turns_the_pronoun() -> None:
    v = verb_in_the_adjective.values()
    one, other, verb, adjective = v["written"]
    assert one != other and (verb, adjective) == (one, other)
