"""What the figures about masking share: the running sentence and greedy writing."""

from functools import cache
from typing import Any

import numpy as np

import explainer
from experiments.translator.recipe import ENDINGS, RUNNING
from explainer.tokenizer import END, START

SENTENCE = RUNNING[ENDINGS[0]]
SHORT = "the cow is tired"  # a sentence that a batch has to fill up
Array = np.ndarray[Any, Any]


@cache
def translator() -> explainer.Model:
    """The translator with four heads."""
    return explainer.load("translator")


@cache
def running_translation() -> explainer.Translation:
    """The running sentence as the translator writes it."""
    return explainer.translate(translator(), SENTENCE)


def decoder_input() -> tuple[str, ...]:
    """What the decoder reads while it writes the running sentence: <start> and the words."""
    return (START, *running_translation().tokens[:-1])


def next_words(logits: Any) -> Array:
    """Probabilities of the next word, float64."""
    probabilities: Array = explainer.softmax(np.asarray(logits, dtype=np.float64))
    return probabilities


def write_greedily(
    model: explainer.Model, source: Array, source_mask: Array | None, longest: int = 24
) -> list[tuple[str, ...]]:
    """Translate a batch [sentences, source] with or without its padding mask."""
    memory = explainer.encode(model, source, source_mask).output
    column = np.full((len(source), 1), model.target_vocabulary.ids[START])
    columns, past = [], None
    for _ in range(longest):
        past = explainer.decode(model, column, memory, source_mask, past)
        logits = past.output[:, -1:] @ model.parameters["target_embedding"].T
        column = np.argmax(logits, axis=-1)
        columns.append(column)
    rows = (model.target_vocabulary.decode(row) for row in np.concatenate(columns, axis=1))
    return [words[: words.index(END)] if END in words else words for words in rows]
