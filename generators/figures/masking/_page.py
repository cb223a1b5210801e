"""What the figures about masking share: the running sentence, greedy writing, a mask as a grid."""

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes

import explainer
from experiments.translator.recipe import RUNNING
from explainer.tokenizer import END, START
from generators.kit.marks import Cells, Matrix, Words, matrix

SENTENCE = RUNNING["tired"]
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


def mask_picture(
    ax: Axes, x: float, y: float, allowed: Any, words: Words, cell: tuple[float, float], role: str
) -> Matrix:
    """A mask as a grid: filled where the row may look at the column, hatched where it may not."""
    mask = np.asarray(allowed, dtype=bool)
    even = np.full(mask.shape, 0.3)
    return matrix(ax, x, y, even, words, Cells(cell, digits=None, role=role), mask=mask, reads=())
