"""What the figures of the heatmap page share: held-out sentences, weights, stretched scales."""

from functools import cache

import numpy as np

import explainer
from explainer.heads import MultiHeadTrace
from explainer.untrained import untrained
from generators.kit.needs import needs
from generators.kit.values import Values
from generators.pipeline import results

CONTROL_SEED = 0  # of the untrained model


def measured() -> Values:
    """The committed numbers about brightness and heads."""
    return results.read("heatmaps")


@cache
def model(trained: bool = True) -> explainer.Model:
    """The translator, or its untrained control."""
    loaded = explainer.load("translator")
    return loaded if trained else untrained(loaded, CONTROL_SEED)


def shown(kind: str) -> Values:
    """The first held-out sentence of this kind: words, French, links [French, English]."""
    found: Values = next(one for one in measured()["shown"] if one["kind"] == kind)
    return found


def last_look(english: list[str], french: list[str], trained: bool = True) -> MultiHeadTrace:
    """Cross-attention of the last layer; its rows are the French words and <end>.

    The French is given, so that a trained and an untrained model read the same rows.
    """
    one = model(trained)
    source = one.source_vocabulary.encode(english)
    target = one.target_vocabulary.encode(["<start>", *french])
    attention = explainer.forward(one, source, target).decoder.layers[-1].cross_attention
    needs(attention is not None, "a decoder with cross-attention")
    assert attention is not None
    return attention


def cross_heads(english: list[str], french: list[str], trained: bool = True) -> np.ndarray:
    """The weights of `last_look` [heads, French rows and <end>, English words]."""
    return np.asarray(last_look(english, french, trained).weights, dtype=np.float64)


def stretched(weights: np.ndarray) -> np.ndarray:
    """From the picture's own smallest to its own largest number, as many programs draw it."""
    low, high = float(weights.min()), float(weights.max())
    return (weights - low) / (high - low)
