"""Two questions about a sentence that the translator was never asked, and their sentences."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from experiments.fine_tuning import readings
from experiments.translator.data import ENGLISH, draw, held_out_sample
from experiments.translator.grammar import Pair

LONGEST_SEARCH = 200_000  # sentences drawn before giving up
N_TEST = 1000


@dataclass(frozen=True)
class Task:
    """A yes-or-no question.

    label: the right answer. labelled: so many sentences for a seed, half of them yes; a larger set
    holds the smaller ones. tests: sets of held-out sentences by name, the main one first.
    """

    name: str
    label: Callable[[Pair], bool]
    labelled: Callable[[int, int], list[Pair]]
    tests: Callable[[int], dict[str, list[Pair]]]


def odd_number_of_words(pair: Pair) -> bool:
    """Whether the English sentence has an odd number of words."""
    return len(pair.english) % 2 == 1


def labelled_readings(n: int, seed: int) -> list[Pair]:
    """``n`` sentences of the training side; none has a pair of verb and adjective kept as new."""
    generator = random.Random(f"antecedent {seed}")
    return readings.different(readings.training_stock(), readings.known_squares(seed), n, generator)


def tests_of_readings(seed: int) -> dict[str, list[Pair]]:
    """Unseen pairs of nouns; verb and adjective as in labelled sentences, or in none of them."""
    stock, generator = readings.test_stock(), random.Random(f"test {seed}")
    return {
        "known pairs": readings.many(stock, readings.known_squares(seed), N_TEST, generator),
        "new pairs": readings.many(stock, readings.new_squares(seed), N_TEST, generator),
    }


def labelled_lengths(n: int, seed: int) -> list[Pair]:
    """``n`` different sentences of the training side, every other one with the answer yes."""
    generator = random.Random(f"odd {seed}")
    found: dict[bool, dict[tuple[str, ...], Pair]] = {True: {}, False: {}}
    for _ in range(LONGEST_SEARCH):
        pair = draw(generator, 1, held_out=False)[0]
        side = found[odd_number_of_words(pair)]
        if len(side) < n // 2:
            side.setdefault(pair.english, pair)
        if all(len(side) == n // 2 for side in found.values()):
            break
    return [
        pair
        for both in zip(found[True].values(), found[False].values(), strict=True)
        for pair in both
    ]


TASKS = {
    "antecedent": Task(
        "antecedent", readings.it_is_the_subject, labelled_readings, tests_of_readings
    ),
    "odd": Task(
        "odd",
        odd_number_of_words,
        labelled_lengths,
        lambda seed: {"held out": held_out_sample(N_TEST)},
    ),
}


def arrays(task: Task, pairs: list[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Padded ids [sentences, words] and labels [sentences] of 0 or 1."""
    longest = max(len(pair.english) for pair in pairs)
    ids = np.zeros((len(pairs), longest), dtype=np.int64)  # id 0 is padding
    for row, pair in zip(ids, pairs, strict=True):
        row[: len(pair.english)] = ENGLISH.encode(pair.english)
    return ids, np.array([task.label(pair) for pair in pairs], dtype=np.int64)
