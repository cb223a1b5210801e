"""Hidden cells of the decoder's feed-forward layers: what each promotes, and the French without."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np

import explainer
from experiments.translator.recipe import ENDINGS, RUNNING
from generators.figures._shared.running_sentence import translation

SENTENCE = RUNNING[ENDINGS[0]]


@cache
def model() -> explainer.Model:
    """The translator with four heads."""
    return explainer.load("translator")


def french() -> tuple[str, ...]:
    """The running sentence as the whole model writes it."""
    return translation(ENDINGS[0]).tokens


def hidden(layer: int, row: int) -> np.ndarray:
    """What the hidden cells hold in the decoder's row [cells]: none is negative, many are zero."""
    stack = translation(ENDINGS[0]).trace.decoder
    cells: np.ndarray = np.asarray(stack.layers[layer].feed_forward_hidden, dtype=float)[row]
    return cells


def promotes(layer: int) -> np.ndarray:
    """What each cell adds to the score of each French word, for 1 in the cell [cells, words].

    It is the cell's row of the second matrix against the output's embeddings, the last norm left
    out: which words, not how much of the final score.
    """
    parameters = model().parameters
    matrix = np.asarray(parameters[_contract(layer)], dtype=float)
    scores: np.ndarray = matrix @ np.asarray(parameters["target_embedding"], dtype=float).T
    return scores


def towards(layer: int, row: int) -> np.ndarray:
    """What each cell adds to the score of the word that the row writes [cells]."""
    word = model().target_vocabulary.ids[french()[row]]
    return np.asarray(hidden(layer, row) * promotes(layer)[:, word])


def without(layer: int, cells: Iterable[int]) -> tuple[str, ...]:
    """The French of the running sentence with these cells switched off in every row."""
    name = _contract(layer)
    matrix = np.array(model().parameters[name])
    matrix[list(cells)] = 0
    changed = replace(model(), parameters={**model().parameters, name: matrix})
    return explainer.translate(changed, SENTENCE).tokens


def _contract(layer: int) -> str:
    return f"decoder.{layer}.feed_forward.contract"
