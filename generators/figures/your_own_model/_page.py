"""What the pictures of this page are drawn from, and how their weights travel through a record."""

from collections.abc import Sequence

import numpy as np

import explainer
from explainer import inspect
from generators.figures._shared.head_statistics import SENTENCE
from generators.kit.values import Values


def looked(model: explainer.Model, words: Sequence[str]) -> dict[str, inspect.Attentions]:
    """All attention of one translation: "encoder", "decoder" and "cross"."""
    found = explainer.translate(model, " ".join(words))
    return inspect.from_trace(found.trace, words, ("<start>", *found.tokens[:-1]))


def decided_head() -> Values:
    """The cross-attention, its rows named after the word they write, and its most decided head."""
    found = explainer.translate(explainer.load("translator"), SENTENCE)
    seen = inspect.from_trace(found.trace, SENTENCE.split(), found.tokens)["cross"]
    return {**to_values(seen), "head": most_decided(seen)}


def most_decided(seen: inspect.Attentions) -> int:
    """The head of the last layer whose rows are the least spread out, counted from 0."""
    return int(inspect.entropy(seen.layers[-1]).argmin())


def to_values(seen: inspect.Attentions) -> Values:
    """Attention weights and their tokens as plain lists."""
    return {
        "layers": [layer.tolist() for layer in seen.layers],
        "who_looks": list(seen.who_looks),
        "looked_at": list(seen.looked_at),
    }


def of_values(v: Values) -> inspect.Attentions:
    """Attention weights from plain lists."""
    layers = tuple(np.asarray(layer) for layer in v["layers"])
    return inspect.Attentions(layers, tuple(v["who_looks"]), tuple(v["looked_at"]))
