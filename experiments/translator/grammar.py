"""The English-French grammar that the translators learn: draw a sentence, know the split."""

from collections.abc import Callable
from random import Random

from experiments.translator import sentences
from experiments.translator.fitting import (
    ANIMALS,
    FITTING,
    GIFTS,
    LIVING,
    OBJECTS,
    OWNERS,
    PAST_VERBS,
    PEOPLE,
    PRESENT_VERBS,
)
from experiments.translator.frames import FRAMES
from experiments.translator.held_out import (
    held_out_pronoun_sentences,
    is_held_out,
    is_held_out_noun_pair,
    minimal_pairs,
    pronoun_sentences,
    side_of,
    verb_pairs,
)
from experiments.translator.lexicon import ADJECTIVES, NOUNS, english_vocabulary, french_vocabulary
from experiments.translator.phrases import NounPhrase, join, split
from experiments.translator.sentences import Pair

__all__ = [
    "KIND_WEIGHTS",
    "Pair",
    "english_vocabulary",
    "french_vocabulary",
    "held_out_pronoun_sentences",
    "is_held_out",
    "is_held_out_noun_pair",
    "join",
    "minimal_pairs",
    "pronoun_sentences",
    "sample",
    "side_of",
    "split",
    "verb_pairs",
]

# English order: quality, size or age, then colour or origin.
_NEAREST = ("black", "white", "red", "european")
_BEFORE = tuple(word for word, a in ADJECTIVES.items() if a.position == "before")
_QUALITIES = tuple(
    word for word, a in ADJECTIVES.items() if a.position == "after" and word not in _NEAREST
)


def _adjectives(random: Random, noun: str, chance: float) -> tuple[str, ...]:
    """Draw up to three adjectives, each position filled with the given chance."""
    chosen = []
    for group in (_QUALITIES, _BEFORE, _NEAREST):
        fitting = [word for word in group if word in FITTING[noun]]
        if fitting and random.random() < chance:
            chosen.append(random.choice(fitting))
    return tuple(chosen)


def _phrase(random: Random, noun: str, determiners: str, chance: float = 0.15) -> NounPhrase:
    """Draw a noun phrase; determiners as words, the more often named the more often drawn."""
    choice = determiners.split()
    if noun in ("man", "woman"):  # "ma femme" is "my wife"
        choice = [word for word in choice if word != "my"]
    determiner = random.choice(choice)
    plural = determiner == "many" or (determiner != "a" and random.random() < 0.4)
    return NounPhrase(noun, determiner, plural, _adjectives(random, noun, chance))


def _tense(random: Random) -> dict[str, bool]:
    return {"past": random.random() < 0.4, "negated": random.random() < 0.35}


def _degree(random: Random) -> str:
    return random.choice(("", "", "too", "very"))


def _noun_phrase(random: Random) -> Pair:
    noun = random.choice(tuple(NOUNS))
    return sentences.noun_phrase(_phrase(random, noun, "the the the a a this my many", 0.55))


def _predicate(random: Random) -> Pair:
    adjective = random.choice(tuple(ADJECTIVES))
    noun = random.choice([name for name in NOUNS if adjective in FITTING[name]])
    subject = _phrase(random, noun, "the the the this my many", 0.1)
    while adjective in subject.adjectives:
        subject = _phrase(random, noun, "the the the this my many", 0.1)
    degree = _degree(random) if adjective not in _NEAREST else ""
    return sentences.predicate(subject, adjective, **_tense(random), degree=degree)


def _possession(random: Random) -> Pair:
    part = random.choice(tuple(OWNERS))
    owner = _phrase(random, random.choice(OWNERS[part].split()), "the the the this my a", 0.1)
    phrase = _phrase(random, part, "the")
    if random.random() < 0.3:
        return sentences.possession(phrase, owner)
    left = sorted(FITTING[part].difference(phrase.adjectives))
    adjective = random.choice(left)
    degree = _degree(random) if adjective not in _NEAREST else ""
    return sentences.possession_predicate(phrase, owner, adjective, **_tense(random), degree=degree)


