"""The German of the little language, against translations written by hand."""

import random

import pytest

from experiments.second_language.german import german, join, words_of
from experiments.second_language.lexicon import (
    ADJECTIVES,
    CASES,
    NOUNS,
    VERBS,
    vocabulary,
    without_german,
)
from experiments.translator import lexicon as english
from experiments.translator import sentences as s
from experiments.translator.grammar import minimal_pairs, sample
from experiments.translator.phrases import NounPhrase as N

# Every noun with its article, its plural, and "of it".
GENDERS = """
das Tier, die Tiere, des Tieres; der Hund, die Hunde, des Hundes; die Katze, die Katzen, der Katze;
das Pferd, die Pferde, des Pferdes; der Vogel, die Vögel, des Vogels;
das Kaninchen, die Kaninchen, des Kaninchens; die Kuh, die Kühe, der Kuh;
die Maus, die Mäuse, der Maus; das Huhn, die Hühner, des Huhns; die Ziege, die Ziegen, der Ziege;
die Schildkröte, die Schildkröten, der Schildkröte; die Gans, die Gänse, der Gans;
der Junge, die Jungen, des Jungen; der Mann, die Männer, des Mannes;
das Mädchen, die Mädchen, des Mädchens; die Frau, die Frauen, der Frau;
die Brücke, die Brücken, der Brücke; der Garten, die Gärten, des Gartens;
das Feld, die Felder, des Feldes; der Weg, die Wege, des Weges; der See, die Seen, des Sees;
die Mauer, die Mauern, der Mauer; der Baum, die Bäume, des Baumes;
die Straße, die Straßen, der Straße; der Fluss, die Flüsse, des Flusses;
der Wald, die Wälder, des Waldes; der Platz, die Plätze, des Platzes;
die Insel, die Inseln, der Insel; der Hügel, die Hügel, des Hügels;
der Turm, die Türme, des Turmes; das Buch, die Bücher, des Buches;
der Kuchen, die Kuchen, des Kuchens; die Tasche, die Taschen, der Tasche;
der Korb, die Körbe, des Korbes; der Apfel, die Äpfel, des Apfels;
der Stein, die Steine, des Steines; die Kiste, die Kisten, der Kiste;
der Ast, die Äste, des Astes; die Tür, die Türen, der Tür; das Haus, die Häuser, des Hauses
"""
DATIVE_PLURALS = (
    "Tieren Hunden Katzen Pferden Vögeln Kaninchen Kühen Mäusen Hühnern Ziegen Schildkröten Gänsen "
    "Jungen Männern Mädchen Frauen"
)

CASES_BY_HAND = [
    # Endings of adjectives: after der-words, after ein-words, after viele.
    (s.noun_phrase(N("tower", adjectives=("famous", "european"))), "der berühmte europäische Turm"),
    (s.noun_phrase(N("tree", "a", False, ("old",))), "ein alter Baum"),
    (s.noun_phrase(N("house", "a", False, ("european",))), "ein europäisches Haus"),
    (s.noun_phrase(N("cow", "a", False, ("beautiful",))), "eine schöne Kuh"),
    (s.noun_phrase(N("goose", "my", False, ("small",))), "meine kleine Gans"),
    (s.noun_phrase(N("horse", "my", False, ("tired",))), "mein müdes Pferd"),
    (s.noun_phrase(N("man", "this", False, ("small",))), "dieser kleine Mann"),
    (s.noun_phrase(N("girl", "this", False, ("small",))), "dieses kleine Mädchen"),
    (
        s.noun_phrase(N("dog", "this", True, ("tired", "small", "black"))),
        "diese müden kleinen schwarzen Hunde",
    ),
    (s.noun_phrase(N("mouse", "many", True, ("big", "white"))), "viele große weiße Mäuse"),
    (s.noun_phrase(N("animal", "my", True, ("old",))), "meine alten Tiere"),
    # What is said of the subject has no ending.
    (s.predicate(N("cow"), "tired"), "die Kuh ist müde"),
    (
        s.predicate(N("hen", "my", True), "lazy", past=True, negated=True),
        "meine Hühner waren nicht faul",
    ),
    (
        s.predicate(N("lake", "the", True), "deep", negated=True, degree="very"),
        "die Seen sind nicht sehr tief",
    ),
    (
        s.predicate(N("wall", "this"), "high", negated=True, degree="too"),
        "diese Mauer ist nicht zu hoch",
    ),
    # Genitive.
    (s.possession(N("door"), N("garden")), "die Tür des Gartens"),
    (s.possession(N("house"), N("man", "the", False, ("old",))), "das Haus des alten Mannes"),
    (s.possession(N("book", plural=True), N("boy", "my")), "die Bücher meines Jungen"),
    (s.possession(N("apple"), N("woman", "this", True)), "der Apfel dieser Frauen"),
    (
        s.possession_predicate(N("wall", plural=True), N("house", "a"), "low", past=True),
        "die Mauern eines Hauses waren niedrig",
    ),
    (
        s.possession_predicate(N("tower"), N("island", "the", True), "beautiful"),
        "der Turm der Inseln ist schön",
    ),
    # Coordination.
    (s.coordination(N("cow"), N("dog"), "tired"), "die Kuh und der Hund sind müde"),
    # Accusative; "nicht" comes last; "follow" and "help" take the dative.
    (s.transitive(N("girl"), "see", N("dog")), "das Mädchen sieht den Hund"),
    (
        s.transitive(N("girl", plural=True), "see", N("dog"), negated=True),
        "die Mädchen sehen den Hund nicht",
    ),
    (
        s.transitive(N("girl"), "see", N("bird", "this"), past=True, negated=True),
        "das Mädchen sah diesen Vogel nicht",
    ),
    (
        s.transitive(N("woman", plural=True), "watch", N("boy"), past=True),
        "die Frauen beobachteten den Jungen",
    ),
    (
        s.transitive(N("boy"), "love", N("cake", "a", False, ("red",))),
        "der Junge liebt einen roten Kuchen",
    ),
    (
        s.transitive(N("turtle", "many", True), "leave", N("island"), past=True),
        "viele Schildkröten verließen die Insel",
    ),
    (
        s.transitive(N("dog", "my"), "follow", N("girl", "the", False, ("small",))),
        "mein Hund folgt dem kleinen Mädchen",
    ),
    (
        s.transitive(N("cat"), "follow", N("path", "the", True), past=True),
        "die Katze folgte den Wegen",
    ),
    (
        s.transitive(N("boy", plural=True), "help", N("bird", "many", True, ("ill",)), past=True),
        "die Jungen halfen vielen kranken Vögeln",
    ),
    # Pronouns as objects.
    (s.clitic(N("girl"), "love", "them"), "das Mädchen liebt sie"),
    (s.clitic(N("girl"), "see", "him", negated=True), "das Mädchen sieht ihn nicht"),
    (s.clitic(N("cat", plural=True), "follow", "her"), "die Katzen folgen ihr"),
    (s.clitic(N("man"), "follow", "them", negated=True), "der Mann folgt ihnen nicht"),
    (s.clitic(N("man"), "follow", "him"), "der Mann folgt ihm"),
    # Giving: whom, then what.
    (s.giving(N("girl"), N("book"), N("boy")), "das Mädchen gibt dem Jungen das Buch"),
    (
        s.giving(N("man"), N("cake", "a"), N("animal", plural=True), past=True),
        "der Mann gab den Tieren einen Kuchen",
    ),
    (
        s.giving(N("woman", plural=True), N("book", "this"), N("man"), past=True, negated=True),
        "die Frauen gaben dem Mann dieses Buch nicht",
    ),
    # The verb comes last behind "weil"; er, sie, es.
    (
        s.pronoun("goose", "climb", "tree", "brave", about_subject=True, negated=False),
        "die Gans erklomm den Baum, weil sie mutig war",
    ),
    (
        s.pronoun(
            "goat", "avoid", "path", "muddy", about_subject=False, negated=False, degree="too"
        ),
        "die Ziege mied den Weg, weil er zu schlammig war",
    ),
    (
        s.pronoun("bird", "help", "rabbit", "weak", about_subject=False, negated=False),
        "der Vogel half dem Kaninchen, weil es schwach war",
    ),
    (
        s.pronoun(
            "dog", "carry", "branch", "heavy", about_subject=False, negated=True, degree="too"
        ),
        "der Hund trug den Ast nicht, weil er zu schwer war",
    ),
]


