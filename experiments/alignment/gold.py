"""Which English word each French content word comes from, as the lexicon has it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from experiments.translator.grammar import Pair
from experiments.translator.lexicon import ADJECTIVES, NOUNS, VERBS


@dataclass(frozen=True)
class Link:
    """French word ``target`` comes from English word ``source`` (positions from 0).

    reordered: another link of the sentence crosses this one.
    """

    target: int
    source: int
    reordered: bool


def _english_of() -> dict[str, frozenset[str]]:
    """French form -> every English form of the nouns, adjectives and verbs it belongs to."""
    table: dict[str, set[str]] = defaultdict(set)
    for noun in NOUNS.values():
        table[noun.french].add(noun.english)
        table[noun.french_plural].add(noun.english_plural)
    for a in ADJECTIVES.values():
        for form in (a.m, a.f, a.m_plural, a.f_plural, a.before_vowel or a.m):
            table[form].add(a.english)
    for verb in VERBS.values():
        for french in filter(None, (verb.french, verb.french_plural, verb.participle)):
            table[french].update(
                filter(None, (verb.english, verb.english_third, verb.english_past))
            )
    return {form: frozenset(words) for form, words in table.items()}


_ENGLISH_OF = _english_of()


def content_links(pair: Pair) -> list[Link]:
    """The links of all nouns, adjectives and verbs of a sentence.

    A French word with no English word of its own in the sentence, or with several that it could
    come from, has no link.
    """
    found: list[tuple[int, int]] = []
    for target, form in enumerate(pair.french):
        words = _ENGLISH_OF.get(form, frozenset())
        places = [place for place, word in enumerate(pair.english) if word in words]
        if len(places) == 1:
            found.append((target, places[0]))
    return [
        Link(target, source, any((target - t) * (source - s) < 0 for t, s in found))
        for target, source in found
    ]