def _coordination(random: Random) -> Pair:
    adjective = random.choice(tuple(ADJECTIVES))
    fitting = [name for name in NOUNS if adjective in FITTING[name]]
    first = random.choice(fitting)
    alike = [name for name in fitting if (name in LIVING) == (first in LIVING) and name != first]
    second = random.choice(alike or [name for name in fitting if name != first])
    degree = _degree(random) if adjective not in _NEAREST else ""
    return sentences.coordination(
        _phrase(random, first, "the the the this my", 0),
        _phrase(random, second, "the the the this my", 0),
        adjective,
        **_tense(random),
        degree=degree,
    )


def _transitive(random: Random) -> Pair:
    tense = _tense(random)
    verb = random.choice(PAST_VERBS if tense["past"] else PRESENT_VERBS)
    subject = random.choice(LIVING)
    obj = random.choice([name for name in OBJECTS[verb] if name != subject])
    # A negated French verb turns "a" and "many" into "de": kept out.
    determiners = "the the this my" if tense["negated"] else "the the the this my a many"
    return sentences.transitive(
        _phrase(random, subject, "the the the this my many"),
        verb,
        _phrase(random, obj, determiners),
        **tense,
    )


def _clitic(random: Random) -> Pair:
    subject = _phrase(random, random.choice(LIVING), "the the the this my many")
    verb, pronoun = random.choice(PRESENT_VERBS), random.choice(("him", "her", "them"))
    return sentences.clitic(subject, verb, pronoun, negated=random.random() < 0.4)


def _giving(random: Random) -> Pair:
    tense = _tense(random)
    giver = random.choice(PEOPLE)
    receiver = random.choice([name for name in LIVING if name != giver])
    return sentences.giving(
        _phrase(random, giver, "the the this my", 0.05),
        _phrase(random, random.choice(GIFTS), "the this my" if tense["negated"] else "the a my"),
        _phrase(random, receiver, "the the the my this", 0.05),
        **tense,
    )


def _pronoun(random: Random) -> Pair:
    """Draw a minimal pair first and its reading last: all but the adjective is independent of it.

    Genders are drawn before nouns, so all four combinations are equally likely.
    """
    frame = random.choice(FRAMES)
    subject_gender, object_gender = random.choice("mf"), random.choice("mf")
    subject = random.choice([name for name in ANIMALS if NOUNS[name].gender == subject_gender])
    of_object, objects = random.choice(tuple(frame.objects_of.items()))
    fitting = [name for name in objects if NOUNS[name].gender == object_gender and name != subject]
    of_subject = random.choice(frame.of_subject)
    reason = of_subject if random.random() < 0.5 else of_object
    return frame.sentence(subject, random.choice(fitting), reason, random.choice(frame.degrees))


KIND_WEIGHTS: dict[str, int] = {
    "pronoun": 38,
    "predicate": 13,
    "noun phrase": 11,
    "transitive": 11,
    "possession": 9,
    "clitic": 8,
    "coordination": 5,
    "giving": 5,
}
"""How often each kind of sentence is drawn, in percent."""

_BUILDERS: dict[str, Callable[[Random], Pair]] = {
    "pronoun": _pronoun,
    "predicate": _predicate,
    "noun phrase": _noun_phrase,
    "transitive": _transitive,
    "possession": _possession,
    "clitic": _clitic,
    "coordination": _coordination,
    "giving": _giving,
}
_KINDS, _WEIGHTS = tuple(KIND_WEIGHTS), tuple(KIND_WEIGHTS.values())


def sample(random: Random) -> Pair:
    """Draw a sentence, from either side of the split."""
    return _BUILDERS[random.choices(_KINDS, _WEIGHTS)[0]](random)
