"""Each head's statistics on one sentence, and gathered over many; all from explainer.inspect."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

import explainer
from experiments.alignment.gold import content_links
from experiments.translator.grammar import Pair
from explainer import inspect
from explainer.heads import MultiHeadTrace
from explainer.model import Config, Model
from explainer.tokenizer import START

SHUFFLES = 2  # shuffled copies of every row of weights, a sentence
EVEN_BINS = np.linspace(0, 1, 21)
RATIO_BINS = np.arange(-7, 4.5, 0.5)  # log2 of a weight divided by the row's even share


def sub_layers(config: Config) -> list[str]:
    """Every attention of a model, as `explainer.inspect` names it: encoder, decoder, cross."""
    return [
        *(f"encoder.{layer}.self_attention" for layer in range(config.encoder_layers)),
        *(f"decoder.{layer}.self_attention" for layer in range(config.decoder_layers)),
        *(f"decoder.{layer}.cross_attention" for layer in range(config.decoder_layers)),
    ]


@dataclass(frozen=True)
class Seen:
    """One sub-layer's attention on one sentence, with what its statistics need."""

    name: str
    pair: Pair
    attention: MultiHeadTrace
    stream: np.ndarray  # [who looks, d_model], what the sub-layer adds to

    @property
    def crossing(self) -> bool:
        """French looks at English: positions of rows and columns are not comparable."""
        return self.name.endswith("cross_attention")

    @property
    def weights(self) -> np.ndarray:
        """[heads, who looks, what is looked at], float64."""
        return np.asarray(self.attention.weights, dtype=np.float64)

    @property
    def allowed(self) -> np.ndarray:
        """bool [who looks, what is looked at]: what the mask leaves."""
        shape = self.weights.shape[1:]
        causal = self.name.startswith("decoder") and not self.crossing
        return explainer.causal_mask(shape[0]) if causal else np.ones(shape, dtype=bool)


def seen(model: Model, pair: Pair) -> Iterator[Seen]:
    """All sub-layers on one sentence and its right French (teacher forcing)."""
    trace = explainer.forward(
        model,
        model.source_vocabulary.encode(pair.english),
        model.target_vocabulary.encode([START, *pair.french]),
    )
    for name in sub_layers(model.config):
        stack, layer, kind = name.split(".")
        block = getattr(trace, stack).layers[int(layer)]
        stream = block.after_self_attention if kind == "cross_attention" else block.input
        yield Seen(name, pair, inspect.attention_of(trace, name), np.asarray(stream))


def looks(one: Seen, weights: np.ndarray) -> dict[str, np.ndarray]:
    """What the heads do, [heads] for each statistic; NaN where the sentence has no such place."""
    found = {
        "entropy": inspect.entropy(weights),
        "evenness": evenness(weights, one.allowed).mean(axis=-1),
        "largest": weights.max(axis=-1).mean(axis=-1),
        "first": inspect.on_first(weights),
        "last": weights[..., -1].mean(axis=-1),
    }
    nothing = np.full(weights.shape[0], np.nan)
    if one.crossing:
        links = content_links(one.pair)
        for name, late in (("to write", 0), ("just read", 1)):
            places = [weights[:, link.target + late, link.source] for link in links]
            found[name] = np.mean(places, axis=0) if places else nothing
        return found
    tokens = one.pair.english if one.name.startswith("encoder") else (START, *one.pair.french)
    repeats = len(set(tokens)) < len(tokens)
    return found | {
        "distance": inspect.mean_distance(weights),
        "previous": inspect.on_previous(weights),
        "itself": inspect.on_itself(weights),
        "next": inspect.on_next(weights),
        "duplicates": inspect.on_duplicates(weights, tokens) if repeats else nothing,
    }


