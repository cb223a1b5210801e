"""What the models never see in training: combinations of words, chosen by a stable hash.

The split has three sides. What is reported is measured on held-out sentences; recipes are chosen
on validation sentences, whose combinations are others. A sentence with both is on neither side.
"""

import hashlib
from functools import cache
from itertools import combinations, cycle, islice
from typing import Literal

from experiments.translator.fitting import ANIMALS, PLACES, THINGS
from experiments.translator.frames import FRAMES
from experiments.translator.lexicon import NOUNS
from experiments.translator.recipe import NOUNS as RUNNING_NOUNS
from experiments.translator.sentences import Pair

Side = Literal["training", "validation", "held out"]
Unseen = Literal["validation", "held out"]

# Shares of noun pairs and of (noun, word), held out and kept for validation.
NOUN_PAIR_SHARES = (0.12, 0.08)
MODIFIER_SHARES = (0.08, 0.04)
# Pairs of an animal and what pronoun sentences do with it, of each gender combination: the same
# shares. Two animals stand in either order, so mixed ones count twice.
PRONOUN_PAIRS = {"place": (5, 3), "object": (3, 2), "animal": (2, 1)}

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


@cache
def _pronoun_pairs() -> dict[frozenset[str], Side]:
    """The side of every pair of nouns that pronoun sentences may hold: by the smallest hashes.

    Equally many of each gender combination, so that gender is balanced on every side of the
    split and a share of right pronouns there has 50 % as its chance level.
    """
    sides: dict[frozenset[str], Side] = {}
    for group, others in (("place", PLACES), ("object", THINGS), ("animal", ANIMALS)):
        by_gender: dict[str, list[frozenset[str]]] = {}
        for animal in ANIMALS:
            for other in others:
                genders = NOUNS[animal].gender + NOUNS[other].gender
                if group == "animal":
                    if other <= animal:
                        continue
                    genders = "".join(sorted(genders))
                by_gender.setdefault(genders, []).append(frozenset((animal, other)))
        for genders, pairs in by_gender.items():
            twice = 2 if group == "animal" and genders == "fm" else 1
            held_out, validation = (twice * n for n in PRONOUN_PAIRS[group])
            pairs.sort(key=lambda pair: (pair not in NAMED_NOUN_PAIRS, _noun_pair_fraction(pair)))
            for number, pair in enumerate(pairs):
                is_unseen: Side = "held out" if number < held_out else "validation"
                sides[pair] = is_unseen if number < held_out + validation else "training"
    return sides


def noun_pair_side(first: str, second: str) -> Side:
    """Tell where two English nouns meet, in either order: the side of the split."""
    pair = frozenset((first, second))
    if pair in _pronoun_pairs():
        return _pronoun_pairs()[pair]
    if pair in NAMED_NOUN_PAIRS:
        return "held out"
    return _by_share(_noun_pair_fraction(pair), NOUN_PAIR_SHARES)


def modifier_side(noun: str, word: str) -> Side:
    """Tell where an adjective, or a verb, is said of a noun."""
    if (noun, word) in NAMED_MODIFIERS:
        return "held out"
    return _by_share(_fraction(f"{noun}: {word}"), MODIFIER_SHARES)


def _by_share(fraction: float, shares: tuple[float, float]) -> Side:
    if fraction < shares[0]:
        return "held out"
    return "validation" if fraction < sum(shares) else "training"


def side_of(pair: Pair) -> Side | None:
    """Tell the side of a sentence: where its unseen combinations belong, training without any.

    None with combinations of both unseen sides: it belongs to neither. Noun pairs count in every
    kind of sentence; (noun, adjective) and (subject, verb) in every kind but the pronoun sentence,
    whose adjective is said of "it".
    """
    sides = {noun_pair_side(a, b) for a, b in combinations(pair.nouns, 2)}
    sides |= {modifier_side(noun, word) for noun, word in pair.modifiers}
    sides.discard("training")
    if not sides:
        return "training"
    return sides.pop() if len(sides) == 1 else None


def is_held_out_noun_pair(first: str, second: str) -> bool:
    """Tell whether the reported sentences keep two English nouns for themselves."""
    return noun_pair_side(first, second) == "held out"


def is_held_out(pair: Pair) -> bool:
    """Tell whether a sentence is one of those that are reported."""
    return side_of(pair) == "held out"


def minimal_pairs(side: Unseen = "held out") -> list[tuple[Pair, Pair]]:
    """Return all unseen pronoun sentences in pairs that differ in the adjective alone.

    First the reading in which "it" is the subject, then the one in which it is the object. Every
    sentence occurs; where one reading has fewer adjectives, its sentences occur again.
    The first held-out pair is the running one (tired, wide).
    """
    pairs = []
    for frame in FRAMES:
        for subject in ANIMALS:
            for obj in sorted(frame.objects, key=lambda obj: not _is_named(subject, obj)):
                if obj == subject or noun_pair_side(subject, obj) != side:
                    continue
                of_object = frame.reasons_in(obj)
                n = max(len(frame.of_subject), len(of_object))
                for degree in frame.degrees:
                    for a, b in zip(
                        islice(cycle(frame.of_subject), n), islice(cycle(of_object), n), strict=True
                    ):
                        pairs.append(
                            (
                                frame.sentence(subject, obj, a, degree),
                                frame.sentence(subject, obj, b, degree),
                            )
                        )
    return pairs


def _is_named(subject: str, obj: str) -> bool:
    return frozenset((subject, obj)) in NAMED_NOUN_PAIRS


def verb_pairs(side: Unseen = "held out") -> list[tuple[Pair, Pair]]:
    """Return unseen pronoun sentences in pairs that differ in the verb alone, and in the reading.

    First the reading in which "it" is the subject. Who knows the adjective alone, or the nouns,
    gets exactly one of the two right where the nouns' genders differ.
    """
    sentences = pronoun_sentences(side)
    by_rest: dict[tuple[tuple[str, ...], bool], list[Pair]] = {}
    for pair in sentences:
        verb = 4 if "not" in pair.english else 2
        rest = (*pair.english[:verb], *pair.english[verb + 1 :])
        by_rest.setdefault((rest, pair.antecedent == pair.nouns[0]), []).append(pair)
    return [
        (of_subject, of_object)
        for (rest, is_subject), found in by_rest.items()
        if is_subject
        for of_subject in found
        for of_object in by_rest.get((rest, False), [])
    ]


@cache
def _pronoun_sentences(side: Unseen) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys(sentence for pair in minimal_pairs(side) for sentence in pair))


def pronoun_sentences(side: Unseen) -> list[Pair]:
    """Return every unseen pronoun sentence of a side once, in a fixed order."""
    return list(_pronoun_sentences(side))


def held_out_pronoun_sentences() -> list[Pair]:
    """Return every pronoun sentence that is reported, once, in a fixed order."""
    return pronoun_sentences("held out")
