"""Two questions about a sentence that the translator was never asked, and their sentences."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from experiments.translator.data import ENGLISH, draw, held_out_sample
from experiments.translator.frames import ANIMALS
from experiments.translator.grammar import Pair, held_out_pronoun_sentences

LONGEST_SEARCH = 200_000  # sentences drawn before giving up


@dataclass(frozen=True)
class Task:
    """A yes-or-no question about English sentences of one length or of many.

    label: the right answer. fits: whether the question can be asked of a sentence.
    """

    name: str
    fits: Callable[[Pair], bool]
    label: Callable[[Pair], bool]
    test: Callable[[], list[Pair]]


def it_is_the_animal(pair: Pair) -> bool:
    """Whether "it" stands for the animal, the first noun, and not for the place."""
    return pair.antecedent in ANIMALS


def odd_number_of_words(pair: Pair) -> bool:
    """Whether the English sentence has an odd number of words."""
    return len(pair.english) % 2 == 1


TASKS = {
    "antecedent": Task(
        "antecedent",
        lambda pair: pair.antecedent is not None,
        it_is_the_animal,
        held_out_pronoun_sentences,
    ),
    "odd": Task("odd", lambda pair: True, odd_number_of_words, lambda: held_out_sample(1000)),
}


def labelled(task: Task, n: int, seed: int) -> list[Pair]:
    """``n`` different sentences of the training side, half of them with the answer yes.

    The first sentences are the same for every ``n``: a larger set holds the smaller ones.
    """
    generator = random.Random(f"{task.name} {seed}")
    found: dict[bool, dict[tuple[str, ...], Pair]] = {True: {}, False: {}}
    for _ in range(LONGEST_SEARCH):
        pair = draw(generator, 1, held_out=False)[0]
        side = found[task.label(pair)] if task.fits(pair) else None
        if side is not None and len(side) < n // 2:
            side.setdefault(pair.english, pair)
        if all(len(side) == n // 2 for side in found.values()):
            break
    return [
        pair
        for both in zip(found[True].values(), found[False].values(), strict=True)
        for pair in both
    ]


def arrays(task: Task, pairs: list[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Padded ids [sentences, words] and labels [sentences] of 0 or 1."""
    longest = max(len(pair.english) for pair in pairs)
    ids = np.zeros((len(pairs), longest), dtype=np.int64)  # id 0 is padding
    for row, pair in zip(ids, pairs, strict=True):
        row[: len(pair.english)] = ENGLISH.encode(pair.english)
    return ids, np.array([task.label(pair) for pair in pairs], dtype=np.int64)