@pytest.mark.parametrize(("pair", "expected"), CASES_BY_HAND, ids=lambda case: str(case)[:40])
def test_german_by_hand(pair: s.Pair, expected: str) -> None:
    assert join(german(pair)) == expected


def test_the_running_sentences() -> None:
    assert [join(german(pair)) for pair in minimal_pairs()[0]] == [
        "das Tier überquerte die Straße nicht, weil es zu müde war",
        "das Tier überquerte die Straße nicht, weil sie zu breit war",
    ]


def test_every_noun_by_hand() -> None:
    entries = [entry.strip().split(", ") for entry in GENDERS.replace("\n", " ").split(";")]
    for english_noun, (singular, plural, genitive) in zip(NOUNS, entries, strict=True):
        one, many = N(english_noun), N(english_noun, "the", True)
        assert " ".join(words_of(one, "nominative")) == singular
        assert " ".join(words_of(many, "nominative")) == plural
        assert " ".join(words_of(one, "genitive")) == genitive
    living = [name for name, noun in english.NOUNS.items() if noun.group in ("animal", "person")]
    written = [words_of(N(name, "the", True), "dative") for name in living]
    assert written == [["den", noun] for noun in DATIVE_PLURALS.split()]


def test_only_the_boy_is_a_weak_noun() -> None:
    changed = [
        noun.german for noun in NOUNS.values() if noun.form("accusative", False) != noun.german
    ]
    assert changed == ["Junge"]
    assert NOUNS["boy"].form("dative", False) == "Jungen"


def test_every_english_word_has_its_german() -> None:
    assert without_german() == []
    assert NOUNS.keys() == english.NOUNS.keys()
    assert ADJECTIVES.keys() == english.ADJECTIVES.keys()
    assert VERBS.keys() == english.VERBS.keys()
    for name, verb in english.VERBS.items():
        assert (VERBS[name].present is None) == (verb.french is None)
        assert (VERBS[name].past is None) == (verb.participle is None)


def test_drawn_sentences_keep_to_the_vocabulary_and_to_german() -> None:
    known, generator = set(vocabulary()), random.Random("german")
    for _ in range(3000):
        pair = sample(generator)
        words = german(pair)
        assert set(words) <= known
        assert ("weil" in words) == (pair.antecedent is not None)
        if pair.antecedent:  # the verb comes last, the comma before "weil"
            assert words[-1] == "war"
            assert words[words.index("weil") - 1] == ","
        assert words.count("nicht") == pair.english.count("not")


def test_different_forms_of_a_noun_differ_where_german_tells_them_apart() -> None:
    for name, noun in NOUNS.items():
        phrases = [" ".join(words_of(N(name), case)) for case in CASES]
        distinct = {"m": 4, "f": 2, "n": 3}[noun.gender]
        assert len(set(phrases)) == distinct, phrases


def test_a_word_outside_the_grammar_is_refused() -> None:
    with pytest.raises(KeyError):
        german(s.Pair(("the", "cow", "sleeps", "the", "dog"), (), "transitive", ("cow", "dog")))
