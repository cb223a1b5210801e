"""The grammar's sampler: closed vocabulary, balanced readings, a split that does not leak."""

import subprocess
import sys
from collections import Counter
from itertools import combinations
from random import Random

import pytest

from experiments.translator.frames import ANIMALS, FRAMES, PLACES
from experiments.translator.grammar import (
    KIND_WEIGHTS,
    Pair,
    english_vocabulary,
    french_vocabulary,
    held_out_pronoun_sentences,
    is_held_out,
    is_held_out_noun_pair,
    join,
    minimal_pairs,
    sample,
    split,
)
from experiments.translator.lexicon import ADJECTIVES, NOUNS


@pytest.fixture(scope="module")
def drawn() -> list[Pair]:
    random = Random(0)
    return [sample(random) for _ in range(50_000)]


def test_the_vocabulary_is_closed_and_complete(drawn):
    for side, vocabulary in (("english", english_vocabulary()), ("french", french_vocabulary())):
        assert {word for pair in drawn[:20_000] for word in getattr(pair, side)} == set(vocabulary)
        assert list(vocabulary) == sorted(set(vocabulary))
        assert all(word == word.lower() for word in vocabulary)


def test_training_sentences_hold_every_word(drawn):
    training = [pair for pair in drawn if not is_held_out(pair)]
    assert {word for pair in training for word in pair.english} == set(english_vocabulary())
    assert {word for pair in training for word in pair.french} == set(french_vocabulary())


def test_french_text_round_trips(drawn):
    for pair in drawn[:5_000]:
        assert tuple(split(join(pair.french))) == pair.french
        assert tuple(" ".join(pair.english).split()) == pair.english
    assert split("L’animal n'a pas") == ["l'", "animal", "n'", "a", "pas"]


def test_neighbours_are_elided_and_contracted(drawn):
    mute = ("homme", "hommes")
    for pair in drawn:
        for word, following in zip(pair.french, pair.french[1:], strict=False):
            vowel = following[0] in "aeiouâéèêîô" or following in mute
            assert word.endswith("'") <= vowel, pair
            if vowel:
                assert word not in ("le", "la", "de", "ne", "que", "ce", "ma", "beau"), pair
            else:
                assert word not in ("bel", "vieil", "cet"), pair
            assert (word, following) not in {
                ("de", "le"),
                ("de", "les"),
                ("à", "le"),
                ("à", "les"),
            }, pair


def test_one_english_sentence_has_one_french(drawn):
    translations: dict[tuple[str, ...], tuple[str, ...]] = {}
    for pair in drawn:
        assert translations.setdefault(pair.english, pair.french) == pair.french


def test_kinds_are_drawn_with_their_weights(drawn):
    counts = Counter(pair.kind for pair in drawn)
    assert sum(KIND_WEIGHTS.values()) == 100
    for kind, weight in KIND_WEIGHTS.items():
        assert counts[kind] / len(drawn) == pytest.approx(weight / 100, abs=0.01)


def _genders(pair: Pair) -> str:
    return "".join(NOUNS[noun].gender for noun in pair.nouns)


@pytest.mark.parametrize("training_only", [False, True])
def test_gender_and_reading_are_balanced(drawn, training_only):
    pronouns = [p for p in drawn if p.kind == "pronoun"]
    if training_only:
        pronouns = [p for p in pronouns if not is_held_out(p)]
    counts = Counter((_genders(p), p.antecedent == p.nouns[0]) for p in pronouns)
    assert len(counts) == 8
    for count in counts.values():
        assert count / len(pronouns) == pytest.approx(1 / 8, abs=0.012)


def test_neither_noun_nor_verb_nor_degree_tells_the_reading(drawn):
    pronouns = [pair for pair in drawn if pair.kind == "pronoun"]
    for cue in (
        lambda p: p.nouns[0],
        lambda p: p.nouns[1],
        lambda p: p.english[2:5],
        lambda p: p.english[-2],
    ):
        of_animal: Counter = Counter()
        total: Counter = Counter()
        for pair in pronouns:
            total[cue(pair)] += 1
            of_animal[cue(pair)] += pair.antecedent == pair.nouns[0]
        for key, n in total.items():  # four standard deviations of a fair coin
            assert abs(of_animal[key] / n - 0.5) < 2 / n**0.5, key


