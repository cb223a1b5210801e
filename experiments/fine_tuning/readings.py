"""Sentences in which no word tells what *it* stands for: verb and adjective decide together.

They come by fours. Two adjectives and two verbs are crossed, so that each adjective, each verb and
every other word occurs as often with the one answer as with the other::

    the dog did not CATCH the hen because it was too SLOW     the subject
    the dog did not CATCH the hen because it was too FAST     the object
    the cow PASSED the goat because it was very SLOW          the object
    the cow PASSED the goat because it was very FAST          the subject
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from experiments.translator.data import draw
from experiments.translator.grammar import Pair, held_out_pronoun_sentences

DRAWN = 60_000  # training sentences that the labelled ones are chosen from; three of ten have *it*
NEW_SQUARES = 3  # kept from the labelled sentences: four pairs of verb and adjective each

Cell = tuple[str, str]  # verb as it is written, adjective


@dataclass(frozen=True)
class Square:
    """Two verbs, two adjectives: *it* is the subject with first and first, second and second."""

    verbs: tuple[str, str]
    adjectives: tuple[str, str]

    @property
    def cells(self) -> frozenset[Cell]:
        """Its four pairs of verb and adjective."""
        return frozenset((verb, word) for verb in self.verbs for word in self.adjectives)


def cell(pair: Pair) -> Cell:
    """The verb and the adjective of a sentence with *it*."""
    second = pair.english.index("the", 1)
    return pair.english[second - 1], pair.english[-1]


def it_is_the_subject(pair: Pair) -> bool:
    """Whether "it" stands for the first noun."""
    return pair.antecedent == pair.nouns[0]


def squares(readings: Mapping[Cell, bool]) -> list[Square]:
    """Every square that these readings of pairs of verb and adjective allow."""
    subject, other = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for (verb, word), is_subject in readings.items():
        (subject if is_subject else other)[verb].add(word)
    verbs = sorted(subject.keys() & other.keys())
    return [
        Square((first, second), (one, two))
        for first, second in combinations(verbs, 2)
        for one in sorted(subject[first] & other[second])
        for two in sorted(other[first] & subject[second])
    ]


class Stock:
    """Sentences with *it* from one side of the split, found by their verb and their adjective."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.readings: dict[Cell, bool] = {}
        beginnings: dict[tuple[str, ...], dict[str, Pair]] = {}
        for pair in pairs:
            self.readings[cell(pair)] = it_is_the_subject(pair)
            beginnings.setdefault(pair.english[:-1], {})[pair.english[-1]] = pair
        self._of: defaultdict[tuple[str, str, str], list[tuple[Pair, Pair]]] = defaultdict(list)
        for endings in beginnings.values():
            for one, two in combinations(sorted(endings), 2):
                verb, _ = cell(endings[one])
                self._of[verb, one, two].append((endings[one], endings[two]))
                self._of[verb, two, one].append((endings[two], endings[one]))

    def has(self, square: Square) -> bool:
        """Whether each verb has a sentence that ends in the one and in the other adjective."""
        return all((verb, *square.adjectives) in self._of for verb in square.verbs)

    def four(self, square: Square, generator: random.Random) -> list[Pair]:
        """Two beginnings of this square, each with both adjectives: subject, object, and so on."""
        first, second = (
            generator.choice(self._of[verb, *square.adjectives]) for verb in square.verbs
        )
        return [first[0], first[1], second[1], second[0]]


@cache
def training_stock() -> Stock:
    """Sentences whose pairs of nouns the translator may have seen."""
    drawn = draw(random.Random("few labels"), DRAWN, held_out=False)
    return Stock(pair for pair in drawn if pair.antecedent is not None)


@cache
def test_stock() -> Stock:
    """Every sentence with a pair of nouns that no translator and no labelled sentence has."""
    return Stock(held_out_pronoun_sentences())


@cache
def all_squares() -> tuple[Square, ...]:
    """The squares of the grammar that both stocks have. ValueError: one word decides in it."""
    found = squares(training_stock().readings | test_stock().readings)
    both = [one for one in found if training_stock().has(one) and test_stock().has(one)]
    if len(both) <= NEW_SQUARES:
        raise ValueError(
            "this task needs a grammar in which verb and adjective decide together what 'it' "
            f"stands for; here {len(both)} crossed pairs of them were found"
        )
    return tuple(both)


def new_squares(seed: int) -> list[Square]:
    """Squares that no labelled sentence of this seed comes near; no two share a pair."""
    generator = random.Random(f"new pairs {seed}")
    kept: list[Square] = []
    for square in generator.sample(all_squares(), len(all_squares())):
        if len(kept) < NEW_SQUARES and not any(square.cells & other.cells for other in kept):
            kept.append(square)
    return kept


def known_squares(seed: int) -> list[Square]:
    """The squares that labelled sentences of this seed come from: none of their pairs is new."""
    new = frozenset[Cell]().union(*(square.cells for square in new_squares(seed)))
    return [square for square in all_squares() if not square.cells & new]


def different(
    stock: Stock, choice: Sequence[Square], n: int, generator: random.Random
) -> list[Pair]:
    """``n`` different sentences, by fours, so that the first ones are the same for every ``n``.

    Raises ValueError where there are not so many.
    """
    found: dict[tuple[str, ...], Pair] = {}
    for _ in range(100 * n):
        four = stock.four(generator.choice(choice), generator)
        if len(found) + len(four) <= n and not any(pair.english in found for pair in four):
            found |= {pair.english: pair for pair in four}
        if len(found) == n:
            return list(found.values())
    raise ValueError(f"{n} different sentences wanted, by fours; {len(found)} found")


def many(stock: Stock, choice: Sequence[Square], n: int, generator: random.Random) -> list[Pair]:
    """``n`` sentences, by fours; one may come again with others, so that all stay in balance."""
    fours = [stock.four(generator.choice(choice), generator) for _ in range(n // 4)]
    return [pair for four in fours for pair in four]
