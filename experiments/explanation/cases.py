"""Every held-out pronoun sentence, its partner of the other reading, and the words swapped in."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from experiments.alignment.exchange import pronoun, slots, written_before
from experiments.translator.controls import verb
from experiments.translator.data import ENGLISH, FRENCH
from experiments.translator.frames import ANIMALS, FRAMES, Frame
from experiments.translator.grammar import Pair, held_out_pronoun_sentences
from experiments.translator.lexicon import NOUNS, VERBS
from explainer.tokenizer import START

# What stands in for a word that has no open class of its own kind. The grammar never says "the cow
# crossed and it is": these sentences are strange, and an effect may come from that.
CLOSED = {
    "the": ("this", "my"),
    "did": ("does", "do"),
    "not": ("and", "to"),
    "because": ("and", "of"),
    "it": ("him", "them"),
    "was": ("is", "were"),
    "too": ("very",),
    "very": ("too",),
}
KINDS = ("adjective", "its noun", "other noun", "it", "verb", "anything else")


@dataclass(frozen=True)
class Case:
    """A sentence, the same with an adjective of the other reading, and the swaps to be tried."""

    pair: Pair
    partner: Pair
    slots: tuple[str, ...]  # what stands at each English position
    kinds: tuple[int, ...]  # which of ``KINDS``
    swaps: tuple[tuple[int, str], ...]  # position, word

    @property
    def genders_differ(self) -> bool:
        """Whether the adjective decides: otherwise both readings need the same pronoun."""
        return NOUNS[self.pair.nouns[0]].gender != NOUNS[self.pair.nouns[1]].gender


def cases() -> list[Case]:
    """All held-out pronoun sentences, always with the same swaps."""
    sentences = held_out_pronoun_sentences()
    known = {pair.english: pair for pair in sentences}
    found = []
    for pair in sentences:
        same, other = readings(pair)
        words = pair.english[:-1]
        partner = known[(*words, other[0])]
        names = tuple(slots(pair))
        found.append(
            Case(pair, partner, names, kinds(pair, names), swaps(pair, names, same, other))
        )
    return found


def frame_of(pair: Pair) -> Frame:
    """The frame that the sentence was made from."""
    for frame in FRAMES:
        if _form(frame) == verb(pair) and pair.nouns[1] in frame.objects:
            return frame
    raise ValueError(f"no frame for {' '.join(pair.english)}")


def _form(frame: Frame) -> str:
    """The verb as it stands in the frame's sentences; *did not* shows by its form."""
    return frame.verb if frame.negated else VERBS[frame.verb].english_past or frame.verb


def readings(pair: Pair) -> tuple[list[str], list[str]]:
    """Other adjectives of the same reading, and those of the other, in the frame's order."""
    frame = frame_of(pair)
    groups = [list(frame.of_subject), list(frame.reasons_in(pair.nouns[1]))]
    own = 0 if pair.english[-1] in groups[0] else 1
    return [word for word in groups[own] if word != pair.english[-1]], groups[1 - own]


def kinds(pair: Pair, names: Sequence[str]) -> tuple[int, ...]:
    """The kind of each position, as an index of ``KINDS``."""
    its_noun = "subject" if pair.antecedent == pair.nouns[0] else "object"
    other = "object" if its_noun == "subject" else "subject"
    table = {"adjective": 0, its_noun: 1, other: 2, "it": 3, "verb": 4}
    return tuple(table.get(name, 5) for name in names)


def swaps(
    pair: Pair, names: Sequence[str], same: Sequence[str], other: Sequence[str]
) -> tuple[tuple[int, str], ...]:
    """Up to four words of its kind for each position; half of the nouns change the gender.

    Half of the adjectives change the reading, and half of the verbs where there are such.
    """
    generator = random.Random(" ".join(pair.english))
    group = [name for name in NOUNS if NOUNS[name].group == NOUNS[pair.nouns[1]].group]
    found: list[tuple[int, str]] = []
    for position, (name, word) in enumerate(zip(names, pair.english, strict=True)):
        if name in ("subject", "object"):
            chosen = nouns_for(word, ANIMALS if name == "subject" else group, generator)
        elif name == "adjective":
            chosen = [*few(same, 2, generator), *few(other, 2, generator)]
        elif name == "verb":
            alike, opposed = verbs(pair)
            chosen = [*few(alike, 2, generator), *few(opposed, 2, generator)]
        else:
            chosen = list(CLOSED[word])
        found += [(position, word) for word in chosen]
    return tuple(found)


def nouns_for(word: str, group: Sequence[str], generator: random.Random) -> list[str]:
    """Two other nouns of the group with the same French gender, two with the other."""
    gender = NOUNS[word].gender
    same = [name for name in group if NOUNS[name].gender == gender and name != word]
    other = [name for name in group if NOUNS[name].gender != gender]
    return [*few(same, 2, generator), *few(other, 2, generator)]


def verbs(pair: Pair) -> tuple[list[str], list[str]]:
    """Other verbs in the form that this sentence needs, where there are such of its kind of object.

    First those after which its adjective has the same reading, or none that the grammar knows;
    then those after which it has the other.
    """
    own, adjective = frame_of(pair), pair.english[-1]
    others = [frame for frame in FRAMES if frame.negated == own.negated and frame.verb != own.verb]
    of_its_kind = [frame for frame in others if frame.group == own.group]
    alike, opposed = list[str](), list[str]()
    for frame in of_its_kind or others:
        about_other = frame.of_object if pair.antecedent == pair.nouns[0] else frame.of_subject
        (opposed if adjective in about_other else alike).append(_form(frame))
    return alike, opposed


def few(words: Sequence[str], n: int, generator: random.Random) -> list[str]:
    """Up to ``n`` of the words, drawn without replacement."""
    return generator.sample(list(words), min(n, len(words)))


@dataclass(frozen=True)
class Group:
    """Cases with equally many English words and equally many French ones before the pronoun."""

    numbers: np.ndarray  # which cases, [batch]
    source: torch.Tensor  # ids [batch, source]
    partner: torch.Tensor  # ids [batch, source]
    target: torch.Tensor  # ids [batch, target]: <start> … qu'
    sign: torch.Tensor  # [batch]: +1 where il is right, −1 where elle is


def groups(found: Sequence[Case]) -> list[Group]:
    """The cases sorted into batches that need no padding."""
    members: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, case in enumerate(found):
        members[len(case.slots), len(written_before(case.pair))].append(number)
    return [
        Group(
            np.array(numbers),
            _ids([ENGLISH.encode(found[i].pair.english) for i in numbers]),
            _ids([ENGLISH.encode(found[i].partner.english) for i in numbers]),
            _ids([FRENCH.encode([START, *written_before(found[i].pair)]) for i in numbers]),
            torch.tensor([1.0 if pronoun(found[i].pair) == "il" else -1.0 for i in numbers]),
        )
        for numbers in members.values()
    ]


def _ids(rows: Sequence[np.ndarray]) -> torch.Tensor:
    return torch.from_numpy(np.stack(rows))
