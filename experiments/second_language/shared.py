"""What the two languages share in one model: vectors, rows of attention, the reading of *it*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from experiments.second_language.languages import LANGUAGES, TOGETHER, Task
from experiments.second_language.measure import kind_of, write
from experiments.translator.controls import RIDGE, fitting_sentences, is_subject
from experiments.translator.data import PADDING_ID, held_out_sample
from experiments.translator.grammar import Pair, minimal_pairs, pronoun_sentences
from experiments.translator.recipe import PRONOUN
from explainer.attention import padding_mask
from explainer.model import Model
from explainer.transformer import encode, forward

N_SENTENCES = 1000  # whose vectors are exchanged
N_FIT = 6000  # pronoun sentences of the training side that a read-out is fitted on
FRENCH, GERMAN = TOGETHER["French"], TOGETHER["German"]


def memory(model: Model, task: Task, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """The encoder's output [sentences, source, d_model], and its mask."""
    source = task.sources(pairs)
    mask = padding_mask(source, PADDING_ID)
    return np.asarray(encode(model, source, mask).output), mask


def moved(model: Model) -> dict[str, float]:
    """How far another language moves the vector of *it*, against another last word (tired, wide).

    Mean of the held-out minimal pairs: distance by language over distance by reading.
    """
    couples = minimal_pairs()
    first, second = ([couple[number] for couple in couples] for number in (0, 1))
    french, _ = memory(model, FRENCH, first)
    german, _ = memory(model, GERMAN, first)
    other, _ = memory(model, GERMAN, second)
    rows = np.arange(len(first))
    place = [GERMAN.english(pair).index(PRONOUN) for pair in first]
    by_language = np.linalg.norm(french[rows, place] - german[rows, place], axis=-1)
    by_reading = np.linalg.norm(other[rows, place] - german[rows, place], axis=-1)
    return {"by_language": float(by_language.mean()), "by_reading": float(by_reading.mean())}


def exchanged(model: Model) -> dict[str, dict[str, float]]:
    """Words' vectors of one language with the token's vector of the other: what is written?

    For each language of the token's vector: the share of held-out sentences that come out
    faultless in it, and in the language that the words were read for.
    """
    pairs = held_out_sample(N_SENTENCES)
    found = {}
    for of_token, of_words in ((FRENCH, GERMAN), (GERMAN, FRENCH)):
        read, mask = memory(model, of_words, pairs)
        read = read.copy()
        read[:, 0] = memory(model, of_token, pairs)[0][:, 0]
        written = write(model, read, mask)
        found[of_token.language.name] = {
            "of_token": _share(written, of_token, pairs),
            "of_words": _share(written, of_words, pairs),
        }
    return found


def _share(written: Sequence[tuple[str, ...]], task: Task, pairs: Sequence[Pair]) -> float:
    wanted = (task.language.translated(pair) for pair in pairs)
    return float(np.mean([a == b for a, b in zip(written, wanted, strict=True)]))


def pronoun_rows(model: Model, task: Task, pairs: Sequence[Pair]) -> np.ndarray:
    """Cross-attention where the right pronoun is written, [sentences, layers, heads, source].

    Source counts the words of the longest sentence, the language's token among them.
    """
    batch = task.batch(pairs)
    trace = forward(model, batch.source, batch.target, padding_mask(batch.source, PADDING_ID))
    layers = [np.asarray(b.cross_attention.weights) for b in trace.decoder.layers]  # type: ignore[union-attr]
    stacked = np.stack(layers, axis=1)  # [sentences, layers, heads, target, source]
    places = [task.language.place_of_pronoun(pair) for pair in pairs]
    return stacked[np.arange(len(pairs)), :, :, places]


def overlap(model: Model) -> dict[str, float]:
    """How much of the rows of il or elle and of er, sie or es is the same, of 1; held-out pairs.

    ``same_head``: each head with itself; ``other_head``: with the others of its layer;
    ``other_reading``: with itself in the sentence with the other last word.
    """
    couples = minimal_pairs()
    first, second = ([couple[number] for couple in couples] for number in (0, 1))
    french = pronoun_rows(model, FRENCH, first)
    german, other = (pronoun_rows(model, GERMAN, pairs) for pairs in (first, second))
    n_heads = french.shape[2]
    turned = [np.roll(german, by, axis=2) for by in range(1, n_heads)]
    return {
        "same_head": _common(french, german),
        "other_head": float(np.mean([_common(french, rows) for rows in turned])),
        "other_reading": _common(french, other),
    }


def _common(one: np.ndarray, two: np.ndarray) -> float:
    return float(np.minimum(one, two).sum(axis=-1).mean())


def reading(model: Model, task: Task, asked_by: str | None = None) -> dict[str, float]:
    """Is *it* the subject? A linear read-out of the encoder's vectors, by kind of noun pair.

    It sees the vectors of both nouns, of *it* and of the last word side by side, is fitted on
    sentences of the training side, with ``asked_by`` on those alone whose nouns differ in gender in
    that language, and asked about all that are held out.
    """
    fit, test = _known(asked_by), pronoun_sentences("held out")
    x, y = _features(model, task, fit), _features(model, task, test)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-3
    x, y = (np.c_[(values - mean) / spread, np.ones(len(values))] for values in (x, y))
    labels = np.array([1.0 if is_subject(pair) else -1.0 for pair in fit])
    weights = np.linalg.solve(x.T @ x + RIDGE * len(x) * np.eye(x.shape[1]), x.T @ labels)
    right: dict[str, list[bool]] = defaultdict(list)
    for pair, score in zip(test, y @ weights, strict=True):
        right[kind_of(pair)].append((score > 0) == is_subject(pair))
    return {kind: float(np.mean(answers)) for kind, answers in sorted(right.items())}


@cache
def _known(asked_by: str | None) -> list[Pair]:
    """Sentences to fit on: nobody changes the list."""
    known = fitting_sentences()
    if asked_by:
        known = [pair for pair in known if LANGUAGES[asked_by].genders_differ(pair)]
    return known[:N_FIT]


def _features(model: Model, task: Task, pairs: Sequence[Pair]) -> np.ndarray:
    """[sentences, 4·d_model]: the encoder's output at both nouns, at *it* and at the last word."""
    output, _ = memory(model, task, pairs)
    rows = np.arange(len(pairs))[:, None]
    places = [
        [*(words.index(noun) for noun in pair.nouns), words.index(PRONOUN), len(words) - 1]
        for pair in pairs
        for words in [task.english(pair)]
    ]
    return output[rows, places].reshape(len(pairs), -1)


def running(model: Model) -> list[dict[str, Any]]:
    """The running sentence with both endings into both languages, and the pronoun's rows."""
    found = []
    for pair in minimal_pairs()[0]:
        for name, task in TOGETHER.items():
            read, mask = memory(model, task, [pair])
            rows = pronoun_rows(model, task, [pair])[0]
            found.append(
                {
                    "language": name,
                    "english": list(task.english(pair)),
                    "written": list(write(model, read, mask)[0]),
                    "place": task.language.place_of_pronoun(pair),
                    "rows": np.round(rows, 4).tolist(),  # [layers, heads, words]
                }
            )
    return found
