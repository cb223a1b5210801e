"""One matrix of the model early in training, its weights nudged one at a time."""

from dataclasses import replace
from functools import cache

import numpy as np

import explainer
from explainer.transformer import next_word_logits
from generators.figures.training._page import Reading, model_at, reading, steps

FIRST = 1  # which saved moment is nudged: the first after the random start
WEIGHTS = "decoder.1.cross_attention.query"
DRAWN = 60  # weights drawn at random (seed 0)
NUDGE = 1e-3


@cache
def _seen() -> Reading:
    return reading(steps()[FIRST])


@cache
def _memory() -> np.ndarray:
    """What the encoder made of the running sentence: no nudged weight is in it."""
    model = model_at(steps()[FIRST])
    source = model.source_vocabulary.encode(_seen().english)
    memory: np.ndarray = explainer.encode(model, source).output
    return memory


def matrix() -> np.ndarray:
    """The matrix as it is at that moment, to be changed."""
    return np.array(model_at(steps()[FIRST]).parameters[WEIGHTS], dtype=np.float32)


def loss(changed: np.ndarray) -> float:
    """The loss of the running sentence, in nats a word, with this matrix in the model."""
    model, seen = model_at(steps()[FIRST]), _seen()
    model = replace(model, parameters={**model.parameters, WEIGHTS: changed})
    read = explainer.decode(model, model.target_vocabulary.encode(seen.inputs), _memory())
    chances = explainer.softmax(np.asarray(next_word_logits(model, read), dtype=float))
    ids = model.target_vocabulary.encode(seen.wanted)
    return float(-np.log(chances[np.arange(len(ids)), ids]).mean())


def loss_at(place: int, weight: float) -> float:
    """The loss with this number in this place of the flattened matrix."""
    changed = matrix()
    changed.flat[place] = weight
    return loss(changed)


def slopes() -> dict[int, float]:
    """How fast the loss grows with each drawn weight, by its place, the steepest first.

    Nudged up and down, so no calculus is needed.
    """
    before = matrix()
    places = np.random.default_rng(0).choice(before.size, DRAWN, replace=False)
    found = {int(at): _slope(int(at), float(before.flat[at])) for at in places}
    return dict(sorted(found.items(), key=lambda item: -abs(item[1])))


def _slope(place: int, weight: float) -> float:
    up, down = (loss_at(place, weight + nudge) for nudge in (NUDGE, -NUDGE))
    return (up - down) / (2 * NUDGE)
