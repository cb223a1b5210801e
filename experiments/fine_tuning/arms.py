"""What is compared: each arm takes labelled sentences and returns what answers for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from experiments.fine_tuning.learners import (
    TABLE,
    Answer,
    Features,
    Parameters,
    encoder_of,
    from_scratch,
    mean_output,
    mean_row,
    train_read_out,
    train_whole,
    word_counts,
)
from experiments.fine_tuning.look_ups import last_word, look_up, verb_and_adjective
from explainer.model import Model

RATE, HIGHER = 1e-3, 3e-3  # for what was trained already; for new numbers, and there both


@dataclass(frozen=True)
class Given:
    """Labelled sentences; the translator of one seed; the seed of everything else."""

    ids: np.ndarray
    labels: np.ndarray
    model: Model
    seed: int


Arm = Callable[[Given], Answer]


def _read_out(
    features: Callable[[Parameters], Features], is_trained: bool, hidden: bool, given: Given
) -> Answer:
    encoder = encoder_of(given.model) if is_trained else from_scratch(given.seed)
    return train_read_out(features(encoder), given.ids, given.labels, given.seed, hidden)


def _bag_of_words(given: Given) -> Answer:
    return train_read_out(word_counts(), given.ids, given.labels, given.seed)


def _fine_tuned(given: Given) -> Answer:
    return train_whole(encoder_of(given.model), given.ids, given.labels, RATE, given.seed)


def _shuffled(given: Given) -> Answer:
    labels = np.random.default_rng(given.seed).permutation(given.labels)
    return train_whole(encoder_of(given.model), given.ids, labels, RATE, given.seed)


def _scratch(rate: float, given: Given) -> Answer:
    return train_whole(from_scratch(given.seed), given.ids, given.labels, rate, given.seed)


def _table_only(given: Given) -> Answer:
    encoder = from_scratch(given.seed) | {TABLE: encoder_of(given.model)[TABLE]}
    return train_whole(encoder, given.ids, given.labels, HIGHER, given.seed)


# A read-out of something trained: every seed of the translator with every seed of the labels.
CROSSED: dict[str, Arm] = {
    "mean of trained rows": partial(_read_out, mean_row, True, False),
    "mean of trained rows, hidden layer": partial(_read_out, mean_row, True, True),
    "trained encoder, read-out": partial(_read_out, mean_output, True, False),
}
# The rest: one seed of everything, that of the translator with it.
PAIRED: dict[str, Arm] = {
    "look-up of the last word": lambda given: look_up(last_word, given.ids, given.labels),
    "look-up of verb and adjective": lambda given: look_up(
        verb_and_adjective, given.ids, given.labels
    ),
    "bag of words": _bag_of_words,
    "mean of untrained rows, hidden layer": partial(_read_out, mean_row, False, True),
    "untrained encoder, read-out": partial(_read_out, mean_output, False, False),
    "from scratch": partial(_scratch, RATE),
    "from scratch, higher rate": partial(_scratch, HIGHER),
    "trained table, new layers": _table_only,
    "fine-tuned": _fine_tuned,
    "fine-tuned, labels shuffled": _shuffled,
}
ARMS = CROSSED | PAIRED
WHOLE = (  # seconds each, the others parts of a second
    "from scratch",
    "from scratch, higher rate",
    "trained table, new layers",
    "fine-tuned",
    "fine-tuned, labels shuffled",
)
# Without anything of the translator: a new one does not change what they answer.
WITHOUT = tuple(
    name
    for name in PAIRED
    if name.startswith(("look-up", "bag of words", "from scratch")) or "untrained" in name
)
OF_LENGTH = tuple(  # of the question that nothing prepares for: no table, no look-up
    name
    for name in ARMS
    if not name.startswith(("look-up", "mean", "trained table")) and "shuffled" not in name
)
