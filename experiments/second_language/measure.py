"""What an arm gets right on unseen sentences, and the pronoun by what each language asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from experiments.second_language.languages import LANGUAGES, Task
from experiments.translator.data import PADDING_ID, held_out_sample
from experiments.translator.evaluate import CHUNK, N_HELD_OUT
from experiments.translator.grammar import Pair, minimal_pairs, pronoun_sentences
from experiments.translator.held_out import Unseen
from explainer.attention import padding_mask
from explainer.generate import MAX_LENGTH
from explainer.model import Model
from explainer.tokenizer import END, START
from explainer.transformer import StackTrace, decode, encode, next_word_logits

Words = tuple[str, ...]


def scores(model: Model, task: Task, side: Unseen = "held out") -> dict[str, Any]:
    """Share of unseen sentences without a fault, and of right pronouns by kind of noun pair."""
    pairs = held_out_sample(N_HELD_OUT, side)
    right = [
        words == task.language.translated(pair)
        for pair, words in zip(pairs, translate_all(model, task, pairs), strict=True)
    ]
    return {
        "exact": float(np.mean(right)),
        "pronouns": pronouns(model, task, side),
        "running": running(model, task),
    }


def running(model: Model, task: Task) -> float:
    """The share of both running sentences without a fault."""
    pairs = minimal_pairs()[0]
    written = translate_all(model, task, pairs)
    return float(
        np.mean(
            [words == task.language.translated(p) for p, words in zip(pairs, written, strict=True)]
        )
    )


def kind_of(pair: Pair) -> str:
    """In which of the languages the two nouns differ in gender."""
    differ = [name for name, language in LANGUAGES.items() if language.genders_differ(pair)]
    return " and ".join(differ) or "neither"


def pronouns(model: Model, task: Task, side: Unseen) -> dict[str, dict[str, float]]:
    """For every kind of noun pair: how many sentences, and the share of right pronouns.

    ``other``: the share with the pronoun of the other noun, where that is a wrong one.
    """
    pairs = pronoun_sentences(side)
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for pair, words in zip(pairs, translate_all(model, task, pairs), strict=True):
        wrote = pronoun_in(task, words)
        right = wrote == pronoun_in(task, task.language.translated(pair))
        of_other = not right and wrote == pronoun_in(task, task.language.translated(swapped(pair)))
        found[kind_of(pair)].append((right, of_other))
    return {
        kind: {
            "n": len(answers),
            "noun_pairs": len({frozenset(pair.nouns) for pair in pairs if kind_of(pair) == kind}),
            "right": float(np.mean([right for right, _ in answers])),
            "other": float(np.mean([other for _, other in answers])),
        }
        for kind, answers in sorted(found.items())
    }


def swapped(pair: Pair) -> Pair:
    """The same English with the other noun as what *it* stands for, and its French pronoun."""
    first, second = pair.nouns
    other = second if pair.antecedent == first else first
    pronoun = "elle" if LANGUAGES["French"].gender(other) == "f" else "il"
    place = pair.french.index("qu'") + 1
    french = (*pair.french[:place], pronoun, *pair.french[place + 1 :])
    return Pair(pair.english, french, pair.kind, pair.nouns, other)


def pronoun_in(task: Task, words: Sequence[str]) -> str | None:
    """The word after *qu'* or *weil*; ``None`` where a translation has none."""
    return next((word for before, word in pairwise(words) if before == task.language.because), None)


def translate_all(model: Model, task: Task, pairs: Sequence[Pair]) -> list[Words]:
    """Greedy translations, many side by side, without the final ``<end>``."""
    written: list[Words] = []
    for first in range(0, len(pairs), CHUNK):
        source = task.sources(pairs[first : first + CHUNK])
        mask = padding_mask(source, PADDING_ID)
        written += write(model, encode(model, source, mask).output, mask)
    return written


def write(model: Model, memory: np.ndarray, mask: np.ndarray) -> list[Words]:
    """Greedy words from the encoder's output [sentences, source, d_model]."""
    words = model.target_vocabulary
    column = np.full((len(memory), 1), words.ids[START])
    columns: list[np.ndarray] = []
    past: StackTrace | None = None
    finished = np.zeros(len(memory), dtype=bool)
    while len(columns) < MAX_LENGTH and not finished.all():
        past = decode(model, column, memory, mask, past)
        column = np.argmax(next_word_logits(model, past)[:, -1:], axis=-1)
        columns.append(column)
        finished |= column[:, 0] == words.ids[END]
    rows = [words.decode(row) for row in np.concatenate(columns, axis=1)]
    return [row[: row.index(END)] if END in row else row for row in rows]