def test_the_adjective_decides_the_reading_and_nothing_of_the_gender(drawn):
    pronouns = [pair for pair in drawn if pair.kind == "pronoun"]
    readings, genders = {}, {}
    for pair in pronouns:
        adjective = pair.english[-1]
        readings.setdefault(adjective, set()).add(pair.antecedent == pair.nouns[0])
        genders.setdefault(adjective, []).append("elle" in pair.french)
    assert all(len(found) == 1 for found in readings.values())
    for adjective, feminine in genders.items():
        n = len(feminine)
        assert abs(sum(feminine) / n - 0.5) < 2 / n**0.5, adjective
    for frame in FRAMES:
        assert not set(frame.animal_reasons) & set(frame.place_reasons)
        for places in frame.place_reasons.values():
            assert {NOUNS[place].gender for place in places} == {"m", "f"}


def test_every_noun_is_antecedent_and_bystander_in_training(drawn):
    seen = {
        (noun, noun == pair.antecedent)
        for pair in drawn
        if pair.kind == "pronoun" and not is_held_out(pair)
        for noun in pair.nouns
    }
    assert seen == {(noun, yes) for noun in ANIMALS + PLACES for yes in (True, False)}


def test_no_training_sentence_holds_a_held_out_pair(drawn):
    held_out = {frozenset(two) for two in combinations(NOUNS, 2) if is_held_out_noun_pair(*two)}
    assert {frozenset(("animal", "street")), frozenset(("cow", "bridge"))} <= held_out
    training = [pair for pair in drawn if not is_held_out(pair)]
    singular = {n.english: n.english for n in NOUNS.values()}
    singular |= {n.english_plural: n.english for n in NOUNS.values()}
    for pair in training:  # the nouns as read off the sentence, not as the builder reports them
        nouns = [singular[word] for word in pair.english if word in singular]
        assert nouns == list(pair.nouns)
        assert not any(frozenset(two) in held_out for two in combinations(nouns, 2))
        assert not {("tower", "european"), ("girl", "love")} & set(pair.modifiers)
    assert {p.english for p in training}.isdisjoint(p.english for p in drawn if is_held_out(p))
    assert 0.1 < 1 - len(training) / len(drawn) < 0.25


def test_adjectives_beside_a_noun_count_as_its_modifiers(drawn):
    for pair in drawn:
        if pair.kind == "noun phrase":
            said = [(pair.nouns[0], word) for word in pair.english if word in ADJECTIVES]
            assert said == list(pair.modifiers)


def test_the_split_is_the_same_in_another_process():
    code = (
        "from itertools import combinations; from experiments.translator.lexicon import NOUNS;"
        "from experiments.translator.grammar import is_held_out_noun_pair as held;"
        "print([t for t in combinations(NOUNS, 2) if held(*t)])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [two for two in combinations(NOUNS, 2) if is_held_out_noun_pair(*two)]
    assert run.stdout.strip() == str(here)
    assert 0.08 < len(here) / (len(NOUNS) * (len(NOUNS) - 1) / 2) < 0.16
    assert is_held_out_noun_pair("street", "animal")


def test_minimal_pairs_differ_in_the_adjective_alone():
    pairs = minimal_pairs()
    assert pairs == minimal_pairs()
    for of_animal, of_place in pairs:
        assert of_animal.english[:-1] == of_place.english[:-1]
        assert of_animal.english[-1] != of_place.english[-1]
        assert of_animal.antecedent == of_animal.nouns[0]
        assert of_place.antecedent == of_place.nouns[1]
        assert is_held_out(of_animal)
        assert is_held_out(of_place)
    assert [pair.english[-1] for pair in pairs[0]] == ["tired", "wide"]
    assert pairs[0][0].nouns == ("animal", "street")


def test_held_out_pronoun_sentences_are_all_there_are(drawn):
    held_out = held_out_pronoun_sentences()
    assert len(set(held_out)) == len(held_out)
    found = {pair for pair in drawn if pair.kind == "pronoun" and is_held_out(pair)}
    assert found <= set(held_out)
    assert len(found) > 0.6 * len(held_out)
    combos = Counter(_genders(Pair((), (), "", nouns)) for nouns in {p.nouns for p in held_out})
    assert len(combos) == 4
