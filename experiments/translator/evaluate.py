"""What a translator gets right on sentences whose noun pairs it never saw together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from experiments.translator.data import FRENCH, PADDING_ID, held_out_sample, to_batch
from experiments.translator.grammar import Pair, pronoun_sentences, verb_pairs
from experiments.translator.held_out import Unseen
from experiments.translator.lexicon import NOUNS
from explainer.attention import padding_mask
from explainer.generate import MAX_LENGTH
from explainer.model import Model
from explainer.tokenizer import END, START
from explainer.transformer import StackTrace, decode, encode, next_word_logits

N_HELD_OUT = 2000
CHUNK = 250  # sentences decoded side by side


def measure(model: Model, side: Unseen = "held out") -> dict[str, Any]:
    """Exact match on unseen sentences, whole and by kind, and the pronoun on unseen noun pairs."""
    pairs = held_out_sample(N_HELD_OUT, side)
    exact = [
        written == pair.french
        for pair, written in zip(pairs, translate_all(model, pairs), strict=True)
    ]
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for pair, right in zip(pairs, exact, strict=True):
        by_kind[pair.kind].append(right)
    return {
        "held_out_sentences": len(pairs),
        "exact_match": float(np.mean(exact)),
        "by_kind": {
            kind: {"n": len(rights), "exact_match": float(np.mean(rights))}
            for kind, rights in sorted(by_kind.items())
        },
        "pronoun": measure_pronouns(model, side),
    }


def quick_exact_match(model: Model, n: int = 200) -> float:
    """Exact match on the first ``n`` held-out sentences, for following a training run."""
    pairs = held_out_sample(n)
    written = translate_all(model, pairs)
    return float(
        np.mean([words == pair.french for words, pair in zip(written, pairs, strict=True)])
    )


def measure_pronouns(model: Model, side: Unseen = "held out") -> dict[str, Any]:
    """Over every unseen pronoun sentence: is the pronoun after *parce qu'* the right one?

    The chance level is what the more frequent of the two pronouns would score. Where the genders of
    both nouns differ, the reading decides it; verb pairs differ in the verb alone, and both of a
    pair must be right.
    """
    pairs = pronoun_sentences(side)
    written = dict(zip(pairs, translate_all(model, pairs), strict=True))
    right = {pair: _pronoun(words) == _pronoun(pair.french) for pair, words in written.items()}
    share_il = float(np.mean([_pronoun(pair.french) == "il" for pair in pairs]))
    couples = [(a, b) for a, b in verb_pairs(side) if genders_differ(a)]
    return {
        "n": len(pairs),
        "noun_pairs": len({frozenset(pair.nouns) for pair in pairs}),
        "accuracy": float(np.mean(list(right.values()))),
        "exact_match": float(np.mean([words == pair.french for pair, words in written.items()])),
        "always_the_same": max(share_il, 1 - share_il),
        "genders_differ": {
            "n": sum(genders_differ(pair) for pair in pairs),
            "accuracy": float(np.mean([right[pair] for pair in pairs if genders_differ(pair)])),
        },
        "verb_pairs": {
            "n": len(couples),
            "both_right": float(np.mean([right[a] and right[b] for a, b in couples])),
        },
    }


def genders_differ(pair: Pair) -> bool:
    """Whether the two nouns of a pronoun sentence differ in gender: then the reading shows."""
    return NOUNS[pair.nouns[0]].gender != NOUNS[pair.nouns[1]].gender


def translate_all(model: Model, pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
    """Greedy translations, many sentences side by side, without the final ``<end>``."""
    written: list[tuple[str, ...]] = []
    for first in range(0, len(pairs), CHUNK):
        written += _translate_chunk(model, pairs[first : first + CHUNK])
    return written


def _translate_chunk(model: Model, pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
    source = to_batch(pairs).source
    source_mask = padding_mask(source, PADDING_ID)
    memory = encode(model, source, source_mask).output
    column = np.full((len(pairs), 1), FRENCH.ids[START])
    columns: list[np.ndarray] = []
    past: StackTrace | None = None
    finished = np.zeros(len(pairs), dtype=bool)
    while len(columns) < MAX_LENGTH and not finished.all():
        decoder = decode(model, column, memory, source_mask, past)
        past = decoder
        column = np.argmax(next_word_logits(model, decoder)[:, -1:], axis=-1)
        columns.append(column)
        finished |= column[:, 0] == FRENCH.ids[END]
    return [_until_end(FRENCH.decode(row)) for row in np.concatenate(columns, axis=1)]


def _until_end(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[: words.index(END)] if END in words else words


def _pronoun(words: Sequence[str]) -> str | None:
    """The word after *parce qu'*; ``None`` where the sentence has no such place."""
    for before, word in pairwise(words):
        if before == "qu'":
            return word
    return None
