"""Choosing the next word: from scores to a distribution, what is kept of it, and the draw.

Shapes: ``words`` counts the vocabulary and is always the last axis; ``...`` are any leading axes,
one row of scores each. Probabilities go in and out as rows that sum to one.
"""

from __future__ import annotations

import numpy as np

from explainer.arrays import Array, Float, Int
from explainer.attention import softmax
from explainer.generate import MAX_LENGTH
from explainer.model import Model
from explainer.tokenizer import END, START
from explainer.transformer import StackTrace, decode, encode, next_word_logits


def with_temperature(
    logits: Float[Array, "... words"], temperature: float
) -> Float[Array, "... words"]:
    """softmax(logits / temperature): below one the likely gain, above one the unlikely do.

    Raises ValueError for a temperature that is not above zero.
    """
    if not temperature > 0:
        raise ValueError(f"the temperature must be above 0, got {temperature}")
    return softmax(np.asarray(logits, dtype=np.float64) / temperature)


def keep_top_k(probabilities: Float[Array, "... words"], k: int) -> Float[Array, "... words"]:
    """The k most likely words, rescaled to sum to one; all others get zero (Fan et al. 2018).

    Of equally likely words the one with the smaller id goes first. Raises ValueError for k < 1.
    """
    if k < 1:
        raise ValueError(f"at least one word must be kept, got k = {k}")
    return _keep(probabilities, _ranks(probabilities) < k)


def keep_top_p(probabilities: Float[Array, "... words"], p: float) -> Float[Array, "... words"]:
    """The fewest most likely words that hold p together, rescaled; all others get zero.

    Called nucleus sampling: Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration",
    section 3.1. Raises ValueError for p outside (0, 1].
    """
    if not 0 < p <= 1:
        raise ValueError(f"p must be above 0 and at most 1, got {p}")
    if p == 1:
        return probabilities
    ranks = _ranks(probabilities)
    in_order = -np.sort(-probabilities, axis=-1)
    before = np.cumsum(in_order, axis=-1) - in_order  # held by the more likely words
    return _keep(probabilities, np.take_along_axis(before, ranks, axis=-1) < p)


def choose(
    probabilities: Float[Array, "... words"], generator: np.random.Generator
) -> Int[Array, "..."]:
    """Draw one word from every row; a word with probability zero is never drawn."""
    heaped = np.cumsum(probabilities, axis=-1)
    aim = generator.random((*heaped.shape[:-1], 1)) * heaped[..., -1:]
    return np.sum(heaped <= aim, axis=-1)


def entropy(probabilities: Float[Array, "... words"]) -> Float[Array, "..."]:
    """How undecided each row is, in bits: 0 for one certain word, 1 for a coin toss between two."""
    positive = np.where(probabilities > 0, probabilities, 1.0)
    return np.abs(np.sum(positive * np.log2(positive), axis=-1))  # abs: no minus before a zero


def sample(
    model: Model,
    source_ids: Int[Array, "source"],
    generator: np.random.Generator,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
    max_length: int = MAX_LENGTH,
) -> Int[Array, "written"]:
    """Write like ``greedy``, but draw each word: temperature first, then top-k, then top-p.

    Raises ValueError like the three functions, and for a ``max_length`` below one.
    """
    if max_length < 1:
        raise ValueError(f"max_length must be at least 1, got {max_length}")
    end = model.target_vocabulary.ids[END]
    memory = encode(model, source_ids).output
    written = [model.target_vocabulary.ids[START]]
    past: StackTrace | None = None
    while len(written) <= max_length and written[-1] != end:
        past = decode(model, np.array(written[-1:]), memory, past=past)
        row = distribution(next_word_logits(model, past)[-1], temperature, top_k, top_p)
        written.append(int(choose(row, generator)))
    return np.array(written[1:])


def distribution(
    logits: Float[Array, "... words"],
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Float[Array, "... words"]:
    """What a word is drawn from: temperature first, then top-k, then top-p, where given."""
    probabilities = with_temperature(logits, temperature)
    if top_k is not None:
        probabilities = keep_top_k(probabilities, top_k)
    return probabilities if top_p is None else keep_top_p(probabilities, top_p)


def _ranks(probabilities: Array) -> Array:
    """0 for the most likely word of each row, 1 for the next one."""
    order = np.argsort(-probabilities, axis=-1, kind="stable")
    return np.argsort(order, axis=-1, kind="stable")


def _keep(probabilities: Array, kept: Array) -> Array:
    rest = np.where(kept, probabilities, 0.0)
    return rest / rest.sum(axis=-1, keepdims=True)
