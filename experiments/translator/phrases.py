"""Noun phrases in both languages, and the rules that act between neighbouring French words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from experiments.translator.lexicon import ADJECTIVES, NOUNS, Gender, Noun

_VOWELS = "aeiouàâéèêëîïôûœ"
_MUTE_H = {"homme", "hommes"}  # the other French h here (haut) is aspirated and blocks elision
_BEFORE_VOWEL = {
    "le": "l'",
    "la": "l'",
    "de": "d'",
    "ne": "n'",
    "que": "qu'",
    "ce": "cet",
    "ma": "mon",
}
_CONTRACTIONS = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
_FRENCH_DETERMINERS = {  # masculine, feminine, plural; an empty form does not exist
    "the": ("le", "la", "les"),
    "a": ("un", "une", ""),
    "this": ("ce", "cette", "ces"),
    "my": ("mon", "ma", "mes"),
    "many": ("", "", "beaucoup de"),
}


@dataclass(frozen=True)
class NounPhrase:
    """A noun with its determiner and adjectives, the latter in English order.

    determiner: "the", "a" (singular), "this", "my" or "many" (plural).
    """

    noun: str
    determiner: str = "the"
    plural: bool = False
    adjectives: tuple[str, ...] = ()

    @property
    def entry(self) -> Noun:
        """The noun's entry in the lexicon."""
        return NOUNS[self.noun]

    @property
    def gender(self) -> Gender:
        """The gender of the French noun."""
        return self.entry.gender


def starts_with_vowel(word: str) -> bool:
    """Tell whether French elides in front of this word."""
    return word[0] in _VOWELS or word in _MUTE_H


def english(phrase: NounPhrase) -> list[str]:
    """Return the English words of a noun phrase."""
    noun = phrase.entry.english_plural if phrase.plural else phrase.entry.english
    words = [*phrase.adjectives, noun]
    determiner = phrase.determiner
    if determiner == "a" and words[0][0] in "aeiou" and words[0] != "european":
        determiner = "an"  # "a european": it begins with the sound of "you"
    if determiner == "this" and phrase.plural:
        determiner = "these"
    return [determiner, *words]


def french(phrase: NounPhrase) -> list[str]:
    """Return the French words of a noun phrase, not yet elided or contracted.

    Adjectives that stand before the noun keep the English order, those after it reverse it.

    Raises:
        ValueError: the determiner does not go with the number, or an adjective only
            follows "to be".
    """
    noun = phrase.entry.french_plural if phrase.plural else phrase.entry.french
    words = [noun]
    for name in reversed(phrase.adjectives):
        adjective = ADJECTIVES[name]
        form = adjective.agree(phrase.gender, phrase.plural)
        if adjective.position == "predicate":
            raise ValueError(f"{name!r} does not stand beside a noun in this language")
        if adjective.position == "after":
            words.append(form)
            continue
        singular_m = phrase.gender == "m" and not phrase.plural
        if singular_m and adjective.before_vowel and starts_with_vowel(words[0]):
            form = adjective.before_vowel
        words.insert(0, form)
    forms = _FRENCH_DETERMINERS[phrase.determiner]
    determiner = forms[2] if phrase.plural else forms[0 if phrase.gender == "m" else 1]
    if not determiner:
        raise ValueError(f"{phrase.determiner!r} does not go with plural={phrase.plural}")
    return [*determiner.split(), *words]


def elide_and_contract(words: Sequence[str]) -> tuple[str, ...]:
    """Apply elision (le animal -> l' animal), then contraction (de le jardin -> du jardin)."""
    elided = list(words)
    for i, (word, following) in enumerate(pairwise(words)):
        if word in _BEFORE_VOWEL and starts_with_vowel(following):
            elided[i] = _BEFORE_VOWEL[word]
    result: list[str] = []
    for word in elided:
        if result and (result[-1], word) in _CONTRACTIONS:
            result[-1] = _CONTRACTIONS[result[-1], word]
        else:
            result.append(word)
    return tuple(result)


def join(tokens: Iterable[str]) -> str:
    """Write tokens as text: a space after each, but none after an apostrophe."""
    return " ".join(tokens).replace("' ", "'")


def split(text: str) -> list[str]:
    """Split text into tokens: at spaces and after an apostrophe, straight or typographic."""
    return re.findall(r"[^\s']+'?", text.lower().replace("’", "'"))
