"""The grammar's sampler: closed vocabulary, balanced readings, a split that does not leak."""

import subprocess
import sys
from collections import Counter
from itertools import combinations
from random import Random

import pytest

from experiments.translator.fitting import THINGS
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
    pronoun_sentences,
    sample,
    side_of,
    split,
    verb_pairs,
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
    training = [pair for pair in drawn if side_of(pair) == "training"]
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
        pronouns = [p for p in pronouns if side_of(p) == "training"]
    counts = Counter((_genders(p), p.antecedent == p.nouns[0]) for p in pronouns)
    assert len(counts) == 8
    for count in counts.values():
        assert count / len(pronouns) == pytest.approx(1 / 8, abs=0.012)


def test_neither_noun_nor_kind_nor_verb_nor_degree_tells_the_reading(drawn):
    pronouns = [pair for pair in drawn if pair.kind == "pronoun"]
    for cue in (
        lambda p: p.nouns[0],
        lambda p: p.nouns[1],
        lambda p: NOUNS[p.nouns[1]].group,
        lambda p: p.english[2:5],
        lambda p: p.english[-2],
        lambda p: len(p.english),
    ):
        of_subject: Counter = Counter()
        total: Counter = Counter()
        for pair in pronouns:
            total[cue(pair)] += 1
            of_subject[cue(pair)] += pair.antecedent == pair.nouns[0]
        for key, n in total.items():  # four standard deviations of a fair coin
            assert abs(of_subject[key] / n - 0.5) < 2 / n**0.5, key


def readings() -> dict[str, dict[str, set[bool]]]:
    """Adjective -> verb -> whether "it" is the subject."""
    found: dict[str, dict[str, set[bool]]] = {}
    for frame in FRAMES:
        for is_subject, words in ((True, frame.of_subject), (False, frame.of_object)):
            for word in words:
                found.setdefault(word, {}).setdefault(frame.verb, set()).add(is_subject)
    return found


def test_verb_and_adjective_decide_the_reading():
    for adjective, verbs in readings().items():
        for verb, found in verbs.items():
            assert len(found) == 1, (verb, adjective)


def test_at_least_a_third_of_the_adjectives_take_both_readings():
    of_both = [word for word, verbs in readings().items() if len(set.union(*verbs.values())) == 2]
    assert "tired" in of_both
    assert len(of_both) >= len(readings()) / 3


def test_the_adjective_alone_says_nothing_of_the_gender(drawn):
    genders: dict[str, list[bool]] = {}
    for pair in drawn:
        if pair.kind == "pronoun":
            genders.setdefault(pair.english[-1], []).append("elle" in pair.french)
    assert set(genders) == set(readings())
    for adjective, feminine in genders.items():
        n = len(feminine)
        assert abs(sum(feminine) / n - 0.5) < 2 / n**0.5, adjective
    for frame in FRAMES:
        for objects in frame.objects_of.values():
            assert {NOUNS[obj].gender for obj in objects} == {"m", "f"}


def test_every_noun_is_antecedent_and_bystander_in_training(drawn):
    seen = {
        (noun, noun == pair.antecedent)
        for pair in drawn
        if pair.kind == "pronoun" and side_of(pair) == "training"
        for noun in pair.nouns
    }
    assert seen == {(noun, yes) for noun in ANIMALS + PLACES + THINGS for yes in (True, False)}


def test_no_training_sentence_holds_a_held_out_pair(drawn):
    held_out = {frozenset(two) for two in combinations(NOUNS, 2) if is_held_out_noun_pair(*two)}
    assert {frozenset(("animal", "street")), frozenset(("cow", "bridge"))} <= held_out
    training = [pair for pair in drawn if side_of(pair) == "training"]
    singular = {n.english: n.english for n in NOUNS.values()}
    singular |= {n.english_plural: n.english for n in NOUNS.values()}
    for pair in training:  # the nouns as read off the sentence, not as the builder reports them
        nouns = [singular[word] for word in pair.english if word in singular]
        assert nouns == list(pair.nouns)
        assert not any(frozenset(two) in held_out for two in combinations(nouns, 2))
        assert not {("tower", "european"), ("girl", "love")} & set(pair.modifiers)
    assert {p.english for p in training}.isdisjoint(p.english for p in drawn if is_held_out(p))
    assert 0.1 < sum(map(is_held_out, drawn)) / len(drawn) < 0.25
    assert len(training) / len(drawn) > 0.7


def test_the_three_sides_share_no_sentence_and_no_unseen_noun_pair(drawn):
    sides: dict[str | None, list[Pair]] = {}
    for pair in drawn:
        sides.setdefault(side_of(pair), []).append(pair)
    assert set(sides) == {"training", "validation", "held out", None}
    assert len(sides["validation"]) / len(drawn) > 0.05
    for one, other in combinations(sides, 2):
        assert {p.english for p in sides[one]}.isdisjoint(p.english for p in sides[other])
    for one, other in combinations(("training", "validation", "held out"), 2):
        pairs = [
            {frozenset(p.nouns) for p in sides[side] if p.kind == "pronoun"}
            for side in (one, other)
        ]
        assert pairs[0].isdisjoint(pairs[1])


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


@pytest.mark.parametrize("side", ["held out", "validation"])
def test_minimal_pairs_differ_in_the_adjective_alone(side):
    pairs = minimal_pairs(side)
    assert pairs == minimal_pairs(side)
    for of_subject, of_object in pairs:
        assert of_subject.english[:-1] == of_object.english[:-1]
        assert of_subject.english[-1] != of_object.english[-1]
        assert of_subject.antecedent == of_subject.nouns[0]
        assert of_object.antecedent == of_object.nouns[1]
        assert side_of(of_subject) == side_of(of_object) == side


def test_the_first_minimal_pair_is_the_running_one():
    pairs = minimal_pairs()
    assert [pair.english[-1] for pair in pairs[0]] == ["tired", "wide"]
    assert pairs[0][0].nouns == ("animal", "street")


@pytest.mark.parametrize("side", ["held out", "validation"])
def test_verb_pairs_differ_in_the_verb_alone_and_in_the_reading(side):
    pairs = verb_pairs(side)
    assert len({couple[0].english[-1] for couple in pairs}) >= 5  # not of one adjective only
    for of_subject, of_object in pairs:
        both = zip(of_subject.english, of_object.english, strict=True)
        differing = [place for place, (a, b) in enumerate(both) if a != b]
        assert differing == [4 if "not" in of_subject.english else 2]
        assert of_subject.antecedent == of_subject.nouns[0]
        assert of_object.antecedent == of_object.nouns[1]
        assert side_of(of_subject) == side_of(of_object) == side


@pytest.mark.parametrize("side", ["held out", "validation"])
def test_unseen_pronoun_sentences_are_all_there_are(drawn, side):
    unseen = pronoun_sentences(side)
    assert len(set(unseen)) == len(unseen)
    found = {pair for pair in drawn if pair.kind == "pronoun" and side_of(pair) == side}
    assert found <= set(unseen)
    assert len(found) > 0.4 * len(unseen)
    combos = Counter(_genders(Pair((), (), "", nouns)) for nouns in {p.nouns for p in unseen})
    assert len(combos) == 4


def test_the_reported_pronoun_sentences_are_the_held_out_ones():
    assert held_out_pronoun_sentences() == pronoun_sentences("held out")
