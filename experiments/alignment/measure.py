"""Where cross-attention puts its largest weight, against the lexicon, over held-out sentences."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from experiments.alignment.gold import Link, content_links
from experiments.translator.data import PADDING_ID, to_batch
from experiments.translator.grammar import Pair
from explainer.attention import padding_mask
from explainer.model import Model
from explainer.transformer import forward

CHUNK = 100  # sentences side by side


def cross_weights(model: Model, pairs: Sequence[Pair]) -> Iterator[np.ndarray]:
    """For each sentence, the weights [layers, heads, target rows, source] of its right French.

    Row i is the one that predicts French word i.
    """
    for first in range(0, len(pairs), CHUNK):
        chunk = pairs[first : first + CHUNK]
        batch = to_batch(chunk)
        trace = forward(model, batch.source, batch.target, padding_mask(batch.source, PADDING_ID))
        layers = [np.asarray(b.cross_attention.weights) for b in trace.decoder.layers]  # type: ignore[union-attr]
        stacked = np.stack(layers, axis=1)  # [sentences, layers, heads, target, source]
        for weights, pair in zip(stacked, chunk, strict=True):
            yield weights[:, :, : len(pair.french) + 1, : len(pair.english)]


def views(weights: np.ndarray) -> dict[str, np.ndarray]:
    """[layers, heads, rows, source] -> every single head, every layer's mean, the mean of all."""
    named = {"mean": weights.mean(axis=(0, 1))}
    for layer, heads in enumerate(weights):
        named[f"layer {layer + 1}"] = heads.mean(axis=0)
        for head, single in enumerate(heads):
            named[f"layer {layer + 1}, head {head + 1}"] = single
    return named


def alignment(model: Model, pairs: Sequence[Pair], offset: int = 0) -> dict[str, Any]:
    """Share of content words whose row has its largest weight on the right English word.

    ``offset`` 1 reads the row whose input is the word, one too late.
    """
    right: dict[str, list[bool]] = {}
    links: list[Link] = []
    for weights, pair in zip(cross_weights(model, pairs), pairs, strict=True):
        found = content_links(pair)
        links += found
        for name, view in views(weights).items():
            largest = view.argmax(axis=-1)
            right.setdefault(name, []).extend(
                bool(largest[link.target + offset] == link.source) for link in found
            )
    crossing = np.array([link.reordered for link in links])
    return {
        name: {
            "all": float(np.mean(hits)),
            "reordered": float(np.mean(np.array(hits)[crossing])),
            "in_order": float(np.mean(np.array(hits)[~crossing])),
        }
        for name, hits in right.items()
    }


def counts(pairs: Sequence[Pair]) -> dict[str, int]:
    """How many sentences, content words and reordered ones were looked at."""
    links = [link for pair in pairs for link in content_links(pair)]
    return {
        "sentences": len(pairs),
        "words": len(links),
        "reordered": sum(link.reordered for link in links),
    }


def baselines(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """What needs no model: one fixed position, the word's own position, a random one."""
    rows = [(link, len(pair.english)) for pair in pairs for link in content_links(pair)]
    crossing = np.array([link.reordered for link, _ in rows])
    source = np.array([link.source for link, _ in rows])
    best = int(np.bincount(source).argmax())
    hits = {
        "always the same position": source == best,
        "the French word's own position": source == np.array([link.target for link, _ in rows]),
        "a random position": np.array([1 / length for _, length in rows]),
    }
    return {
        name: {
            "all": float(np.mean(hit)),
            "reordered": float(np.mean(hit[crossing])),
            "in_order": float(np.mean(hit[~crossing])),
        }
        for name, hit in hits.items()
    }


def shuffled(pairs: Sequence[Pair], seed: int = 0) -> list[Pair]:
    """The same sentences with their English words in random order; the links follow the words."""
    generator = random.Random(seed)
    return [
        dataclasses.replace(pair, english=tuple(generator.sample(pair.english, len(pair.english))))
        for pair in pairs
    ]
