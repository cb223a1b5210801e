"""Search across sentences: which one says the same as the query, in other words?

Nothing is trained. The collection holds sentences of the translator's English, *the dog sees the
cow*; a query is one of them with other articles, *my dog sees a cow*. Beside each sentence its
reverse is in the collection too, *the cow sees the dog*: the same words, another meaning.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

from experiments.translator.data import ENGLISH, PADDING_ID
from experiments.translator.lexicon import NOUNS, VERBS
from experiments.translator.phrases import NounPhrase
from experiments.translator.sentences import transitive
from explainer.attention import padding_mask
from explainer.model import Model
from explainer.transformer import encode
from explainer.untrained import untrained

N_SENTENCES = 400  # half of them the reverse of the other half
SUBJECTS = tuple(name for name, noun in NOUNS.items() if noun.group in ("animal", "person"))
ARTICLES = ("a", "this", "my")
ACTIONS = tuple(name for name, verb in VERBS.items() if verb.english_third and name != "give")

Vectors = Callable[[np.ndarray], np.ndarray]  # ids [sentences, words] -> [sentences, width]


@dataclass(frozen=True)
class Collection:
    """Sentences and queries; query i says what sentence i says, ``reverse[i]`` is its reverse."""

    sentences: tuple[str, ...]
    queries: tuple[str, ...]
    reverse: np.ndarray


def collection() -> Collection:
    """The sentences, the same at every call."""
    source = random.Random("search")
    triples = [
        (one, verb, other)
        for one, other in permutations(SUBJECTS, 2)
        if one < other
        for verb in ACTIONS
    ]
    chosen = source.sample(triples, N_SENTENCES // 2)
    both = [*chosen, *((other, verb, one) for one, verb, other in chosen)]
    half = len(chosen)
    reverse = np.array([*range(half, 2 * half), *range(half)])
    sentences = [_said(triple, ("the", "the")) for triple in both]
    queries = [_said(triple, source.choices(ARTICLES, k=2)) for triple in both]
    return Collection(tuple(sentences), tuple(queries), reverse)


def _said(triple: tuple[str, str, str], articles: Sequence[str]) -> str:
    subject, verb, other = triple
    phrases = NounPhrase(subject, articles[0]), NounPhrase(other, articles[1])
    return " ".join(transitive(phrases[0], verb, phrases[1]).english)


def word_counts(ids: np.ndarray) -> np.ndarray:
    """How often each word is in the sentence."""
    return np.stack([np.bincount(row, minlength=len(ENGLISH)) for row in ids]).astype(float)


def mean_rows(model: Model) -> Vectors:
    """The mean of the words' embedding rows: no layer, no order."""
    table = np.asarray(model.parameters["source_embedding"])
    return lambda ids: np.asarray(table[ids].mean(axis=1))


def mean_output(model: Model) -> Vectors:
    """The mean of what the encoder makes of the words."""

    def vectors(ids: np.ndarray) -> np.ndarray:
        return np.asarray(encode(model, ids, padding_mask(ids, PADDING_ID)).output.mean(axis=1))

    return vectors


def similarities(vectors: Vectors, found: Collection) -> np.ndarray:
    """Cosine of each query with each sentence, [queries, sentences].

    The mean of all sentences is taken off first: it is what all of them have in common.
    """
    sides = []
    kept = vectors(np.stack([ENGLISH.encode(text.split()) for text in found.sentences]))
    for texts in (found.queries, found.sentences):
        vector = vectors(np.stack([ENGLISH.encode(text.split()) for text in texts]))
        centred = vector - kept.mean(axis=0)
        sides.append(centred / np.linalg.norm(centred, axis=1, keepdims=True))
    return np.asarray(sides[0] @ sides[1].T)


def summary(scores: np.ndarray, reverse: np.ndarray) -> dict[str, float]:
    """Shares of queries whose right sentence is first, is or has its reverse first, and beats it.

    Equal scores share the place: a tie of two counts as half.
    """
    n = len(scores)
    rounded = scores.round(6)  # sums in another order differ in the last digit
    best = rounded.max(axis=1, keepdims=True)
    first = (rounded == best) / (rounded == best).sum(axis=1, keepdims=True)
    right, turned = rounded[np.arange(n), np.arange(n)], rounded[np.arange(n), reverse]
    return {
        "first": float(first[np.arange(n), np.arange(n)].mean()),
        "either": float((first[np.arange(n), np.arange(n)] + first[np.arange(n), reverse]).mean()),
        "above_reverse": float(((right > turned) + 0.5 * (right == turned)).mean()),
    }


def hits(scores: np.ndarray, found: Collection, query: int, n: int = 3) -> list[dict[str, Any]]:
    """The first ``n`` sentences for one query."""
    order = np.argsort(-scores[query], kind="stable")[:n]
    return [{"text": found.sentences[i], "score": float(scores[query, i])} for i in order]


def control_vectors(model: Model, seed: int) -> dict[str, Vectors]:
    """What the encoder is compared with: its table alone, and the same shape never trained."""
    return {"rows": mean_rows(model), "untrained": mean_output(untrained(model, seed))}
