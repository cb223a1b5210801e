"""Sentences of the grammar as padded arrays of word ids."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.translator.grammar import (
    Pair,
    english_vocabulary,
    french_vocabulary,
    sample,
    side_of,
)
from experiments.translator.held_out import Side, Unseen
from explainer.tokenizer import END, PADDING, START, Vocabulary

ENGLISH = Vocabulary.of(english_vocabulary())
FRENCH = Vocabulary.of(french_vocabulary())
PADDING_ID = ENGLISH.ids[PADDING]


@dataclass(frozen=True)
class Batch:
    """Ids, int64, padded with ``PADDING_ID`` at the end of each row."""

    source: np.ndarray  # [sentences, source]
    target: np.ndarray  # [sentences, target]: <start>, then the French words
    expected: np.ndarray  # [sentences, target]: the French words, then <end>


def to_batch(pairs: Sequence[Pair]) -> Batch:
    """Encode and pad; ``expected`` is ``target`` one word later (teacher forcing)."""
    return Batch(
        source=_pad([ENGLISH.encode(pair.english) for pair in pairs]),
        target=_pad([FRENCH.encode([START, *pair.french]) for pair in pairs]),
        expected=_pad([FRENCH.encode([*pair.french, END]) for pair in pairs]),
    )


def draw(generator: random.Random, n: int, held_out: bool) -> list[Pair]:
    """``n`` sentences of the training side, or of those that are reported."""
    return draw_from(generator, n, "held out" if held_out else "training")


def draw_from(generator: random.Random, n: int, side: Side) -> list[Pair]:
    """``n`` sentences from one side of the split."""
    pairs: list[Pair] = []
    while len(pairs) < n:
        pair = sample(generator)
        if side_of(pair) == side:
            pairs.append(pair)
    return pairs


def held_out_sample(n: int, side: Unseen = "held out") -> list[Pair]:
    """``n`` different unseen sentences, always the same ones; recipes are chosen on validation."""
    generator = random.Random(side)
    found: dict[tuple[str, ...], Pair] = {}
    while len(found) < n:
        pair = draw_from(generator, 1, side)[0]
        found.setdefault(pair.english, pair)
    return list(found.values())


def _pad(rows: Sequence[np.ndarray]) -> np.ndarray:
    padded = np.full((len(rows), max(len(row) for row in rows)), PADDING_ID, dtype=np.int64)
    for padded_row, row in zip(padded, rows, strict=True):
        padded_row[: len(row)] = row
    return padded
