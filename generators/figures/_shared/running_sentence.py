"""The sentence that runs through the article, in both its versions, translated once."""

from functools import cache

import numpy as np

import explainer
from experiments.translator import recipe
from generators.kit.needs import entry

SENTENCE = recipe.RUNNING_SENTENCE + " "  # an ending follows
ENDINGS = recipe.ENDINGS


@cache
def translation(ending: str, name: str = "translator") -> explainer.Translation:
    """The running sentence with one of its endings, and the trace of translating it."""
    sentence = entry(ending, recipe.RUNNING, "the endings of the running sentence")
    return explainer.translate(explainer.load(name), sentence)


def cross_weights(written: explainer.Translation) -> np.ndarray:
    """Cross-attention of all heads of all decoder layers [heads, French, English]."""
    attentions = [layer.cross_attention for layer in written.trace.decoder.layers]
    return np.concatenate([attention.weights for attention in attentions if attention is not None])


def mean_cross_weights(written: explainer.Translation) -> np.ndarray:
    """Cross-attention averaged over all heads of all decoder layers [French, English]."""
    mean: np.ndarray = cross_weights(written).mean(axis=0)
    return mean
