"""The row of the decoder that writes the pronoun, in each of its cross-attention heads."""

from dataclasses import dataclass

import numpy as np

from experiments.translator.recipe import ENDINGS, NOUNS, RUNNING
from explainer.heads import MultiHeadTrace
from generators.figures._shared.decoder_rows import cross_weights, pronoun_row, translation
from generators.kit.needs import place_of

TIRED, WIDE = ENDINGS


@dataclass(frozen=True)
class Head:
    """One head of one layer, both counted from 0."""

    layer: int
    head: int

    def trace(self, ending: str) -> MultiHeadTrace:
        """Everything its layer's cross-attention computed for the sentence."""
        attention = translation(RUNNING[ending]).trace.decoder.layers[self.layer].cross_attention
        assert attention is not None
        return attention

    def weights(self, ending: str) -> np.ndarray:
        """What the row that writes the pronoun looks at [words]."""
        shares: np.ndarray = rows(ending)[self.layer, self.head]
        return shares


def rows(ending: str) -> np.ndarray:
    """The row that writes the pronoun, in all heads [layers, heads, words]."""
    text = RUNNING[ending]
    shares: np.ndarray = cross_weights(text)[:, :, pronoun_row(text)]
    return shares


def head_that_finds(word: str, ending: str) -> Head:
    """The head that gives this English word the largest share in that row."""
    shares = rows(ending)[:, :, place_of(word, translation(RUNNING[ending]).source_tokens)]
    return Head(*(int(index) for index in np.unravel_index(shares.argmax(), shares.shape)))


def deciding() -> Head:
    """The head that looks most at the word that decides."""
    return head_that_finds(TIRED, TIRED)


def naming() -> Head:
    """The head that finds the noun that the pronoun stands for, whichever of the two it is.

    With either ending it gives that noun a share; no head's smaller one of the two is larger.
    """
    shares = [
        rows(ending)[:, :, place_of(noun, translation(RUNNING[ending]).source_tokens)]
        for ending, noun in zip(ENDINGS, NOUNS, strict=True)
    ]
    lesser = np.minimum(*shares)
    return Head(*(int(index) for index in np.unravel_index(lesser.argmax(), lesser.shape)))
