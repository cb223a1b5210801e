"""What the models never see in training: combinations of words, chosen by a stable hash."""

import hashlib
from itertools import combinations, cycle, islice, product

from experiments.translator.frames import ANIMALS, FRAMES, PLACES
from experiments.translator.lexicon import NOUNS
from experiments.translator.recipe import NOUNS as RUNNING_NOUNS
from experiments.translator.sentences import Pair

NOUN_PAIR_SHARE = 0.12
ANIMAL_PLACE_PAIRS = 5  # of each gender combination; 20 of 168 pairs are 12 % again
MODIFIER_SHARE = 0.08

# Held out by name, because the pages show them.
NAMED_NOUN_PAIRS = frozenset(
    (frozenset(RUNNING_NOUNS), frozenset(("cow", "bridge")), frozenset(("door", "garden")))
)
NAMED_MODIFIERS = frozenset({("tower", "european"), ("girl", "love")})


def _fraction(text: str) -> float:
    """Map text to [0, 1), the same on every machine and in every process."""
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def _noun_pair_fraction(pair: frozenset[str]) -> float:
    return _fraction(" ".join(sorted(pair)))


def _animal_place_pairs() -> frozenset[frozenset[str]]:
    """Return the held-out pairs of an animal and a place: the smallest hashes of each combination.

    Equally many of each gender combination, so that gender is balanced on both sides of the
    split and a share of right pronouns on the held-out side has 50 % as its chance level.
    """
    held_out: set[frozenset[str]] = set()
    for animal_gender, place_gender in product("mf", "mf"):
        pairs = [
            frozenset((animal, place))
            for animal, place in product(ANIMALS, PLACES)
            if (NOUNS[animal].gender, NOUNS[place].gender) == (animal_gender, place_gender)
        ]
        pairs.sort(key=lambda pair: (pair not in NAMED_NOUN_PAIRS, _noun_pair_fraction(pair)))
        held_out.update(pairs[:ANIMAL_PLACE_PAIRS])
    return frozenset(held_out)


_HELD_OUT_ANIMAL_PLACE_PAIRS = _animal_place_pairs()


def is_held_out_noun_pair(first: str, second: str) -> bool:
    """Tell whether two English nouns never meet in training, in either order."""
    pair = frozenset((first, second))
    if {NOUNS[first].group, NOUNS[second].group} == {"animal", "place"}:
        return pair in _HELD_OUT_ANIMAL_PLACE_PAIRS
    return pair in NAMED_NOUN_PAIRS or _noun_pair_fraction(pair) < NOUN_PAIR_SHARE


def is_held_out_modifier(noun: str, word: str) -> bool:
    """Tell whether an adjective, or a verb, is never said of a noun in training."""
    return (noun, word) in NAMED_MODIFIERS or _fraction(f"{noun}: {word}") < MODIFIER_SHARE


def is_held_out(pair: Pair) -> bool:
    """Tell whether a sentence holds any held-out combination.

    Noun pairs count in every kind of sentence; (noun, adjective) and (subject, verb) in every
    kind but the pronoun sentence, whose adjective is said of "it".
    """
    return any(is_held_out_noun_pair(a, b) for a, b in combinations(pair.nouns, 2)) or any(
        is_held_out_modifier(noun, word) for noun, word in pair.modifiers
    )


def minimal_pairs() -> list[tuple[Pair, Pair]]:
    """Return all held-out pronoun sentences in pairs that differ in the adjective alone.

    First the reading in which "it" is the animal, then the one in which it is the place. Every
    sentence occurs; where one reading has fewer adjectives, its sentences occur again.
    The first pair is the running one (tired, wide).
    """
    pairs = []
    for frame in FRAMES:
        for animal in ANIMALS:
            for place in frame.places:
                if not is_held_out_noun_pair(animal, place):
                    continue
                of_place = frame.reasons_in(place)
                n = max(len(frame.animal_reasons), len(of_place))
                for degree in frame.degrees:
                    for a, b in zip(
                        islice(cycle(frame.animal_reasons), n),
                        islice(cycle(of_place), n),
                        strict=True,
                    ):
                        pairs.append(
                            (
                                frame.sentence(animal, place, a, degree),
                                frame.sentence(animal, place, b, degree),
                            )
                        )
    return pairs


def held_out_pronoun_sentences() -> list[Pair]:
    """Return every held-out pronoun sentence once, in a fixed order."""
    return list(dict.fromkeys(sentence for pair in minimal_pairs() for sentence in pair))
