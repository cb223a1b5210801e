"""Ask eleven methods which English words decide il or elle, and test their answers.

    python3 run.py train explanation

Reads the committed checkpoints and ``build/train/translator/`` (the other seeds, written
by the training). Nothing is trained.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

import explainer
from experiments.explanation import behaviour, heads, other_weights, summaries
from experiments.explanation.cases import Case, Group, cases, groups
from experiments.explanation.margin import in_torch
from experiments.explanation.scores import METHODS, mean_vectors, scores
from experiments.results import rounded, versions, write_results
from experiments.translator.recipe import ENDINGS, RUNNING
from experiments.translator.stored import all_runs, run_paths
from explainer.model import Model
from explainer.untrained import untrained

HERE = Path(__file__).parent
UNTRAINED_SEEDS = (0, 1, 2)


def main() -> None:
    """Measure the six translators and three untrained ones; write ``results.json``."""
    torch.set_num_threads(1)
    started = time.process_time()
    found = cases()
    split = groups(found)
    runs = []
    for (variant, seed), model in all_runs().items():
        runs.append({"variant": variant, "seed": seed, **measure(model, found, split)})
        print(f"{variant} seed {seed}: {time.process_time() - started:.0f} s", flush=True)
    like = explainer.load("translator")
    controls = [
        {"seed": seed, **agreement_alone(untrained(like, seed), found, split)}
        for seed in UNTRAINED_SEEDS
    ]
    results = {
        "command": "python3 run.py train explanation",
        "versions": versions(np, torch),
        "cpu_seconds": round(time.process_time() - started, 1),
        "n": len(found),
        "n_genders_differ": sum(case.genders_differ for case in found),
        "noun_pairs": len({case.pair.nouns for case in found}),
        "swaps": sum(len(case.swaps) for case in found),
        "permutations": other_weights.DRAWS,
        "same_chance": other_weights.SAME_CHANCE,
        "far": other_weights.FAR,
        "methods": METHODS,
        "running": [case.pair.english for case in found].index(tuple(RUNNING[ENDINGS[0]].split())),
        "runs": runs,
        "untrained": controls,
    }
    write_results(HERE / "results.json", rounded(results), measured=run_paths().values())


def measure(model: Model, found: list[Case], split: list[Group]) -> dict[str, Any]:
    """Everything about one trained translator."""
    running = in_torch(model)
    table = all_scores(running, found, split)
    longest = table["margin hidden"].shape[1]
    flips = behaviour.measure(model, found, longest)
    deciders = np.nan_to_num(flips) > 0
    return {
        "right": float(np.mean(table["margin"] > 0)),
        "agreement": summaries.agreement(table, found, other_sentences(split)),
        "top": summaries.top_words(table, found, deciders),
        "even": summaries.even(table, found, deciders),
        "swapped": behaviour.by_kind(flips, found),
        "adjective": summaries.on_the_adjective(table, found),
        "its_noun_above": summaries.its_noun_above(table, found),
        "hidden_flips": summaries.hidden_flips(table, table["margin hidden"]),
        "layers": patched_early(table, found),
        "other_weights": with_other_weights(running, found, split),
        "without_encoder_attention": heads.without_encoder_attention(running, split),
        "heads": heads.pictures(running, found, split),
        "sentence": one_sentence(table, found),
    }


def agreement_alone(model: Model, found: list[Case], split: list[Group]) -> dict[str, Any]:
    """The control: the same correlations where nothing was learned."""
    table = all_scores(in_torch(model), found, split)
    return {"agreement": summaries.agreement(table, found, other_sentences(split))}


def all_scores(model: Model, found: list[Case], split: list[Group]) -> dict[str, np.ndarray]:
    """Every method's scores of all cases [cases, longest], NaN beyond a sentence's end."""
    means = mean_vectors(model, found, split)
    longest = max(len(case.slots) for case in found)
    table: dict[str, np.ndarray] = {}
    for group in split:
        for name, values in scores(model, group, found, means).items():
            if values.ndim == 1:
                table.setdefault(name, np.full(len(found), np.nan))[group.numbers] = values
                continue
            rows = table.setdefault(name, np.full((len(found), longest), np.nan))
            rows[group.numbers, : values.shape[1]] = values
    return table


def other_sentences(split: list[Group]) -> np.ndarray:
    """For every case another one of the same length: half-way round its group."""
    other = np.zeros(sum(len(group.numbers) for group in split), dtype=int)
    for group in split:
        other[group.numbers] = np.roll(group.numbers, len(group.numbers) // 2)
    return other


def patched_early(table: dict[str, np.ndarray], found: list[Case]) -> dict[str, Any]:
    """Where patching flips the pronoun: between the encoder's layers and at its output."""
    differ = np.array([case.genders_differ for case in found])
    last = np.array([len(case.slots) - 1 for case in found])
    result: dict[str, Any] = {"n": int(differ.sum())}
    for name, key in (("between layers", "margin patched early"), ("output", "margin patched")):
        flipped = np.nan_to_num(table[key]) < 0
        adjective = flipped[np.arange(len(found)), last]
        others = flipped.copy()
        others[np.arange(len(found)), last] = False
        result[name] = {
            "adjective": float(adjective[differ].mean()),
            "any other": float(others.any(axis=1)[differ].mean()),
        }
    return result


def with_other_weights(model: Model, found: list[Case], split: list[Group]) -> dict[str, Any]:
    """How often the pronoun stays with other weights in its row, and how much weight moved."""
    random = np.random.default_rng(0)
    parts = [other_weights.measure(model, group, random) for group in split]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    differ = np.array([found[i].genders_differ for group in split for i in group.numbers])
    names = [name for name in joined if f"{name}, moved" in joined]
    return {
        "kinds": {
            name: {
                "right": float(np.mean(joined[name] > 0)),
                "right, genders differ": float(np.mean(joined[name][differ] > 0)),
                "moved": float(np.mean(joined[f"{name}, moved"])),
            }
            for name in names
        },
        "permutations_right": float(np.mean(joined["kept"])),
        "far_and_same": float(np.mean(joined["farthest"] > other_weights.FAR)),
        "farthest": float(np.mean(joined["farthest"])),
    }


def one_sentence(table: dict[str, np.ndarray], found: list[Case]) -> dict[str, Any]:
    """The running sentence under every method, and where its agreement stands among all."""
    number = [case.pair.english for case in found].index(tuple(RUNNING[ENDINGS[0]].split()))
    words = list(found[number].pair.english)
    rows = {name: summaries.ranked(table[name]) for name in METHODS}
    pairs = [(a, b) for i, a in enumerate(METHODS) for b in METHODS[i + 1 :]]
    means = np.array(
        [np.mean([rows[a][case] @ rows[b][case] for a, b in pairs]) for case in range(len(found))]
    )
    return {
        "words": words,
        "margin": float(table["margin"][number]),
        "swaps": found[number].swaps,
        "scores": {name: table[name][number, : len(words)].tolist() for name in METHODS},
        "agreement": float(means[number]),
        "below": float(np.mean(means < means[number])),
    }


if __name__ == "__main__":
    main()
