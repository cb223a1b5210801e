"""What the word "it" attends to in the translator's encoder: its row in every head."""

from functools import cache

import numpy as np

import explainer
from explainer.untrained import untrained
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE, translation

PRONOUN = SENTENCE.split().index("it")
SEEDS = range(20)  # of the untrained models


def words(ending: str) -> list[str]:
    """The sentence with this ending."""
    return (SENTENCE + ending).split()


@cache
def rows(ending: str) -> np.ndarray:
    """Weights of "it" [layers * heads, words] as the translator reads the sentence."""
    return _rows(translation(ending).trace.encoder)


@cache
def untrained_rows(ending: str) -> np.ndarray:
    """The same for models that were never trained [seeds, layers * heads, words]."""
    model = explainer.load("translator")
    ids = model.source_vocabulary.encode(words(ending))
    return np.stack([_rows(explainer.encode(untrained(model, seed), ids)) for seed in SEEDS])


def _rows(trace: explainer.StackTrace) -> np.ndarray:
    heads = [layer.self_attention.weights[:, PRONOUN] for layer in trace.layers]
    return np.concatenate(heads).astype(np.float64)


def place(ending: str, word: str) -> int:
    """Where a word stands, its last occurrence; "ending" is the last word."""
    sentence = words(ending)
    return len(sentence) - 1 - sentence[::-1].index(word)


__all__ = ["ENDINGS", "PRONOUN", "SEEDS", "place", "rows", "untrained_rows", "words"]
