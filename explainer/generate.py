"""Writing one word at a time: greedy decoding, with and without the key-value cache."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainer.arrays import Array, Int
from explainer.model import Model
from explainer.tokenizer import END, SPECIAL, START, join_words, split_words
from explainer.transformer import StackTrace, Trace, decode, encode, forward, next_word_logits

MAX_LENGTH = 40


@dataclass(frozen=True)
class Translation:
    """A sentence, its translation, and the trace of the pass that explains it."""

    text: str
    tokens: tuple[str, ...]  # what was written, the final "<end>" included
    source_tokens: tuple[str, ...]
    trace: Trace  # decoder row i is the position that predicted tokens[i]


def translate(model: Model, text: str, max_length: int = MAX_LENGTH) -> Translation:
    """Translate one sentence greedily and return the trace of every step.

    ``text`` is one sentence of at most ``model.config.longest`` words. Raises ValueError for an
    empty or longer text, for the model's own marks such as "<pad>", and for words outside the
    vocabulary, naming the nearest known ones; TypeError for what is not a model and a text.
    """
    if not isinstance(model, Model) or not isinstance(text, str):
        given = f"{type(model).__name__} and {type(text).__name__}"
        raise TypeError(f"translate takes a model, then a text (str); got {given}")
    words = split_words(text)
    if not words:
        raise ValueError("there is nothing to translate: the text is empty")
    if len(words) > model.config.longest:
        raise ValueError(
            f"{len(words)} words are too many, the model was made for {model.config.longest}: "
            "translate one sentence at a time"
        )
    if marks := [word for word in words if word in SPECIAL]:
        raise ValueError(f"{marks[0]!r} is no word: the model keeps it as a mark for itself")
    source_ids = model.source_vocabulary.encode(words)
    written = greedy(model, source_ids, max_length)
    start = model.target_vocabulary.ids[START]
    trace = forward(model, source_ids, np.concatenate([[start], written[:-1]]))
    tokens = model.target_vocabulary.decode(written)
    return Translation(join_words(tokens), tokens, tuple(words), trace)


def greedy(
    model: Model,
    source_ids: Int[Array, "source"],
    max_length: int = MAX_LENGTH,
    cached: bool = True,
) -> Int[Array, "written"]:
    """The most likely next word, again and again, until ``<end>`` or ``max_length`` words.

    With ``cached`` each step computes one new token and takes the keys and values of earlier ones
    from the step before; without it every step computes the whole prefix again. Both write the
    same words. Raises ValueError for a ``max_length`` below one.
    """
    if max_length < 1:
        raise ValueError(f"max_length must be at least 1, got {max_length}")
    end = model.target_vocabulary.ids[END]
    memory = encode(model, source_ids).output
    written = [model.target_vocabulary.ids[START]]
    past: StackTrace | None = None
    while len(written) <= max_length and (written[-1] != end):
        new = written[-1:] if cached else written
        decoder = decode(model, np.array(new), memory, past=past)
        past = decoder if cached else None
        written.append(int(np.argmax(next_word_logits(model, decoder)[-1])))
    return np.array(written[1:])
