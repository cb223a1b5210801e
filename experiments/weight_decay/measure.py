"""How sharp a translator's attention is, where it looks, and what one head's absence costs."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

import explainer
from experiments.alignment.gold import content_links
from experiments.alignment.measure import cross_weights
from experiments.head_removal.removal import Head, Sentences, score, without
from experiments.head_roles.measure import evenness, seen
from experiments.translator.data import held_out_sample
from experiments.translator.evaluate import genders_differ
from experiments.translator.grammar import minimal_pairs, pronoun_sentences
from experiments.translator.held_out import Unseen
from experiments.translator.recipe import PRONOUN
from experiments.translator.sentences import Pair
from explainer.model import Model

N_EVEN = 300  # sentences, for evenness
N_ALIGNED = 1000  # sentences, for the right word
N_REMOVAL = (500, 300)  # sentences, and pronoun sentences of two genders, without a head


def attention_on(model: Model, side: Unseen) -> dict[str, Any]:
    """What attention looks like on one side of the split: evenness, weight on the right word."""
    pairs = held_out_sample(N_ALIGNED, side)
    return {
        "evenness": evenness_by_layer(model, pairs[:N_EVEN]),
        "right_word": on_the_right_word(model, pairs),
        "pronoun_rows": pronoun_rows(model, side),
    }


def evenness_by_layer(model: Model, pairs: Sequence[Pair]) -> dict[str, float]:
    """Each sub-layer: entropy of a row over the largest it could have, mean of rows and heads."""
    rows: dict[str, list[float]] = defaultdict(list)
    for pair in pairs:
        for one in seen(model, pair):
            rows[one.name] += evenness(one.weights, one.allowed).mean(axis=0).tolist()
    return {name: float(np.mean(values)) for name, values in rows.items()}


def on_the_right_word(model: Model, pairs: Sequence[Pair]) -> dict[str, float]:
    """Cross-attention in the rows that write content words, mean of all layers and heads.

    share: weight on the right English word; largest: how often no word has more; even: the
    share if every word had the same weight.
    """
    share, largest, even = [], [], []
    for weights, pair in zip(cross_weights(model, pairs), pairs, strict=True):
        mean = weights.mean(axis=(0, 1))
        for link in content_links(pair):
            share.append(mean[link.target, link.source])
            largest.append(mean[link.target].argmax() == link.source)
            even.append(1 / len(pair.english))
    return {
        "share": float(np.mean(share)),
        "largest": float(np.mean(largest)),
        "even": float(np.mean(even)),
        "words": len(share),
    }


def pronoun_rows(model: Model, side: Unseen) -> dict[str, dict[str, Any]]:
    """Where the row that writes the pronoun looks, where the reading decides; each reading.

    For each layer the largest weight of a head on the noun that *it* stands for, on the other noun
    and on the adjective, means over sentences; and how often the mean of all layers and heads has
    its largest weight on the noun.
    """
    pairs = [pair for pair in pronoun_sentences(side) if genders_differ(pair)]
    found: dict[str, dict[str, list[Any]]] = {
        reading: defaultdict(list) for reading in ("subject", "object")
    }
    for weights, pair in zip(cross_weights(model, pairs), pairs, strict=True):
        row = weights[:, :, pair.french.index("qu'") + 1]  # [layers, heads, words]
        nouns = [pair.english.index(noun) for noun in pair.nouns]
        is_subject = pair.antecedent == pair.nouns[0]
        its, other = nouns if is_subject else nouns[::-1]
        rows = found["subject" if is_subject else "object"]
        for name, place in (("its noun", its), ("other noun", other), ("adjective", -1)):
            rows[name].append(row[:, :, place].max(axis=-1))
        rows["largest"].append(row.mean(axis=(0, 1)).argmax() == its)
    return {
        reading: {name: np.mean(values, axis=0).tolist() for name, values in rows.items()}
        | {"n": len(rows["largest"])}
        for reading, rows in found.items()
    }


def running() -> dict[str, Pair]:
    """The running sentence with its endings: the first held-out minimal pair."""
    return {pair.english[-1]: pair for pair in minimal_pairs()[0]}


def looks(model: Model) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The running sentence: who looks where in the row that writes the pronoun, and in *it*'s.

    One entry a head: its layer and number (from 0), the word with its largest weight, that weight.
    """
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for ending, pair in running().items():
        writes = pair.french.index("qu'") + 1  # the row that predicts it
        of_it = pair.english.index(PRONOUN)
        crossing = next(cross_weights(model, [pair]))[:, :, writes]  # [layers, heads, words]
        encoder = [
            np.asarray(one.weights)[:, of_it]
            for one in seen(model, pair)
            if one.name.startswith("encoder")
        ]
        found[ending] = {
            "cross": _largest(crossing, pair.english),
            "encoder": _largest(np.stack(encoder), pair.english),
        }
    return found


def _largest(rows: np.ndarray, words: Sequence[str]) -> list[dict[str, Any]]:
    """Rows [layers, heads, words] -> the word of the largest weight, counted where it is twice."""
    return [
        {
            "layer": layer,
            "head": head,
            "word": words[row.argmax()],
            "position": int(row.argmax()),
            "weight": float(row.max()),
        }
        for layer, heads in enumerate(rows)
        for head, row in enumerate(heads)
    ]


def strongest(found: Sequence[dict[str, Any]]) -> Head:
    """The head of cross-attention with the largest weight in a row."""
    best = max(found, key=lambda one: one["weight"])
    return Head(f"decoder.{best['layer']}.cross_attention", best["head"])


def removal(model: Model, side: Unseen) -> dict[str, Any]:
    """What is left without the head that looks most sharply where each pronoun is written."""
    on = removal_sentences(side)
    found: dict[str, Any] = {"whole": score(model, on)}
    rows = looks(model)
    for ending, pair in running().items():
        head = strongest(rows[ending]["cross"])
        changed = without(model, [head])
        written = explainer.translate(changed, " ".join(pair.english)).text
        found[ending] = {
            "sub_layer": head.sub_layer,
            "head": head.number,
            **score(changed, on),
            "running": written,
        }
    return found


def removal_sentences(side: Unseen) -> Sentences:
    """The same sentences for every model; pronouns only where the reading decides them."""
    pronouns = [pair for pair in pronoun_sentences(side) if genders_differ(pair)]
    drawn = random.Random(f"weight decay {side}").sample(pronouns, N_REMOVAL[1])
    return Sentences(held_out_sample(N_REMOVAL[0], side), drawn, [])
