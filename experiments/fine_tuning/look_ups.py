"""Answers without a model: a table of single words, one of verb and adjective; their bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable

import numpy as np

from experiments.fine_tuning.learners import Answer
from experiments.translator.data import ENGLISH, PADDING_ID

Key = Callable[[np.ndarray], Hashable]  # the ids of a sentence without padding -> what is looked up


def last_word(ids: np.ndarray) -> Hashable:
    """The adjective, in a sentence with *it*."""
    return int(ids[-1])


def verb_and_adjective(ids: np.ndarray) -> Hashable:
    """Both words that decide what *it* is: the one before the second *the*, and the last."""
    second = np.flatnonzero(ids == ENGLISH.ids["the"])[1]
    return int(ids[second - 1]), int(ids[-1])


def look_up(key: Key, ids: np.ndarray, labels: np.ndarray) -> Answer:
    """The answer that most labelled sentences with the same key have; no, where none has it."""
    votes: defaultdict[Hashable, int] = defaultdict(int)
    for row, label in zip(ids, labels, strict=True):
        votes[key(row[row != PADDING_ID])] += 1 if label else -1

    def answer(given: np.ndarray) -> np.ndarray:
        return np.array([int(votes.get(key(row[row != PADDING_ID]), 0) > 0) for row in given])

    return answer


def best_single_word(ids: np.ndarray, labels: np.ndarray) -> tuple[str, float]:
    """The word whose presence alone answers best, and its score, chosen with all answers in view.

    So it bounds every look-up of one word wherever it is. The score is the mean of both answers'.
    """
    yes, no = (
        np.array(
            [[number in row for number in range(len(ENGLISH))] for row in ids[labels == wanted]]
        )
        for wanted in (1, 0)
    )
    scores = 0.5 + abs(yes.mean(0) - no.mean(0)) / 2
    best = int(scores.argmax())
    return ENGLISH.words[best], float(scores[best])


def best_place(ids: np.ndarray, labels: np.ndarray) -> tuple[int, float]:
    """The place, from the start or (below 0) from the end, whose word answers best, and its score.

    Chosen with all answers in view: each word there gets the answer that it has more often.
    """
    words = [row[row != PADDING_ID] for row in ids]
    shortest = min(len(row) for row in words)
    found = {}
    for place in range(-shortest, shortest):
        table = look_up(lambda row, place=place: int(row[place]), ids, labels)  # type: ignore[misc]
        right = table(ids) == labels
        found[place] = float(np.mean([right[labels == wanted].mean() for wanted in (0, 1)]))
    best = max(found, key=lambda place: found[place])
    return best, found[best]
