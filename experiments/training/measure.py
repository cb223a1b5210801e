"""One model on held-out sentences: with the right prefix given, and writing by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.alignment.gold import content_links
from experiments.alignment.measure import alignment
from experiments.translator.data import PADDING_ID, to_batch
from experiments.translator.evaluate import translate_all
from experiments.translator.grammar import Pair
from explainer.attention import padding_mask
from explainer.model import Model
from explainer.tokenizer import END
from explainer.transformer import forward


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """The logarithm of the probabilities of the last axis, in nats."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def edits(written: Sequence[str], right: Sequence[str]) -> int:
    """The fewest words to replace, leave out or put in that make one sequence the other."""
    row = list(range(len(right) + 1))
    for i, word in enumerate(written, start=1):
        diagonal, row[0] = row[0], i
        for j, wanted in enumerate(right, start=1):
            diagonal, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, diagonal + (word != wanted)),
            )
    return row[-1]


def independent(next_word: float, lengths: Sequence[int]) -> float:
    """The share of whole sentences right if each word were right by itself with one chance."""
    return float(np.mean([next_word**length for length in lengths]))


def after_first(right: Sequence[bool]) -> list[bool]:
    """What comes after the first False; empty where there is none."""
    found = list(right)
    return found[found.index(False) + 1 :] if False in found else []


def measure(model: Model, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Loss, next words, whole sentences by kind, what follows a first mistake, alignment.

    ``content_word`` is the share of next words right among the words that ``alignment`` looks at.
    ``given`` is under teacher forcing, ``written`` when the model goes on from its own words.
    """
    batch = to_batch(pairs)
    mask = padding_mask(batch.source, PADDING_ID)
    chances = log_softmax(forward(model, batch.source, batch.target, mask).logits)
    real = batch.expected != PADDING_ID
    of_right = np.take_along_axis(chances, batch.expected[..., None], axis=-1)[..., 0]
    best = chances.argmax(axis=-1)
    given = [list(row[keep]) for row, keep in zip(best == batch.expected, real, strict=True)]
    wanted = [(*pair.french, END) for pair in pairs]
    written = [(*words, END) for words in translate_all(model, pairs)]
    exact = [words == right for words, right in zip(written, wanted, strict=True)]
    agree = [
        [i < len(words) and words[i] == word for i, word in enumerate(right)]
        for words, right in zip(written, wanted, strict=True)
    ]
    next_word = float(np.mean(np.concatenate(given)))
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for pair, whole in zip(pairs, exact, strict=True):
        by_kind[pair.kind].append(whole)
    return {
        "loss": float(-of_right[real].mean()),
        "next_word": next_word,
        "content_word": share(
            [
                [row[link.target] for link in content_links(pair)]
                for row, pair in zip(given, pairs, strict=True)
            ]
        ),
        "all_given_right": float(np.mean([all(row) for row in given])),
        "exact_match": float(np.mean(exact)),
        "if_independent": independent(next_word, [len(right) for right in wanted]),
        "by_kind": {kind: float(np.mean(rights)) for kind, rights in sorted(by_kind.items())},
        "first_mistake_at_the_same_word": all(
            row.index(False) == own.index(False)
            for row, own in zip(given, agree, strict=True)
            if False in row
        ),
        "with_a_mistake": sum(not whole for whole in exact),
        "after_first_given": share([after_first(row) for row in given]),
        "after_first_written": share([after_first(row) for row in agree]),
        "mistakes_given": float(np.mean([row.count(False) for row in given])),
        "edits_written": float(
            np.mean([edits(words, right) for words, right in zip(written, wanted, strict=True)])
        ),
        "alignment": {
            name: found
            for name, found in alignment(model, pairs).items()
            if name.startswith("layer") and "head" not in name
        },
    }


def share(rows: Sequence[Sequence[bool]]) -> float | None:
    """The share of True in all rows together, None where they are all empty."""
    every = [item for row in rows for item in row]
    return float(np.mean(every)) if every else None
