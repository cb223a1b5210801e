"""What the small language models read: text in byte pairs, and random tokens said again.

Token ids are int64: [tokens] for a text, [sequences, positions] for what a model reads.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from experiments.text import books
from explainer.arrays import Array
from explainer.byte_pairs import Pair, chunks, learn, split
from explainer.tokenizer import Vocabulary

HELD_OUT = "Mark"  # the book that is measured on, never trained on
N_TOKENS = 512
LENGTH = 64  # tokens of a training sequence
SHORTEST, LONGEST = 5, 32  # the period of a repeated sequence, drawn anew for each
COPY_TOKENS = 24  # tokens of a copy in what is measured


@cache
def tokenizer() -> tuple[Vocabulary, tuple[Pair, ...]]:
    """512 tokens: every byte of the training books, and the most frequent pairs.

    A token's word is its text, so the text must be one whose tokens are whole letters; the
    books are in plain letters throughout.
    """
    text = "".join(written for name, written in books().items() if name != HELD_OUT)
    tokens = dict.fromkeys(bytes([byte]) for byte in sorted(set(text.encode())))
    merges = []
    for pair, _ in learn(text, N_TOKENS):
        if len(tokens) == N_TOKENS:
            break
        merges.append(pair)
        tokens.setdefault(pair[0] + pair[1])
    return Vocabulary(tuple(token.decode() for token in tokens)), tuple(merges)


def ids_of(text: str) -> Array:
    """The token ids of a text. Raises ValueError for letters that the training books lack."""
    vocabulary, merges = tokenizer()

    @cache
    def of_word(word: str) -> tuple[int, ...]:
        return tuple(vocabulary.encode([token.decode() for token in split(word, merges)]))

    return np.array([number for word in chunks(text) for number in of_word(word)])


@cache
def training_text() -> Array:
    """All books but the held-out one, end to end."""
    return np.concatenate([ids_of(text) for name, text in books().items() if name != HELD_OUT])


@cache
def held_out_text() -> Array:
    """The held-out book."""
    return ids_of(books()[HELD_OUT])


def windows(text: Array, random: np.random.Generator, n: int, length: int) -> Array:
    """Stretches of a text that begin anywhere."""
    starts = random.integers(0, len(text) - length + 1, n)
    return text[starts[:, None] + np.arange(length)]


def periodic(random: np.random.Generator, n: int, length: int = LENGTH) -> Array:
    """Random tokens repeated to the end of the sequence, each with a period of its own.

    A period that is the same in all sequences would let a single layer find the answer by
    counting back, without looking at any token.
    """
    periods = random.integers(SHORTEST, LONGEST + 1, n)
    drawn = random.integers(0, N_TOKENS, (n, LONGEST))
    places = np.arange(length) % periods[:, None]
    return np.take_along_axis(drawn, places, axis=1)


def twice(random: np.random.Generator, n: int, length: int = COPY_TOKENS) -> Array:
    """Random tokens said exactly twice, no token twice within a copy."""
    once = np.stack([random.permutation(N_TOKENS)[:length] for _ in range(n)])
    return np.concatenate([once, once], axis=1)


def batch(data: str, random: np.random.Generator, n: int) -> Array:
    """Training sequences: ``data`` is "repeats", "no repeats" or "text".

    Half of the batch is text. The other half is random tokens, repeated or not; or text too.
    """
    text = windows(training_text(), random, n if data == "text" else n // 2, LENGTH)
    if data == "text":
        return text
    if data == "repeats":
        return np.concatenate([text, periodic(random, n - len(text))])
    return np.concatenate([text, random.integers(0, N_TOKENS, (n - len(text), LENGTH))])
