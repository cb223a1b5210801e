"""What needs no translator: how far looking up single words gets with the pronoun.

Everything is fitted on sentences of the training side and tested on the pronoun sentences that are
reported: once for the reading (is *it* the subject?), where the genders of the two nouns differ and
so the reading decides, and once for the pronoun itself, over all of them.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from experiments.translator.evaluate import genders_differ
from experiments.translator.grammar import Pair, pronoun_sentences, sample, side_of
from experiments.translator.held_out import Unseen

N_FIT = 20_000  # pronoun sentences of the training side
RIDGE = 1e-3


def verb(pair: Pair) -> str:
    """The English verb as it stands there; *did not* shows by its form."""
    return pair.english[4] if "not" in pair.english else pair.english[2]


CUES: dict[str, Callable[[Pair], Hashable]] = {
    "adjective": lambda pair: pair.english[-1],
    "verb": verb,
    "subject": lambda pair: pair.nouns[0],
    "object": lambda pair: pair.nouns[1],
    "verb and adjective": lambda pair: (verb(pair), pair.english[-1]),
}


def controls(side: Unseen = "held out") -> dict[str, Any]:
    """Share of right answers of every look-up, and of a linear read-out of the bag of words."""
    fit, test = fitting_sentences(), pronoun_sentences(side)
    targets = {
        "reading": (is_subject, [pair for pair in test if genders_differ(pair)]),
        "pronoun": (is_feminine, test),
    }
    found: dict[str, Any] = {"fitted_on": len(fit)}
    for name, (answer, tested) in targets.items():
        found[name] = {
            "n": len(tested),
            **{cue: look_up(read, answer, fit, tested) for cue, read in CUES.items()},
            "bag of words": linear(answer, fit, tested),
        }
    return found


def fitting_sentences() -> list[Pair]:
    """Pronoun sentences of the training side, always the same ones."""
    generator = random.Random("controls")
    found: list[Pair] = []
    while len(found) < N_FIT:
        pair = sample(generator)
        if pair.kind == "pronoun" and side_of(pair) == "training":
            found.append(pair)
    return found


def is_subject(pair: Pair) -> bool:
    """Whether *it* is the subject."""
    return pair.antecedent == pair.nouns[0]


def is_feminine(pair: Pair) -> bool:
    """Whether the pronoun is *elle*."""
    return "elle" in pair.french


def look_up(
    read: Callable[[Pair], Hashable],
    answer: Callable[[Pair], bool],
    fit: Sequence[Pair],
    test: Sequence[Pair],
) -> float:
    """The answer that went most often with the cue; what never occurred counts as half right."""
    counts: dict[Hashable, Counter[bool]] = defaultdict(Counter)
    for pair in fit:
        counts[read(pair)][answer(pair)] += 1
    right = [
        0.5 if not (seen := counts[read(pair)]) else seen.most_common(1)[0][0] == answer(pair)
        for pair in test
    ]
    return float(np.mean(right))


def linear(answer: Callable[[Pair], bool], fit: Sequence[Pair], test: Sequence[Pair]) -> float:
    """Least squares on how often every word occurs, its order unknown."""
    words = sorted({word for pair in fit for word in pair.english})
    x, y = bags(fit, words), bags(test, words)
    labels = np.array([1.0 if answer(pair) else -1.0 for pair in fit])
    weights = np.linalg.solve(x.T @ x + RIDGE * len(x) * np.eye(x.shape[1]), x.T @ labels)
    truth = np.array([answer(pair) for pair in test])
    return float(np.mean((y @ weights > 0) == truth))


def bags(pairs: Sequence[Pair], words: Sequence[str]) -> np.ndarray:
    """[sentences, words + 1]: counts, and a column of ones."""
    column = {word: number for number, word in enumerate(words)}
    found = np.zeros((len(pairs), len(words) + 1))
    found[:, -1] = 1
    for row, pair in zip(found, pairs, strict=True):
        for word in pair.english:
            if word in column:
                row[column[word]] += 1
    return found
