"""The pieces of the experiment on changed input: what is changed, what must stay, how it counts."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

import explainer
from experiments.robustness import summaries
from experiments.robustness.changes import KINDS, Change, changes, in_common, rest
from experiments.robustness.measure import (
    KEPT,
    Case,
    cases,
    keeps_the_reading,
    measure,
    one_place_each,
    removals,
    tally,
    unchanged,
)
from experiments.robustness.words import (
    english_lexeme,
    french_lexemes,
    kind_of,
    others_of_its_kind,
    typing_error,
)
from experiments.translator.data import ENGLISH, held_out_sample
from experiments.translator.grammar import minimal_pairs
from experiments.translator.lexicon import ADJECTIVES, NOUNS

SENTENCE = ("the", "cow", "did", "not", "see", "the", "small", "dog")
FRENCH = ("la", "vache", "n'", "a", "pas", "vu", "le", "petit", "chien")


def test_a_lexeme_is_the_same_however_it_agrees() -> None:
    assert french_lexemes(FRENCH) == ["vache", "not", "see", "small", "chien"]
    assert french_lexemes(("les", "vaches", "sont", "petites")) == ["vaches", "small"]
    assert [english_lexeme(word) for word in ("cows", "saw", "small", "the")] == [
        "vaches",
        "see",
        "small",
        None,
    ]


@pytest.mark.parametrize("number", range(0, 100, 7))
def test_both_languages_of_a_right_translation_say_the_same(number: int) -> None:
    pair = held_out_sample(100)[number]
    said = [english_lexeme(word) for word in pair.english]
    assert sorted(filter(None, said)) == sorted(french_lexemes(pair.french))


def test_no_french_form_belongs_to_two_lexemes() -> None:
    forms: dict[str, set[str]] = {}
    for name, adjective in ADJECTIVES.items():
        for form in (adjective.m, adjective.f, adjective.m_plural, adjective.f_plural):
            forms.setdefault(form, set()).add(name)
    for noun in NOUNS.values():
        forms.setdefault(noun.french, set()).add(noun.french)
    assert {form: names for form, names in forms.items() if len(names) > 1} == {}


def test_another_of_its_kind_has_the_same_form() -> None:
    assert "horses" in others_of_its_kind("cows")
    assert {"cow", "horse", "boys", "hills"}.isdisjoint(others_of_its_kind("cows"))
    assert "follows" in others_of_its_kind("sees") and "see" not in others_of_its_kind("sees")
    assert "tired" not in others_of_its_kind("wide")
    assert others_of_its_kind("because") == ()
    assert kind_of("because") == "function word"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_change_is_one_place_and_always_alike(kind: str) -> None:
    found = changes(SENTENCE, kind)
    assert found == changes(SENTENCE, kind) and found
    for change in found:
        assert change.english != SENTENCE
        assert change.english[: change.place] == SENTENCE[: change.place]
        assert SENTENCE[change.place] in change.touched
        assert set(change.english) <= set(ENGLISH.words)


def test_what_each_kind_of_change_does() -> None:
    at_cow = {kind: next(c for c in changes(SENTENCE, kind) if c.place == 1) for kind in KINDS}
    assert at_cow["dropped"].english == ("the", *SENTENCE[2:])
    assert at_cow["doubled"].english == ("the", "cow", *SENTENCE[1:])
    assert at_cow["exchanged"].english == ("the", "did", "cow", *SENTENCE[3:])
    assert at_cow["exchanged"].touched == {"cow", "did"}
    (new,) = at_cow["replaced"].touched - {"cow"}
    assert NOUNS[new].group == "animal" and new != "dog"
    assert len(changes(SENTENCE, "exchanged")) == len(SENTENCE) - 1


def test_a_sentence_of_one_word_cannot_lose_it() -> None:
    assert changes(("cow",), "dropped") == []
    assert changes(("cow", "cow"), "exchanged") == []


REPLACED = Change("replaced", 1, ("the", "horse", *SENTENCE[2:]), frozenset(("cow", "horse")))


@pytest.mark.parametrize(
    ("written", "right", "kept", "invented"),
    [
        ("le cheval n' a pas vu le petit chien", True, 4, False),  # what the new sentence says
        ("la vache n' a pas vu le petit chien", True, 4, False),  # the old word is excused too
        ("n' a pas vu le petit chien", True, 4, False),
        ("le cheval n' a pas vu la petite chien", True, 4, False),  # agreement is not asked for
        ("le cheval a vu le petit chien", False, 3, False),
        ("le cheval n' a pas vu le petit chien chien", False, 4, True),
        ("le chien n' a pas vu le petit cheval", False, 3, True),
        ("", False, 0, False),
    ],
)
def test_the_rest_is_right_when_all_untouched_words_are_there_and_no_other(
    written: str, right: bool, kept: int, invented: bool
) -> None:
    found = rest(REPLACED, FRENCH, written.split())
    assert (found.right, found.kept, found.n, found.invented) == (right, kept, 4, invented)


def test_longest_common_subsequence() -> None:
    assert in_common("abcd", "acbd") == 3
    assert in_common("abc", "") == 0


def test_a_typing_error_is_refused_by_the_closed_vocabulary() -> None:
    generator = random.Random(0)
    wrong = typing_error("garden", generator)
    assert wrong != "garden" and sorted(wrong) == sorted("garden")
    with pytest.raises(ValueError, match="garden"):
        ENGLISH.encode([wrong])
    with pytest.raises(ValueError, match="no two inner letters"):
        typing_error("see", generator)


def test_the_reading_is_asked_for_only_where_nothing_that_decides_it_is_touched() -> None:
    pair = minimal_pairs()[0][0]

    def kept(kind: str, word: str, new: str = "my") -> bool:
        touched = frozenset((word, new) if kind == "replaced" else (word,))
        change = Change(kind, pair.english.index(word), pair.english, touched)
        return keeps_the_reading(Case(0, pair, change))

    assert kept("dropped", "because") and kept("replaced", "the")
    assert not any(kept("dropped", word) for word in (pair.nouns[0], "it", "not", "cross"))
    assert not kept("replaced", "the", "tired")
    change = Change("dropped", 0, SENTENCE[1:], frozenset(("the",)))
    assert not keeps_the_reading(Case(0, replace(pair, kind="transitive"), change))


def test_unchanged_and_changed_sentences_are_counted_for_each_sentence() -> None:
    model, pairs = explainer.load("translator"), held_out_sample(4)
    found = measure(model, pairs)
    assert len(found["unchanged"]["exact"]) == len(pairs)
    for kind in KINDS:
        counts = np.array(found["changed"][kind]["all"])
        assert counts.shape == (4, 2)
        assert (counts[:, 0] <= counts[:, 1]).all()
        assert counts[:, 1].max() <= max(len(pair.english) for pair in pairs)


def test_a_model_without_heads_loses_what_it_wrote() -> None:
    model, pairs = explainer.load("translator-one-head"), held_out_sample(3)
    ways = removals(model)
    assert [name for name, _ in ways] == ["none"] + ["one attention"] * (len(ways) - 1)
    assert ways[0][1] == [] and all(len(heads) == 1 for _, heads in ways[1:])
    chosen = one_place_each(cases(pairs, "dropped"), random.Random(0))
    assert [case.number for case in chosen] == [0, 1, 2]
    assert np.array(tally(model, chosen, 3)[KEPT]).shape == (3, 2)
    assert set(unchanged(model, pairs)["exact"]) <= {0, 1}


def test_removals_of_several_heads_are_of_one_size() -> None:
    model = explainer.load("translator")
    sizes = {
        name: {len(heads) for name_, heads in removals(model) if name_ == name}
        for name, _ in removals(model)
    }
    heads = model.config.n_heads
    assert sizes["one attention"] == sizes["as many heads, anywhere"] == {heads}
    assert sizes["one head"] == {1}


def test_shares_and_their_differences() -> None:
    always, half = [[2, 2]] * 50, [[2, 2], [0, 2]] * 25
    assert summaries.share(always) == {"share": 1.0, "low": 1.0, "high": 1.0, "n": 100}
    found = summaries.share(half)
    assert found["share"] == 0.5 and 0.3 < found["low"] < 0.5 < found["high"] < 0.7
    apart = summaries.difference([always, always], [half, half])
    assert apart["mean"] == 0.5 and apart["apart"] and apart["over_seeds"] == [0.5, 0.5]
    assert apart["over_sentences"][0] > 0.3
    alone = summaries.difference([always], [always, half])
    assert alone["over_seeds"] is None and not alone["apart"]
    assert summaries.together({"a": {"all": [[1, 2]]}, "b": {"all": [[0, 1]]}}, "all") == [[1, 3]]
