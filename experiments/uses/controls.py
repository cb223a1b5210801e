"""What can be answered without reading the words together: tables of counts, a bag of words.

Each control learns from the same kind of texts as the encoder and is asked the same questions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import torch

from experiments.uses.text import BLAME, KINDS, OTHER, PERSON, PLACE, PRAISE, WORDS, Report

QUALITIES = {*PRAISE, *BLAME}
STEPS, RATE = 300, 0.05  # of the bag of words
NOTHING = ""  # beside the first and the last word

Counts = dict[Hashable, Counter[Any]]
Seen = Callable[[Report, int], Hashable]  # a report and a place in its text -> what a table sees


def word_alone(report: Report, place: int) -> str:
    """The word itself."""
    return report.words[place]


def with_left(report: Report, place: int) -> tuple[str, str]:
    """The word and the one before it."""
    return (report.words[place - 1] if place else NOTHING, report.words[place])


def with_both(report: Report, place: int) -> tuple[str, str, str]:
    """The word and its two neighbours."""
    after = report.words[place + 1] if place + 1 < len(report.words) else NOTHING
    return (*with_left(report, place), after)


NEIGHBOURS: dict[str, Seen] = {
    "word": word_alone,
    "left_neighbour": with_left,
    "both_neighbours": with_both,
}


def count(pairs: Iterable[tuple[Hashable, Any]]) -> Counts:
    """How often each answer came with what was seen."""
    table: Counts = defaultdict(Counter)
    for seen, answer in pairs:
        table[seen][answer] += 1
    return dict(table)


def likeliest(table: Counts, seen: Hashable, otherwise: Any) -> Any:
    """The most frequent answer; what a table has never seen gets ``otherwise``."""
    return table[seen].most_common(1)[0][0] if seen in table else otherwise


def kinds_by_table(
    learned: Sequence[Report], asked: Sequence[Report], seen: Seen
) -> list[np.ndarray]:
    """The kind of each word of each report, by what goes most often with what is seen."""
    table = count(
        (seen(report, place), kind) for report in learned for place, kind in enumerate(report.kinds)
    )
    return [
        np.array([likeliest(table, seen(report, i), 0) for i in range(len(report.words))])
        for report in asked
    ]


def words_of_two_kinds(learned: Sequence[Report], least: float = 0.1) -> set[str]:
    """Words whose rarer kinds make up ``least`` of their occurrences or more."""
    table = count(
        (word, kind)
        for report in learned
        for word, kind in zip(report.words, report.kinds, strict=True)
    )
    return {
        str(word)
        for word, kinds in table.items()
        if 1 - max(kinds.values()) / kinds.total() >= least and len(kinds) <= len(KINDS)
    }


def pleased_by_last_quality(learned: Sequence[Report], asked: Sequence[Report]) -> np.ndarray:
    """Look up the last word of praise or blame and nothing else."""
    table = count((_last_quality(report), report.pleased) for report in learned)
    return np.array([likeliest(table, _last_quality(report), True) for report in asked])


def _last_quality(report: Report) -> str:
    return next(
        report.words[place]
        for place in reversed(report.opinion)
        if report.words[place] in QUALITIES
    )


def pleased_by_bag(learned: Sequence[Report], asked: Sequence[Report]) -> np.ndarray:
    """A logistic regression on how often each word is in the text."""
    torch.manual_seed(0)
    features, wanted = _bags(learned), torch.tensor([float(report.pleased) for report in learned])
    weight = torch.zeros(features.shape[1], requires_grad=True)
    optimizer = torch.optim.Adam([weight], RATE)
    for _ in range(STEPS):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(features @ weight, wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return (_bags(asked) @ weight > 0).numpy()


def _bags(reports: Sequence[Report]) -> torch.Tensor:
    bags = torch.zeros(len(reports), len(WORDS) + 1)
    bags[:, -1] = 1  # a constant
    for row, report in enumerate(reports):
        for number in WORDS.encode(report.words):
            bags[row, number] += 1
    return bags


def answers_by_table(learned: Sequence[Report], asked: Sequence[Report]) -> list[tuple[int, int]]:
    """Point at the word that is most often the answer to *who*, *where* or *what*.

    Of the words of a name both are found, as it would not be fair to ask for more. Nothing is
    looked up of the question but its first word.
    """
    table: Counts = defaultdict(Counter)
    for report in learned:
        first, last = report.answer
        for place, word in enumerate(report.words):
            table[report.question[0], word][first <= place <= last] += 1
    return [_best_place(table, report) for report in asked]


def _best_place(table: Counts, report: Report) -> tuple[int, int]:
    def share(place: int) -> float:
        seen = table.get((report.question[0], report.words[place]), Counter({False: 1}))
        return seen[True] / seen.total()

    best = max(range(len(report.words)), key=share)
    first, last = report.answer
    return report.answer if first <= best <= last else (best, best)


def answers_by_chance(report: Report) -> float:
    """The chance to hit with a guess among all people, all places or, for *what*, all things.

    A name counts once. *What* asks for the one thing of the text.
    """
    kind = {"who": PERSON, "where": PLACE}.get(report.question[0])
    if kind is None:
        return 1.0
    before = (OTHER, *report.kinds)
    return 1 / sum(now == kind != last for last, now in zip(before, report.kinds, strict=False))
