"""From scores of every sentence to the numbers of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.explanation.cases import KINDS, Case
from experiments.explanation.scores import METHODS
from explainer.inspect import bootstrap_interval, ranks

Scores = dict[str, np.ndarray]  # each [cases, longest]; NaN beyond the sentence


def correlations(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Spearman's rank correlation sentence by sentence [cases]; NaN where a row has no order."""
    return np.array([_of_ranks(a, b) for a, b in zip(ranked(first), ranked(second), strict=True)])


def ranked(scores: np.ndarray) -> list[np.ndarray]:
    """The ranks of each sentence's positions, mean zero, length one (zero without an order)."""
    rows = []
    for row in scores:
        own = ranks(row[~np.isnan(row)])
        own = own - own.mean()
        length = np.sqrt(own @ own)
        rows.append(own / length if length else own)
    return rows


def _of_ranks(first: np.ndarray, second: np.ndarray) -> float:
    return float(first @ second) if first.any() and second.any() else float("nan")


def agreement(scores: Scores, found: Sequence[Case], other: np.ndarray) -> dict[str, Any]:
    """Mean correlation of every pair of methods, with an interval that draws noun pairs anew.

    ``other[i]`` is another sentence with as many words: its heatmap, laid over this sentence, is
    the control. An agreement that it shares comes from what kind of word stands where.
    """
    rows = {name: ranked(scores[name]) for name in METHODS}
    clusters = np.unique([" ".join(case.pair.nouns) for case in found], return_inverse=True)[1]
    table: dict[str, Any] = {}
    for index, first in enumerate(METHODS):
        for second in METHODS[index + 1 :]:
            values = [_of_ranks(a, b) for a, b in zip(rows[first], rows[second], strict=True)]
            control = [
                _of_ranks(rows[first][j], b) for j, b in zip(other, rows[second], strict=True)
            ]
            table[f"{first} | {second}"] = {
                "mean": float(np.nanmean(values)),
                "interval": interval(np.array(values), clusters),
                "other_sentence": float(np.nanmean(control)),
            }
    return table


def interval(values: np.ndarray, clusters: np.ndarray) -> list[float]:
    """95 % of means when the noun pairs are drawn anew: their sentences are no fresh evidence."""
    sums = np.array([np.nansum(values[clusters == one]) for one in np.unique(clusters)])
    counts = np.array([(~np.isnan(values[clusters == one])).sum() for one in np.unique(clusters)])
    return list(bootstrap_interval(lambda a, b: float(a.sum() / b.sum()), sums, counts))


def top_words(scores: Scores, found: Sequence[Case], deciders: np.ndarray) -> dict[str, Any]:
    """Which kind of word each method names first, and how often a swap of it changes the pronoun.

    ``deciders`` [cases, longest]: whether a swap there changed it in a new translation. ``order``
    is the chance that a deciding word stands before one that decides nothing (½: none).
    """
    result = {}
    for name in METHODS:
        top = np.nanargmax(scores[name], axis=1)
        kinds = np.array([case.kinds[place] for case, place in zip(found, top, strict=True)])
        result[name] = {
            "kinds": {kind: float(np.mean(kinds == i)) for i, kind in enumerate(KINDS)},
            "decides": float(np.mean(deciders[np.arange(len(top)), top])),
            "order": float(
                np.nanmean([area(*pair) for pair in zip(scores[name], deciders, strict=True)])
            ),
        }
    return result


def area(scores: np.ndarray, deciders: np.ndarray) -> float:
    """The chance that a decider's score is above another word's, ties counting half."""
    there = ~np.isnan(scores)
    high, low = scores[there & deciders], scores[there & ~deciders]
    if not len(high) or not len(low):
        return float("nan")
    return float(np.mean((high[:, None] > low) + (high[:, None] == low) / 2))


def even(scores: Scores, found: Sequence[Case], deciders: np.ndarray) -> dict[str, Any]:
    """What a heatmap without any order would get: a word drawn at random."""
    sizes = np.array([len(case.slots) for case in found])
    kinds = [
        float(np.mean([np.mean(np.array(case.kinds) == i) for case in found]))
        for i in range(len(KINDS))
    ]
    return {
        "kinds": dict(zip(KINDS, kinds, strict=True)),
        "decides": float(np.mean(deciders.sum(axis=1) / sizes)),
    }


def on_the_adjective(scores: Scores, found: Sequence[Case]) -> dict[str, Any]:
    """Share of a sentence's whole score that lies on the adjective, where it decides and where not.

    Where both nouns have the same gender, no adjective can change the pronoun.
    """
    differ = np.array([case.genders_differ for case in found])
    last = np.array([len(case.slots) - 1 for case in found])
    result = {}
    for name in METHODS:
        share = scores[name][np.arange(len(found)), last] / np.nansum(scores[name], axis=1)
        first = np.nanargmax(scores[name], axis=1) == last
        result[name] = {
            "decides": float(share[differ].mean()),
            "cannot": float(share[~differ].mean()),
            "first where it decides": float(first[differ].mean()),
            "first where it cannot": float(first[~differ].mean()),
            "told apart": area(share, differ),
        }
    return result


def its_noun_above(scores: Scores, found: Sequence[Case]) -> dict[str, float]:
    """How often the noun that "it" stands for scores above the other noun (½: by chance)."""
    rows = np.arange(len(found))
    its, other = (np.array([case.kinds.index(kind) for case in found]) for kind in (1, 2))
    return {
        name: float(np.mean(scores[name][rows, its] > scores[name][rows, other]))
        for name in METHODS
    }


def hidden_flips(scores: Scores, margin: np.ndarray) -> dict[str, float]:
    """How often hiding each method's first word changes the pronoun; and any word, at random."""
    flipped = np.where(np.isnan(margin), np.nan, margin < 0)
    rows = np.arange(len(margin))
    found = {
        name: float(np.mean(flipped[rows, np.nanargmax(scores[name], axis=1)])) for name in METHODS
    }
    return found | {"any word": float(np.mean(np.nanmean(flipped, axis=1)))}
