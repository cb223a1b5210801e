"""What a word of either language says: its lexeme, its kind, and another word of its kind."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from experiments.translator.fitting import FITTING
from experiments.translator.lexicon import ADJECTIVES, NOUNS, VERBS

KINDS_OF_WORDS = ("noun", "verb", "adjective", "function word")
# French words beside nouns, verbs and adjectives that translate one English word each.
_FRENCH = {
    "pas": "not",
    "trop": "too",
    "très": "very",
    "beaucoup": "many",
    **dict.fromkeys(("mon", "ma", "mes"), "my"),
    **dict.fromkeys(("ce", "cet", "cette", "ces"), "this"),
}
_ENGLISH = {word: word for word in ("not", "too", "very", "many", "my", "this")} | {"these": "this"}
# Stand-ins that go with the same number; what is not named here has none of its kind.
_FUNCTION_WORDS = {
    "the": ("my",),
    "my": ("the",),
    "this": ("the", "my"),
    "these": ("the", "my"),
    "many": ("the", "my"),
    "a": ("the", "my"),
    "an": ("the", "my"),
    "too": ("very",),
    "very": ("too",),
    "is": ("was",),
    "was": ("is",),
    "are": ("were",),
    "were": ("are",),
    "him": ("her", "them"),
    "her": ("him", "them"),
    "them": ("him", "her"),
}


def french_lexemes(words: Iterable[str]) -> list[str]:
    """What French words say, in their order, whatever they agree with.

    A noun stands for itself, number included; a verb or an adjective for its English base form.
    Articles, auxiliaries, *ne*, prepositions and pronouns depend on other words: left out.
    """
    table = _french_table()
    return [table[word] for word in words if word in table]


def english_lexeme(word: str) -> str | None:
    """What `french_lexemes` makes of this word's translation; None for what it leaves out."""
    return _english_table().get(word)


def kind_of(word: str) -> str:
    """One of `KINDS_OF_WORDS`."""
    return _kinds().get(word, "function word")


def others_of_its_kind(word: str) -> tuple[str, ...]:
    """Words that can stand in its place: same part of speech, same form, same sort of thing.

    Nouns: same number, both animals, people, places or things. Adjectives: said of the same
    sorts. Verbs: the same form, present and past alike. Empty where there is none.
    """
    if word in _FUNCTION_WORDS:
        return _FUNCTION_WORDS[word]
    return tuple(other for other in _classes().get(word, ()) if other != word)


def typing_error(word: str, generator: random.Random) -> str:
    """Two neighbouring letters exchanged, the first and the last left in place.

    Raises ValueError for a word where that changes nothing.
    """
    places = [i for i in range(1, len(word) - 2) if word[i] != word[i + 1]]
    if not places:
        raise ValueError(f"{word!r} has no two inner letters to exchange")
    i = generator.choice(places)
    return word[:i] + word[i + 1] + word[i] + word[i + 2 :]


@cache
def _french_table() -> dict[str, str]:
    table = dict(_FRENCH)
    for noun in NOUNS.values():
        table |= {noun.french: noun.french, noun.french_plural: noun.french_plural}
    for name, adjective in ADJECTIVES.items():
        forms = (adjective.m, adjective.f, adjective.m_plural, adjective.f_plural)
        table |= dict.fromkeys((*forms, adjective.before_vowel or adjective.m), name)
    for name, verb in VERBS.items():
        forms_of_verb = (verb.french, verb.french_plural, verb.participle)
        table |= {form: name for form in forms_of_verb if form}
    return table


@cache
def _english_table() -> dict[str, str]:
    table = _ENGLISH | {name: name for name in ADJECTIVES}
    for noun in NOUNS.values():
        table |= {noun.english: noun.french, noun.english_plural: noun.french_plural}
    for name, verb in VERBS.items():
        table |= {form: name for form in _english_forms(name) if form}
        table[verb.english] = name
    return table


def _english_forms(name: str) -> tuple[str | None, ...]:
    verb = VERBS[name]
    return verb.english, verb.english_third, verb.english_past


@cache
def _kinds() -> dict[str, str]:
    kinds = dict.fromkeys(ADJECTIVES, "adjective")
    for noun in NOUNS.values():
        kinds |= dict.fromkeys((noun.english, noun.english_plural), "noun")
    for name in VERBS:
        kinds |= {form: "verb" for form in _english_forms(name) if form}
    return kinds


@cache
def _classes() -> dict[str, Sequence[str]]:
    """Every noun, adjective and form of a verb: all words that can stand in its place."""
    members: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for noun in NOUNS.values():
        members["noun", noun.group, "one"].append(noun.english)
        members["noun", noun.group, "many"].append(noun.english_plural)
    for name in ADJECTIVES:
        sorts = frozenset(NOUNS[noun].group for noun in NOUNS if name in FITTING[noun])
        members["adjective", sorts].append(name)
    for name, verb in VERBS.items():
        used = (verb.french is not None, verb.participle is not None)
        for number, form in enumerate(_english_forms(name)):
            if form:
                members["verb", number, used].append(form)
    return {word: words for words in members.values() for word in words}
