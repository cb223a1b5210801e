"""Remove heads from a translator and measure what is left of it."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

import explainer
from experiments.translator.data import PADDING_ID, held_out_sample, to_batch
from experiments.translator.evaluate import translate_all
from experiments.translator.grammar import Pair, held_out_pronoun_sentences
from experiments.translator.recipe import RUNNING
from explainer.attention import padding_mask
from explainer.model import Model

N_SENTENCES = 500  # held out, for every reported exact match
N_PRONOUN = 200  # drawn once from all held-out pronoun sentences
N_CHOOSING = 120  # other held-out sentences: they choose the greedy order and are not reported
COUNTS = (0, 1, 2, 3, 4, 6, 8, 10, 12, 16, 24)  # heads removed, where curves are measured


@dataclass(frozen=True, order=True)
class Head:
    """One head: its sub-layer, as the parameters name it, and its number, counted from 0."""

    sub_layer: str
    number: int


@dataclass(frozen=True)
class Sentences:
    """What everything is measured on; the same for every model."""

    reported: Sequence[Pair]
    pronoun: Sequence[Pair]
    choosing: Sequence[Pair]


def sentences() -> Sentences:
    """Held-out sentences, always the same; no sentence both chooses and is reported."""
    pairs = held_out_sample(N_SENTENCES + N_CHOOSING)
    pronoun = random.Random("head removal").sample(held_out_pronoun_sentences(), N_PRONOUN)
    return Sentences(pairs[:N_SENTENCES], pronoun, pairs[N_SENTENCES:])


def heads_of(model: Model) -> list[Head]:
    """Every head, in the order in which the model uses them."""
    suffix = ".query"
    return [
        Head(name.removesuffix(suffix), number)
        for name in explainer.parameter_shapes(model.config)
        if name.endswith(f"attention{suffix}")
        for number in range(model.config.n_heads)
    ]


def without(model: Model, heads: Iterable[Head]) -> Model:
    """The same model, with nothing of these heads reaching the residual stream."""
    parameters = dict(model.parameters)
    for head in heads:
        parameters = explainer.remove_head(
            parameters, head.sub_layer, head.number, model.config.n_heads
        )
    return dataclasses.replace(model, parameters=parameters)


def mean_instead(model: Model, head: Head, pairs: Sequence[Pair]) -> Model:
    """Without the head, but with what it adds on average over all tokens of ``pairs``."""
    batch = to_batch(pairs)
    trace = explainer.forward(
        model, batch.source, batch.target, padding_mask(batch.source, PADDING_ID)
    )
    stack, layer, kind = head.sub_layer.split(".")
    block = getattr(trace, stack).layers[int(layer)]
    added = getattr(block, kind).contributions[:, head.number]  # [sentences, positions, d_model]
    real = (batch.source if stack == "encoder" else batch.target) != PADDING_ID
    changed = without(model, [head])
    bias = f"{head.sub_layer}.output_bias"
    parameters = {**changed.parameters, bias: model.parameters[bias] + added[real].mean(axis=0)}
    return dataclasses.replace(changed, parameters=parameters)


def score(model: Model, on: Sentences) -> dict[str, float]:
    """Share of sentences translated exactly, and of pronoun sentences with the right pronoun."""
    spoken = translate_all(model, on.pronoun)
    right = [
        pronoun(words) == pronoun(pair.french)
        for words, pair in zip(spoken, on.pronoun, strict=True)
    ]
    return {"exact": exact_match(model, on), "pronoun": float(np.mean(right))}


def exact_match(model: Model, on: Sentences) -> float:
    """Share of the reported sentences whose whole French is right."""
    written = translate_all(model, on.reported)
    return float(
        np.mean([words == pair.french for words, pair in zip(written, on.reported, strict=True)])
    )


def pronoun(words: Sequence[str]) -> str | None:
    """The word after *qu'*; None where there is no such place."""
    for before, word in pairwise(words):
        if before == "qu'":
            return word
    return None


def loss(model: Model, pairs: Sequence[Pair]) -> float:
    """Mean surprise of a right French word given the right words before it, in nats."""
    batch = to_batch(pairs)
    trace = explainer.forward(
        model, batch.source, batch.target, padding_mask(batch.source, PADDING_ID)
    )
    real = batch.expected != PADDING_ID
    logits = trace.logits[real].astype(np.float64)
    top = logits.max(axis=-1)
    total = top + np.log(np.exp(logits - top[:, None]).sum(axis=-1))
    right = np.take_along_axis(logits, batch.expected[real][:, None], axis=-1)[:, 0]
    return float(np.mean(total - right))


def greedy_order(model: Model, pairs: Sequence[Pair]) -> list[Head]:
    """Again and again the head whose removal raises the loss on ``pairs`` least."""
    left, gone = heads_of(model), list[Head]()
    while left:
        best = min(left, key=lambda head: loss(without(model, [*gone, head]), pairs))
        left.remove(best)
        gone.append(best)
    return gone


def curve(model: Model, order: Sequence[Head], on: Sentences) -> dict[str, Any]:
    """The scores with 0, 1, 2 … heads removed, in this order."""
    counts = [count for count in COUNTS if count <= len(order)]
    scores = [score(without(model, order[:count]), on) for count in counts]
    return {
        "order": [[head.sub_layer, head.number] for head in order],
        "removed": counts,
        **{key: [one[key] for one in scores] for key in ("exact", "pronoun")},
    }


def single(model: Model, on: Sentences) -> list[dict[str, Any]]:
    """Each head removed alone: scores, and what becomes of the running sentence."""
    rows = []
    for head in heads_of(model):
        changed = without(model, [head])
        rows.append(
            {
                "sub_layer": head.sub_layer,
                "head": head.number,
                **score(changed, on),
                "loss": loss(changed, on.choosing),
                "mean_instead": exact_match(mean_instead(model, head, on.choosing), on),
                **{name: explainer.translate(changed, text).text for name, text in RUNNING.items()},
            }
        )
    return rows
