"""The translator with each position code and with none: trained alike, asked the same questions."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import torch

from experiments.positions.before import Code
from experiments.translator import sentences
from experiments.translator.data import ENGLISH, FRENCH, draw, held_out_sample, to_batch
from experiments.translator.evaluate import translate_all
from experiments.translator.fitting import LIVING, PRESENT_VERBS
from experiments.translator.grammar import Pair, is_held_out
from experiments.translator.loss import loss_of
from experiments.translator.phrases import NounPhrase
from experiments.translator.recipe import ENDINGS, PEAK_RATE, RUNNING, WEIGHT_DECAY
from experiments.translator.run_state import initial_parameters
from experiments.translator.train import learning_rate
from explainer.model import Config, Model
from explainer.tokenizer import join_words, split_words

CODES: tuple[Code, ...] = ("sinusoidal", "learned", "rotary", "alibi", "none")
STEPS, BATCH, LOG_EVERY = 500, 64, 20
N_TEST, N_MOVED = 400, 150  # sentences
SHOWN = (
    RUNNING[ENDINGS[0]],
    "the dog sees the cow",
    "the cow sees the dog",
    "the famous european tower",
    "cow the sees dog the",  # "the dog sees the cow" read backwards
)


def train(code: Code, seed: int) -> tuple[Model, list[list[float]]]:
    """A trained model with NumPy parameters, and its loss curve, [step, nats a token].

    The sentences and their order depend on the seed alone; so do all parameters but those of a
    learned code, which are drawn after the source embedding and shift what follows.
    """
    config = Config(len(ENGLISH), len(FRENCH), positions=code)
    parameters = initial_parameters(config, seed)
    model = Model(config, parameters, ENGLISH, FRENCH)
    optimizer = torch.optim.AdamW(
        parameters.values(), PEAK_RATE, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY
    )
    generator = random.Random(f"training {seed}")
    curve, recent = [], []
    for step in range(STEPS):
        loss, _ = loss_of(model, to_batch(draw(generator, BATCH, held_out=False)))
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, STEPS)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
        optimizer.step()
        recent.append(loss.item())
        if (step + 1) % LOG_EVERY == 0:
            curve.append([step + 1, round(float(np.mean(recent)), 4)])
            recent.clear()
    arrays = {name: value.detach().numpy() for name, value in parameters.items()}
    return Model(config, arrays, ENGLISH, FRENCH), curve


def roles() -> list[tuple[Pair, Pair]]:
    """All held-out "the X sees the Y", "the Y sees the X": the same words, two scenes.

    Both sentences of a pair must be held out.
    """
    found = []
    for verb in PRESENT_VERBS:
        for first, second in permutations(LIVING, 2):
            if first > second:
                continue
            one, other = (
                sentences.transitive(NounPhrase(x, "the"), verb, NounPhrase(y, "the"))
                for x, y in ((first, second), (second, first))
            )
            if is_held_out(one) and is_held_out(other):
                found.append((one, other))
    return found


def moved(pairs: list[Pair], how: str) -> list[Pair]:
    """The same sentences with their English words in another order."""
    generator = random.Random(f"order {how}")
    changed = []
    for pair in pairs:
        words = list(pair.english)
        if how == "reversed":
            words.reverse()
        else:
            while tuple(words) == pair.english:
                generator.shuffle(words)
        changed.append(replace(pair, english=tuple(words)))
    return changed


def measure(model: Model) -> dict[str, Any]:
    """Translations that are right, by kind; what another order of the English words changes."""
    pairs = held_out_sample(N_TEST)
    written = translate_all(model, pairs)
    exact, same_words = defaultdict(list), []
    for pair, words in zip(pairs, written, strict=True):
        exact[pair.kind].append(words == pair.french)
        same_words.append(Counter(words) == Counter(pair.french))
    some = pairs[:N_MOVED]  # every sentence has at least two different words
    before = written[:N_MOVED]
    return {
        "exact_match": float(np.mean([right for rights in exact.values() for right in rights])),
        "right_words": float(np.mean(same_words)),
        "by_kind": {
            kind: {"n": len(rights), "exact_match": float(np.mean(rights))}
            for kind, rights in sorted(exact.items())
        },
        "unchanged": {
            how: float(
                np.mean(
                    [
                        a == b
                        for a, b in zip(before, translate_all(model, moved(some, how)), strict=True)
                    ]
                )
            )
            for how in ("shuffled", "reversed")
        },
        "roles": measure_roles(model),
        "shown": {text: translated(model, text) for text in SHOWN},
    }


def measure_roles(model: Model) -> dict[str, float]:
    """Of the pairs: both scenes right, and both sentences given the same translation."""
    pairs = roles()
    first = translate_all(model, [one for one, _ in pairs])
    second = translate_all(model, [other for _, other in pairs])
    return {
        "both_right": float(
            np.mean(
                [
                    a == one.french and b == other.french
                    for a, b, (one, other) in zip(first, second, pairs, strict=True)
                ]
            )
        ),
        "same": float(np.mean([a == b for a, b in zip(first, second, strict=True)])),
    }


def translated(model: Model, text: str) -> str:
    """One sentence in French."""
    pair = Pair(tuple(split_words(text)), (), "shown", ())
    return join_words(translate_all(model, [pair])[0])
