"""Held-out sentences written in several ways, and how sure the model was at every step."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

import explainer
from experiments.translator.data import FRENCH, PADDING_ID, to_batch
from experiments.translator.grammar import Pair
from explainer.attention import padding_mask
from explainer.beam import beam_search, log_probability
from explainer.model import Model
from explainer.sampling import choose, distribution, entropy, with_temperature
from explainer.tokenizer import END, START
from explainer.transformer import StackTrace, decode, encode, forward, next_word_logits

LONGEST = 40  # words written at most
TEMPERATURES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
WAYS: dict[str, dict[str, Any]] = {"plain": {}, "top_k": {"top_k": 5}, "top_p": {"top_p": 0.9}}
WIDTHS = (1, 3, 10)


def certainty(model: Model, pairs: Sequence[Pair]) -> dict[str, Any]:
    """The entropy at every step of the right translations (teacher forcing), in bits."""
    batch = to_batch(pairs)
    mask = padding_mask(batch.source, PADDING_ID)
    chances = with_temperature(forward(model, batch.source, batch.target, mask).logits, 1.0)
    real = batch.expected != PADDING_ID
    bits = np.where(real, entropy(chances), 0.0)
    sentence, step = (int(place) for place in np.unravel_index(bits.argmax(), bits.shape))
    found, largest = bits[real], chances.max(axis=-1)[real]
    return {
        "steps": int(real.sum()),
        "mean_bits": float(found.mean()),
        "median_bits": float(np.median(found)),
        "most_bits": float(found.max()),
        "share_above_99": float((largest >= 0.99).mean()),
        "share_above_90": float((largest >= 0.9).mean()),
        "right": float((chances.argmax(axis=-1) == batch.expected)[real].mean()),
        "least_certain": {
            "english": list(pairs[sentence].english),
            "french": list(pairs[sentence].french),
            "step": step,
        },
        "bits": np.round(found, 4).tolist(),
    }


def write(
    model: Model, pairs: Sequence[Pair], generator: np.random.Generator | None, **how: Any
) -> list[tuple[str, ...]]:
    """Translations of many sentences side by side; without a generator, greedily."""
    source = to_batch(pairs).source
    mask = padding_mask(source, PADDING_ID)
    memory = encode(model, source, mask).output
    column = np.full((len(pairs), 1), FRENCH.ids[START])
    columns: list[np.ndarray] = []
    past: StackTrace | None = None
    finished = np.zeros(len(pairs), dtype=bool)
    while len(columns) < LONGEST and not finished.all():
        past = decode(model, column, memory, mask, past)
        logits = next_word_logits(model, past)[:, -1]
        if generator is None:
            words = logits.argmax(axis=-1)
        else:
            words = choose(distribution(logits, **how), generator)
        column = words[:, None]
        columns.append(column)
        finished |= words == FRENCH.ids[END]
    rows = (FRENCH.decode(row) for row in np.concatenate(columns, axis=1))
    return [tuple(itertools.takewhile(lambda word: word != END, row)) for row in rows]


def exact(written: Sequence[tuple[str, ...]], pairs: Sequence[Pair]) -> float:
    """Share of translations that are right from start to end."""
    return float(np.mean([mine == pair.french for mine, pair in zip(written, pairs, strict=True)]))


def sampled(model: Model, pairs: Sequence[Pair], seeds: Sequence[int]) -> dict[str, Any]:
    """Exact translations by way of choosing, temperature and seed; greedy as the control."""
    found: dict[str, Any] = {"greedy": exact(write(model, pairs, None), pairs)}
    for way, how in WAYS.items():
        found[way] = []
        for temperature in TEMPERATURES:
            shares, different = [], set()
            for seed in seeds:
                generator = np.random.default_rng(seed)
                mine = write(model, pairs, generator, temperature=temperature, **how)
                shares.append(exact(mine, pairs))
                different |= set(enumerate(mine))
            found[way].append(
                {
                    "temperature": temperature,
                    "exact": shares,
                    "different_per_sentence": len(different) / len(pairs),
                }
            )
    return found


def beams(model: Model, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Beam search of several widths against greedy decoding, on the same sentences."""
    sources = [model.source_vocabulary.encode(pair.english) for pair in pairs]
    greedy = [tuple(map(int, explainer.greedy(model, source, LONGEST))) for source in sources]
    alone = [
        log_probability(model, source, np.array(ids))
        for source, ids in zip(sources, greedy, strict=True)
    ]
    right = [(*map(int, FRENCH.encode(pair.french)), FRENCH.ids[END]) for pair in pairs]
    rows = []
    for width in WIDTHS:
        best = [beam_search(model, source, width, LONGEST).best for source in sources]
        gains = [one.log_probability - base for one, base in zip(best, alone, strict=True)]
        same = [one.ids == base for one, base in zip(best, greedy, strict=True)]
        rows.append(
            {
                "width": width,
                "same_as_greedy": float(np.mean(same)),
                "exact": float(np.mean([a.ids == b for a, b in zip(best, right, strict=True)])),
                "more_probable": float(np.mean(np.array(gains) > 1e-4)),
                "less_probable": float(np.mean(np.array(gains) < -1e-4)),
                "repaired": sum(
                    one.ids == want != base
                    for one, base, want in zip(best, greedy, right, strict=True)
                ),
                "spoilt": sum(
                    base == want != one.ids
                    for one, base, want in zip(best, greedy, right, strict=True)
                ),
                "mean_words": float(np.mean([len(one.ids) for one in best])),
                "different": [
                    {"english": list(pair.english), "french": list(pair.french)}
                    for pair, equal in zip(pairs, same, strict=True)
                    if not equal
                ],
            }
        )
    return rows
