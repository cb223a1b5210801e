"""The German of a sentence of the translator's grammar: its English is read, German is written.

English word order says who does what, German cases do; the verb of the clause with *weil* comes
last; *it* is er, sie or es by the gender of the noun that it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from experiments.second_language.lexicon import (
    ADJECTIVES,
    ARTICLES,
    CASES,
    DEGREES,
    NOUNS,
    OBJECT_PRONOUNS,
    PRONOUNS,
    TO_BE,
    VERBS,
    Case,
    stem,
)
from experiments.translator.lexicon import NOUNS as ENGLISH_NOUNS
from experiments.translator.lexicon import VERBS as ENGLISH_VERBS
from experiments.translator.phrases import NounPhrase
from experiments.translator.sentences import Pair

_DETERMINERS = {"an": "a", "these": "this"}  # others are their own
_NUMBERS = {noun.english: (name, False) for name, noun in ENGLISH_NOUNS.items()} | {
    noun.english_plural: (name, True) for name, noun in ENGLISH_NOUNS.items()
}
_PRESENT = {
    form: name for name, verb in ENGLISH_VERBS.items() for form in (name, verb.english_third)
}
_PAST = {verb.english_past: name for name, verb in ENGLISH_VERBS.items()}


def german(pair: Pair) -> tuple[str, ...]:
    """Return the German words of a sentence; nouns have capitals, the comma is a word.

    Raises:
        KeyError: a word, or a kind of sentence, that is not of the translator's grammar.
    """
    return tuple(_KINDS[pair.kind](_Reader(pair.english), pair))


def join(words: Iterable[str]) -> str:
    """Write German words as text: a space before each but the comma."""
    return " ".join(words).replace(" ,", ",")


class _Reader:
    """English words, taken from the left."""

    def __init__(self, english: tuple[str, ...]) -> None:
        self.words = list(english)

    def takes(self, word: str) -> list[str]:
        """Take ``word`` where it comes next; what was taken."""
        return [self.words.pop(0)] if self.words and self.words[0] == word else []

    def phrase(self) -> NounPhrase:
        determiner = self.words.pop(0)
        adjectives = []
        while self.words[0] not in _NUMBERS:
            adjectives.append(self.words.pop(0))
        noun, plural = _NUMBERS[self.words.pop(0)]
        determiner = _DETERMINERS.get(determiner, determiner)
        return NounPhrase(noun, determiner, plural, tuple(adjectives))

    def verb(self, plural: bool) -> tuple[str, Case, list[str]]:
        """The German verb, the case of its object, and *nicht* where it is denied."""
        word = self.words.pop(0)
        denied = self.takes("not")
        is_past = word == "did" or (not denied and word in _PAST)
        known = {**_PRESENT, **_PAST}
        verb = VERBS[known[self.words.pop(0) if denied else word]]
        forms = verb.past if is_past else verb.present
        if forms is None:
            raise KeyError(f"German has no such tense of {word!r} here")
        return forms[plural], verb.case, ["nicht"] * len(denied)

    def to_be(self) -> tuple[str, list[str]]:
        """The German form of *to be*, and what is said: (not) (too) tired."""
        form = TO_BE[self.words.pop(0)]
        said = ["nicht"] * len(self.takes("not"))
        if self.words[0] in DEGREES:
            said.append(DEGREES[self.words.pop(0)])
        return form, [*said, ADJECTIVES[self.words.pop(0)]]


def words_of(phrase: NounPhrase, case: Case) -> list[str]:
    """The German words of a noun phrase in a case."""
    noun = NOUNS[phrase.noun]
    row = ARTICLES[phrase.determiner]["plural" if phrase.plural else noun.gender]
    ending = _ending(phrase, case)
    return [
        row.split()[CASES.index(case)],
        *(stem(adjective) + ending for adjective in phrase.adjectives),
        noun.form(case, phrase.plural),
    ]


def _ending(phrase: NounPhrase, case: Case) -> str:
    """What an adjective ends in: ein alter Hund shows the gender that ein does not."""
    if phrase.determiner == "many":
        return dict(zip(CASES, ("e", "e", "en", "er"), strict=True))[case]
    if phrase.plural or case in ("dative", "genitive"):
        return "en"
    gender = NOUNS[phrase.noun].gender
    if gender == "m" and case == "accusative":
        return "en"
    shows_none = phrase.determiner in ("a", "my")
    return {"m": "er", "n": "es", "f": "e"}[gender] if shows_none else "e"


def _noun_phrase(english: _Reader, _: Pair) -> list[str]:
    return words_of(english.phrase(), "nominative")


def _predicate(english: _Reader, _: Pair) -> list[str]:
    subject = words_of(english.phrase(), "nominative")
    form, said = english.to_be()
    return [*subject, form, *said]


def _possession(english: _Reader, _: Pair) -> list[str]:
    part = words_of(english.phrase(), "nominative")
    english.takes("of")
    words = [*part, *words_of(english.phrase(), "genitive")]
    if not english.words:
        return words
    form, said = english.to_be()
    return [*words, form, *said]


def _coordination(english: _Reader, _: Pair) -> list[str]:
    first = words_of(english.phrase(), "nominative")
    english.takes("and")
    return [*first, "und", *_predicate(english, _)]


def _transitive(english: _Reader, _: Pair) -> list[str]:
    subject = english.phrase()
    verb, case, denied = english.verb(subject.plural)
    return [*words_of(subject, "nominative"), verb, *words_of(english.phrase(), case), *denied]


def _clitic(english: _Reader, _: Pair) -> list[str]:
    subject = english.phrase()
    verb, case, denied = english.verb(subject.plural)
    pronoun = OBJECT_PRONOUNS[english.words.pop(0)][case == "dative"]
    return [*words_of(subject, "nominative"), verb, pronoun, *denied]


def _giving(english: _Reader, _: Pair) -> list[str]:
    giver = english.phrase()
    verb, case, denied = english.verb(giver.plural)
    gift = words_of(english.phrase(), case)
    english.takes("to")
    receiver = words_of(english.phrase(), "dative")
    return [*words_of(giver, "nominative"), verb, *receiver, *gift, *denied]


def _pronoun(english: _Reader, pair: Pair) -> list[str]:
    main = _transitive(english, pair)
    del english.words[:2]  # because it
    form, said = english.to_be()
    if pair.antecedent is None:
        raise KeyError("a pronoun sentence says what 'it' stands for")
    pronoun = PRONOUNS[NOUNS[pair.antecedent].gender]
    return [*main, ",", "weil", pronoun, *said, form]


_KINDS: dict[str, Callable[[_Reader, Pair], list[str]]] = {
    "noun phrase": _noun_phrase,
    "predicate": _predicate,
    "possession": _possession,
    "coordination": _coordination,
    "transitive": _transitive,
    "clitic": _clitic,
    "giving": _giving,
    "pronoun": _pronoun,
}
