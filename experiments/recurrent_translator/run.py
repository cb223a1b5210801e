"""Train the translator and two recurrent ones on the same sentences, and compare what they write.

    python3 run.py train recurrent_translator

Finished trainings are kept in ``build/train/recurrent_translator/``.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.recurrent_translator.network import Recurrent, loss_of, translate
from experiments.results import rounded, versions, write_results
from experiments.runs import begin, carry_out, since
from experiments.translator.data import draw, held_out_sample
from experiments.translator.evaluate import genders_differ, translate_all
from experiments.translator.grammar import Pair, pronoun_sentences
from experiments.translator.held_out import Unseen
from experiments.translator.recipe import BATCH, PEAK_RATE, WARM_UP, WEIGHT_DECAY
from experiments.translator.run_state import new_run
from experiments.translator.train import as_arrays, train_step
from explainer.schedules import cosine_rate

HERE = Path(__file__).parent
STATE = state_folder("recurrent_translator")
STEPS = 1000
SEEDS = (0, 1, 2)
RATES = (
    1e-3,
    4e-3,
    1.6e-2,
)  # tried without attention, with the first seed; the best is taken for both
SENTENCES = 2000
LENGTHS = {"2 to 5": (2, 5), "6 to 8": (6, 8), "9 to 11": (9, 11), "12 or more": (12, 99)}

Translate = Callable[[Sequence[Pair]], list[tuple[str, ...]]]


def recurrent(attention: bool, seed: int, rate: float) -> dict[str, Any]:
    """Train one recurrent translator as the transformer is trained, and measure it."""
    begun = time.process_time()
    torch.manual_seed(seed)
    model = Recurrent(attention)
    sentences = random.Random(f"training {seed}")  # those that the transformer sees
    optimizer = torch.optim.AdamW(
        model.parameters(), rate, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY
    )
    for step in range(STEPS):
        loss = loss_of(model, draw(sentences, BATCH, held_out=False))
        for group in optimizer.param_groups:
            group["lr"] = cosine_rate(step, rate, STEPS, WARM_UP)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    parameters = sum(value.numel() for value in model.parameters())
    name = "attention" if attention else "plain"
    return measured(name, seed, rate, since(begun), parameters, partial(translate, model))


def transformer(seed: int) -> dict[str, Any]:
    """Train the translator of four heads for as many steps, its rate coming down by their end."""
    begun = time.process_time()
    run = new_run("translator", seed, STEPS, PEAK_RATE, WEIGHT_DECAY)
    while run.step < STEPS:
        train_step(run)
    model = as_arrays(run.model)
    written = partial(translate_all, model)
    return measured("transformer", seed, PEAK_RATE, since(begun), model.n_parameters, written)


def measured(
    model: str, seed: int, rate: float, seconds: float, parameters: int, written: Translate
) -> dict[str, Any]:
    """What one training gave: on validation sentences for choices, on held-out ones to report."""
    return {
        "model": model,
        "seed": seed,
        "rate": rate,
        "cpu_seconds": seconds,
        "parameters": parameters,
        "validation": exact_match(written, "validation")["exact_match"],
        **exact_match(written, "held out"),
        "pronoun": pronouns_right(written),
    }


def exact_match(written: Translate, side: Unseen) -> dict[str, Any]:
    """The share of unseen sentences translated without a fault, all and by English words."""
    pairs = held_out_sample(SENTENCES, side)
    rights: dict[str, list[bool]] = defaultdict(list)
    for pair, words in zip(pairs, written(pairs), strict=True):
        rights[length_of(pair)].append(words == pair.french)
    return {
        "exact_match": float(np.mean([right for group in rights.values() for right in group])),
        "by_length": [float(np.mean(rights[name])) for name in LENGTHS],
        "sentences": [len(rights[name]) for name in LENGTHS],
    }


def length_of(pair: Pair) -> str:
    """The group of `LENGTHS` that a sentence belongs to, by its English words."""
    n = len(pair.english)
    return next(name for name, (least, most) in LENGTHS.items() if least <= n <= most)


def longest_with_pronoun() -> float:
    """The share of the longest held-out sentences that are pronoun sentences: all one pattern."""
    longest = [pair for pair in held_out_sample(SENTENCES) if length_of(pair) == list(LENGTHS)[-1]]
    return float(np.mean([pair.kind == "pronoun" for pair in longest]))


def pronouns_right(written: Translate) -> float:
    """How often *il* or *elle* is right, on unseen noun pairs of two genders."""
    pairs = [pair for pair in pronoun_sentences("held out") if genders_differ(pair)]
    found = written(pairs)
    return float(
        np.mean(
            [
                pronoun_of(words) == pronoun_of(pair.french)
                for pair, words in zip(pairs, found, strict=True)
            ]
        )
    )


def pronoun_of(words: Sequence[str]) -> str | None:
    """The word after *qu'*; ``None`` where a translation has none."""
    return next((word for before, word in pairwise(words) if before == "qu'"), None)


def best_rate(tried: Sequence[dict[str, Any]]) -> float:
    """The rate whose training is best on validation sentences."""
    return float(max(tried, key=lambda run: run["validation"])["rate"])


def one_recurrent(attention: bool, seed: int, rate: float) -> dict[str, Any]:
    """One training, or what it gave before."""
    name = "attention" if attention else "plain"
    path = STATE / f"{name}-seed-{seed}-rate-{rate:g}.json"
    return carry_out(path, partial(recurrent, attention, seed, rate))


def one_transformer() -> dict[str, Any]:
    """The transformer of the first seed, or what it gave before."""
    return carry_out(STATE / f"transformer-seed-{SEEDS[0]}.json", partial(transformer, SEEDS[0]))


def main(arguments: list[str] | None = None) -> None:
    """Choose the rate, train all seeds, write the results."""
    begin("recurrent_translator", __doc__, STATE, arguments)
    torch.set_num_threads(1)
    tried = [one_recurrent(False, SEEDS[0], rate) for rate in RATES]
    rate = best_rate(tried)
    runs = [one_recurrent(attention, seed, rate) for attention in (False, True) for seed in SEEDS]
    runs.append(one_transformer())
    content = {
        "command": "python3 run.py train recurrent_translator",
        "versions": versions(np, torch),
        "steps": STEPS,
        "batch": BATCH,
        "seeds": list(SEEDS),
        "lengths": list(LENGTHS),
        "sentences": SENTENCES,
        "pronoun_sentences": sum(map(genders_differ, pronoun_sentences("held out"))),
        "longest_with_pronoun": longest_with_pronoun(),
        "tried": [[run["rate"], run["validation"]] for run in tried],
        "runs": runs,
    }
    write_results(HERE / "results.json", rounded(content))


if __name__ == "__main__":
    main()
