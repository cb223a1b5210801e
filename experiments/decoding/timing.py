"""What one step of writing takes, with and without the cache, and one pass over given words."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

import explainer
from experiments.translator.grammar import Pair
from explainer.model import Config, Model, parameter_shapes
from explainer.tokenizer import SPECIAL, START, Vocabulary
from explainer.transformer import StackTrace, decode, encode, next_word_logits

LENGTHS = (4, 8, 16, 32, 64, 128, 256)
WHOLE = (16, 64, 256)  # lengths for which a whole text is written
N_SOURCE = 12
REPEATS = 7


def base_sized(seed: int = 0) -> Model:
    """The decoder of the original base model (6 layers of 512) with random weights.

    Its vocabulary has 1,000 words, its encoder one layer that is never run.
    """
    random = np.random.default_rng(seed)
    words = Vocabulary((*SPECIAL, *(f"word{i}" for i in range(997))))
    config = Config(1000, 1000, 512, 8, 2048, encoder_layers=1, decoder_layers=6)
    parameters = {}
    for name, shape in parameter_shapes(config).items():
        scale = 1.0 if name.endswith("gain") else 0.02
        parameters[name] = (
            np.ones(shape) if name.endswith("gain") else random.normal(size=shape) * scale
        ).astype(np.float32)
    return Model(config, parameters, words, words)


def last_scores(model: Model, decoder: StackTrace) -> np.ndarray:
    """The scores after the last word alone."""
    return decoder.output[-1] @ model.parameters["target_embedding"].T


def measure(model: Model, seed: int = 0) -> dict[str, Any]:
    """Seconds of processor time. Words and memory are random: only their sizes count."""
    random = np.random.default_rng(seed)
    memory = random.normal(size=(N_SOURCE, model.config.d_model)).astype(np.float32)
    ids = random.integers(3, model.config.target_vocabulary, size=max(LENGTHS))
    steps = []
    for length in LENGTHS:
        past = decode(model, ids[: length - 1], memory)

        def with_cache(past: StackTrace = past, n: int = length) -> np.ndarray:
            return last_scores(model, decode(model, ids[n - 1 : n], memory, past=past))

        def without(n: int = length) -> np.ndarray:
            return last_scores(model, decode(model, ids[:n], memory))

        cached, whole = seconds([with_cache, without])
        steps.append(
            {
                "length": length,
                "cached": cached,
                "uncached": whole,
                "difference": float(np.abs(with_cache() - without()).max()),
            }
        )
        print(length, f"{np.median(whole) / np.median(cached):.1f}", flush=True)
    return {
        "n_source": N_SOURCE,
        "steps": steps,
        "whole": [whole_text(model, ids, memory, n) for n in WHOLE],
    }


def whole_text(model: Model, ids: np.ndarray, memory: np.ndarray, n: int) -> dict[str, Any]:
    """All n words scored in one pass, as in training, and one after the other with the cache."""

    def one_pass() -> None:
        next_word_logits(model, decode(model, ids[:n], memory))

    def one_by_one() -> None:
        past = None
        for place in range(n):
            past = decode(model, ids[place : place + 1], memory, past=past)
            last_scores(model, past)

    together, apart = seconds([one_pass, one_by_one], repeats=3)
    return {"length": n, "one_pass": together, "one_by_one": apart}


def seconds(tasks: Sequence[Callable[[], Any]], repeats: int = REPEATS) -> list[list[float]]:
    """Processor seconds of every task at every repeat, the tasks in turn, after a first try."""
    found: list[list[float]] = [[] for _ in tasks]
    for repeat in range(repeats + 1):
        for times, task in zip(found, tasks, strict=True):
            started = time.process_time()
            task()
            if repeat:
                times.append(round(time.process_time() - started, 6))
    return found


def largest_difference(model: Model, pairs: Sequence[Pair]) -> dict[str, float]:
    """Between the scores with and without the cache, at every step of greedy translations."""
    largest, steps = 0.0, 0
    for pair in pairs:
        source = model.source_vocabulary.encode(pair.english)
        memory = encode(model, source).output
        written = explainer.greedy(model, source)
        inputs = np.concatenate([[model.target_vocabulary.ids[START]], written[:-1]])
        past: StackTrace | None = None
        for n in range(1, len(inputs) + 1):
            past = decode(model, inputs[n - 1 : n], memory, past=past)
            again = last_scores(model, decode(model, inputs[:n], memory))
            largest = max(largest, float(np.abs(last_scores(model, past) - again).max()))
            steps += 1
    return {"sentences": len(pairs), "steps": steps, "difference": largest}
