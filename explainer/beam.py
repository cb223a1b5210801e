"""Beam search: several beginnings of the sentence are kept, not only the best one.

Every step extends each kept beginning by every word and keeps the ``width`` best of all, by the
sum of the log-probabilities of their words. With width 1 it is greedy decoding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainer.arrays import Array, Float, Int
from explainer.attention import softmax
from explainer.generate import MAX_LENGTH
from explainer.model import Model
from explainer.tokenizer import END, START
from explainer.transformer import decode, encode, next_word_logits


@dataclass(frozen=True)
class Hypothesis:
    """A beginning of the output, or all of it if the last word is ``<end>``."""

    ids: tuple[int, ...]  # without the start token
    log_probability: float  # natural logarithm, summed over the words


@dataclass(frozen=True)
class Beam:
    """What was kept after every step, best first; the best of the last step is the answer."""

    steps: tuple[tuple[Hypothesis, ...], ...]

    @property
    def best(self) -> Hypothesis:
        """The kept hypothesis with the largest probability."""
        return self.steps[-1][0]


def beam_search(
    model: Model, source_ids: Int[Array, "source"], width: int, max_length: int = MAX_LENGTH
) -> Beam:
    """Keep the ``width`` best beginnings, finished or not, until the best one is finished.

    A log-probability only falls as words are added, so nothing kept can overtake a finished best
    one. What was dropped on the way might have: beam search is not exhaustive. Raises ValueError
    for a width or a ``max_length`` below one.
    """
    if width < 1 or max_length < 1:
        raise ValueError(f"width and max_length must be at least 1, got {width}, {max_length}")
    end = model.target_vocabulary.ids[END]
    memory = encode(model, source_ids).output
    kept: list[Hypothesis] = [Hypothesis((), 0.0)]
    steps: list[tuple[Hypothesis, ...]] = []
    while len(steps) < max_length and (not kept[0].ids or kept[0].ids[-1] != end):
        finished = [one for one in kept if one.ids and one.ids[-1] == end]
        growing = [one for one in kept if one not in finished]
        candidates = finished + _extended(growing, _next_words(model, growing, memory), width)
        kept = sorted(candidates, key=lambda one: -one.log_probability)[:width]
        steps.append(tuple(kept))
    return Beam(tuple(steps))


def log_probability(
    model: Model, source_ids: Int[Array, "source"], written: Int[Array, "written"]
) -> float:
    """Sum over the words of the log-probability the model gives each, after those before it."""
    memory = encode(model, source_ids).output
    inputs = np.concatenate([[model.target_vocabulary.ids[START]], written[:-1]]).astype(np.int64)
    logs = _log_softmax(next_word_logits(model, decode(model, inputs, memory)))
    return float(logs[np.arange(len(written)), written].sum())


def _next_words(
    model: Model, growing: list[Hypothesis], memory: Float[Array, "source d_model"]
) -> Float[Array, "hypotheses words"]:
    """The log-probability of every next word after every hypothesis; all are equally long."""
    start = model.target_vocabulary.ids[START]
    prefixes = np.array([(start, *one.ids) for one in growing], dtype=np.int64)
    rows = np.broadcast_to(memory, (len(growing), *memory.shape))
    return _log_softmax(next_word_logits(model, decode(model, prefixes, rows))[:, -1])


def _extended(growing: list[Hypothesis], logs: Array, width: int) -> list[Hypothesis]:
    """Each hypothesis with each of its ``width`` best next words; no other can be kept."""
    return [
        Hypothesis((*one.ids, int(word)), one.log_probability + float(row[word]))
        for one, row in zip(growing, logs, strict=True)
        for word in np.argsort(-row, kind="stable")[:width]
    ]


def _log_softmax(logits: Array) -> Array:
    return np.log(softmax(np.asarray(logits, dtype=np.float64)))
