"""The ground truth: translate the sentence anew with one word swapped; does the pronoun change?"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.explanation.cases import KINDS, Case
from experiments.translator.evaluate import translate_all
from experiments.translator.grammar import Pair
from experiments.translator.recipe import PRONOUNS
from explainer.model import Model


def measure(model: Model, found: Sequence[Case], longest: int) -> np.ndarray:
    """Share of swaps at a position after which the pronoun is the other one [cases, longest].

    NaN beyond the sentence, and where no swap leaves a pronoun that could be compared.
    """
    tried = [(row, *swap) for row, case in enumerate(found) for swap in case.swaps]
    pairs = [with_word(found[row].pair, place, word) for row, place, word in tried]
    own = [_pronoun(words) for words in translate_all(model, [case.pair for case in found])]
    written = translate_all(model, pairs)
    flips, counted = (np.zeros((len(found), longest)) for _ in range(2))
    for (row, place, _), words in zip(tried, written, strict=True):
        now = _pronoun(words)
        if now is not None and own[row] is not None:
            counted[row, place] += 1
            flips[row, place] += now != own[row]
    return np.where(counted > 0, flips / np.maximum(counted, 1), np.nan)


def by_kind(flips: np.ndarray, found: Sequence[Case]) -> dict[str, Any]:
    """Mean share of flips for each kind of word, genders different and equal; None: no answer."""
    result: dict[str, Any] = {}
    for differ in (True, False):
        shares = {
            kind: [
                flips[row, place]
                for row, case in enumerate(found)
                for place, own in enumerate(case.kinds)
                if own == number and case.genders_differ == differ
            ]
            for number, kind in enumerate(KINDS)
        }
        result["genders differ" if differ else "same gender"] = {
            kind: None if np.isnan(values).all() else float(np.nanmean(values))
            for kind, values in shares.items()
        }
    return result


def with_word(pair: Pair, place: int, word: str) -> Pair:
    """The sentence with another English word; its French is not used."""
    return dataclasses.replace(
        pair, english=(*pair.english[:place], word, *pair.english[place + 1 :])
    )


def _pronoun(words: Sequence[str]) -> str | None:
    """The first il or elle; None where there is none."""
    return next((word for word in words if word in PRONOUNS), None)