def evenness(weights: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """[heads, rows]: a row's entropy over its largest possible one; rows without choice left out.

    0: all weight on one word; 1: the same weight on every word that the mask allows.
    """
    choice = allowed.sum(axis=-1) > 1
    bits = inspect.entropy(weights[:, choice, None, :])  # of each row by itself
    return np.asarray(bits / np.log2(allowed.sum(axis=-1)[choice]))


def rows_shuffled(one: Seen, seed: int) -> dict[str, np.ndarray]:
    """The same statistics with every row's weights at random places within the mask."""
    names = list(looks(one, one.weights))

    def stacked(weights: np.ndarray) -> np.ndarray:
        return np.stack([looks(one, weights)[name] for name in names])

    drawn = inspect.baseline(
        stacked, one.weights, "shuffled", one.allowed, draws=SHUFFLES, seed=seed
    )
    return dict(zip(names, drawn.mean(axis=0), strict=True))


def words_shuffled(pair: Pair, language: str) -> Pair:
    """The same sentence with the words of one language in random order, always the same one."""
    words = list(pair.english if language == "english" else pair.french)
    random.Random(f"{language} {' '.join(words)}").shuffle(words)
    shuffled = tuple(words)
    if language == "english":
        return replace(pair, english=shuffled)
    return replace(pair, french=shuffled)


class Gathered:
    """Statistics of every sub-layer over sentences; histograms of its rows and weights."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, list[np.ndarray]]] = defaultdict(
            partial(defaultdict, list)
        )
        self.counts: dict[str, dict[str, np.ndarray]] = defaultdict(dict)

    def add(self, one: Seen, statistics: dict[str, np.ndarray]) -> None:
        """One sentence more."""
        for name, numbers in statistics.items():
            self.values[one.name][name].append(numbers)

    def count(self, one: Seen) -> None:
        """Sort its rows by evenness, and its weights by how many times the even share they are."""
        choice = one.allowed.sum(axis=-1) > 1
        even = evenness(one.weights, one.allowed)
        share = 1 / one.allowed.sum(axis=-1, keepdims=True)
        with np.errstate(divide="ignore"):
            ratio = np.log2(one.weights / share)
        ratio = np.clip(ratio[:, one.allowed & choice[:, None]], RATIO_BINS[0], RATIO_BINS[-1])
        for key, numbers, bins in (("evenness", even, EVEN_BINS), ("ratio", ratio, RATIO_BINS)):
            found = np.stack(
                [
                    np.histogram(np.clip(row, 0, bins[-1]) if key == "evenness" else row, bins)[0]
                    for row in numbers
                ]
            )
            self.counts[one.name][key] = self.counts[one.name].get(key, 0) + found

    def means(self) -> dict[str, dict[str, list[float]]]:
        """Sub-layer → statistic → one mean a head, over the sentences that have it."""
        return {
            layer: {key: np.nanmean(rows, axis=0).tolist() for key, rows in found.items()}
            for layer, found in self.values.items()
        }

    def picked(self, stack: str, statistics: Sequence[str]) -> dict[str, dict[str, float]]:
        """Choose one of the stack's heads for a statistic on a single sentence: does it last?

        "there": its value on the sentence that chose it, the mean over all choosing sentences;
        "elsewhere": the same head on all others; "same_winner": share of sentences that choose the
        head which wins over all.
        """
        found = {}
        for statistic in statistics:
            layers = [name for name in self.values if name.startswith(stack)]
            table = np.concatenate([self.values[name][statistic] for name in layers], axis=-1)
            there, n = table.max(axis=-1), len(table)
            winner = table.argmax(axis=-1)
            elsewhere = (table.sum(axis=0)[winner] - there) / (n - 1)
            found[statistic] = {
                "there": float(there.mean()),
                "elsewhere": float(elsewhere.mean()),
                "same_winner": float((winner == table.mean(axis=0).argmax()).mean()),
            }
        return found

    def spread(self) -> dict[str, dict[str, list[list[float]]]]:
        """The 10th and 90th percentile over sentences, one pair a head."""
        return {
            layer: {
                key: np.nanquantile(rows, (0.1, 0.9), axis=0).T.tolist()
                for key, rows in found.items()
            }
            for layer, found in self.values.items()
        }

    def histograms(self) -> dict[str, dict[str, list[list[float]]]]:
        """Sub-layer → what → shares of each bin, one row a head."""
        return {
            layer: {
                key: (counts / counts.sum(axis=-1, keepdims=True)).tolist()
                for key, counts in found.items()
            }
            for layer, found in self.counts.items()
        }


def control(model: Model, pairs: Sequence[Pair], language: str | None = None) -> Gathered:
    """Statistics alone; with a language, its words come in random order (links follow them)."""
    gathered = Gathered()
    for pair in pairs:
        for one in seen(model, words_shuffled(pair, language) if language else pair):
            gathered.add(one, looks(one, one.weights))
    return gathered


def thumbnails(model: Model, pair: Pair) -> dict[str, np.ndarray]:
    """Every sub-layer's weights on one sentence, [heads, who looks, looked at], 255 for 1."""
    return {one.name: np.rint(one.weights * 255).astype(np.uint8) for one in seen(model, pair)}


def added(one: Seen) -> np.ndarray:
    """[heads]: length of what each head adds, over the length of the stream it is added to."""
    lengths = np.linalg.norm(np.asarray(one.attention.contributions), axis=-1)
    return np.asarray((lengths / np.linalg.norm(one.stream, axis=-1)).mean(axis=-1))


def overlaps(models: dict[int, Model], pairs: Iterable[Pair]) -> dict[str, Any]:
    """For two seeds, the weight that head i of one and head j of the other place alike.

    "0-1" → sub-layer → [heads, heads], the mean over rows and sentences; 1 is all of it. "0-0" and
    so on compare the heads of one model.
    """
    sums: dict[str, dict[str, np.ndarray]] = defaultdict(dict)
    n = 0
    for pair in pairs:
        weights = {s: {o.name: o.weights for o in seen(m, pair)} for s, m in models.items()}
        n += 1
        for a in models:
            for b in (b for b in models if b >= a):
                for name in weights[a]:
                    x, y = weights[a][name], weights[b][name]
                    alike = np.minimum(x[:, None], y[None]).sum(axis=-1).mean(axis=-1)
                    key = f"{a}-{b}"
                    sums[key][name] = sums[key].get(name, 0) + alike
    return {
        key: {name: (total / n).tolist() for name, total in found.items()}
        for key, found in sums.items()
    }
