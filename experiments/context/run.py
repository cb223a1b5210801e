"""Where does the ending of a sentence show, and where can "il or elle" be read?

    python3 run.py train context

Sentences of one form only, *the A did not V the B because it was too ADJ*, so that position i is
always the same kind of word. Nothing is trained but linear read-outs (least squares). Then parts of
the encoder are taken away, and sentences of every kind translated.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import explainer
from experiments.context.removal import N_SENTENCES, measure_removal
from experiments.results import versions, write_results
from experiments.translator.data import ENGLISH
from experiments.translator.grammar import Pair, minimal_pairs, sample, side_of
from experiments.translator.lexicon import NOUNS
from experiments.translator.stored import all_runs, run_paths
from explainer.untrained import untrained

HERE = Path(__file__).parent
FORM = ["the", "A", "did", "not", "V", "the", "B", "because", "it", "was", "too", "ADJ"]
IT, A, B = FORM.index("it"), FORM.index("A"), FORM.index("B")
N_FIT = 2000  # training-side sentences for the read-outs
STAGES = ("embedding", "after layer 1", "after layer 2", "output")
RIDGE = 1e-2


def has_form(pair: Pair) -> bool:
    """Whether the sentence is *the A did not V the B because it was too ADJ*."""
    words = pair.english
    return len(words) == len(FORM) and words[2:4] == ("did", "not") and words[10] == "too"


def fitting_sentences(n: int) -> list[Pair]:
    """Up to ``n`` different training-side sentences of the form, their nouns of mixed gender."""
    generator = random.Random("context")
    found: dict[tuple[str, ...], Pair] = {}
    draws = 0
    while len(found) < n and draws < 200_000:
        draws += 1
        pair = sample(generator)
        if (
            pair.kind == "pronoun"
            and has_form(pair)
            and mixed(pair)
            and side_of(pair) == "training"
        ):
            found.setdefault(pair.english, pair)
    return list(found.values())


def vectors(model: explainer.Model, pairs: Sequence[Pair]) -> np.ndarray:
    """The encoder's vectors [stages, sentences, words, d_model], float64."""
    ids = np.stack([ENGLISH.encode(pair.english) for pair in pairs])
    trace = explainer.encode(model, ids)
    stages = [trace.embedded, *(layer.output for layer in trace.layers), trace.output]
    return np.stack(stages).astype(np.float64)


def change(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Distance between two versions over the mean length of a vector [stages, words].

    0: the same vector. √2 is what two unrelated vectors of that length would give.
    """
    distance = np.linalg.norm(first - second, axis=-1).mean(axis=1)
    length = (np.linalg.norm(first, axis=-1) + np.linalg.norm(second, axis=-1)).mean(axis=1) / 2
    return distance / length


def cosine(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Mean cosine over sentences [stages]; vectors [stages, sentences, d_model]."""
    lengths = np.linalg.norm(one, axis=-1) * np.linalg.norm(other, axis=-1)
    return ((one * other).sum(axis=-1) / lengths).mean(axis=1)


def read_out(
    fit: np.ndarray, labels: np.ndarray, test: np.ndarray, truth: np.ndarray
) -> np.ndarray:
    """Accuracy of a linear read-out at every stage and word [stages, words]; labels are ±1."""
    accuracy = np.zeros((fit.shape[0], fit.shape[2]))
    for stage in range(fit.shape[0]):
        for word in range(fit.shape[2]):
            x, y = fit[stage, :, word], test[stage, :, word]
            mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
            x, y = ((part - mean) / scale for part in (x, y))
            x, y = (np.column_stack([part, np.ones(len(part))]) for part in (x, y))
            weights = np.linalg.solve(x.T @ x + RIDGE * len(x) * np.eye(x.shape[1]), x.T @ labels)
            accuracy[stage, word] = np.mean(np.sign(y @ weights) == truth)
    return accuracy


def mixed(pair: Pair) -> bool:
    """Whether A and B differ in French gender, so that reading "it" decides il or elle."""
    return NOUNS[pair.nouns[0]].gender != NOUNS[pair.nouns[1]].gender


def keeps_word(model: explainer.Model, found: np.ndarray, pairs: Sequence[Pair]) -> list[float]:
    """Share of vectors nearest, by cosine, to their own word's embedding, at every stage."""
    table = np.asarray(model.parameters["source_embedding"], dtype=np.float64)
    table = table / np.linalg.norm(table, axis=-1, keepdims=True)
    ids = np.stack([ENGLISH.encode(pair.english) for pair in pairs])
    position = explainer.sinusoidal(len(FORM), table.shape[1])
    nearest = np.argmax((found - position) @ table.T, axis=-1)  # [stages, sentences, words]
    return (nearest == ids).mean(axis=(1, 2)).tolist()


def pronoun_sign(pairs: Sequence[Pair]) -> np.ndarray:
    """+1 where the French says il, -1 where it says elle."""
    return np.array([1.0 if "il" in pair.french else -1.0 for pair in pairs])


def measure(model: explainer.Model, fit: Sequence[Pair], test: Sequence[Pair]) -> dict[str, Any]:
    """Everything for one model."""
    pairs = [(a, b) for a, b in minimal_pairs() if has_form(a)]
    first = vectors(model, [a for a, _ in pairs])  # "it" is A
    second = vectors(model, [b for _, b in pairs])  # "it" is B
    fit_vectors, test_vectors = vectors(model, fit), vectors(model, test)
    labels, truth = pronoun_sign(fit), pronoun_sign(test)
    shuffled = np.random.default_rng(0).permutation(labels)
    return {
        "change": change(first, second).tolist(),
        "cosine": {
            f"it is {reading}": {
                "to A": cosine(found[:, :, IT], found[:, :, A]).tolist(),
                "to B": cosine(found[:, :, IT], found[:, :, B]).tolist(),
            }
            for reading, found in (("A", first), ("B", second))
        },
        "keeps_word": keeps_word(model, test_vectors, test),
        "read_out": read_out(fit_vectors, labels, test_vectors, truth).tolist(),
        "read_out_shuffled": read_out(fit_vectors, shuffled, test_vectors, truth).tolist(),
    }


def models() -> dict[str, explainer.Model]:
    """The six trained models and an untrained one."""
    found = {f"{variant} seed {seed}": model for (variant, seed), model in all_runs().items()}
    return found | {"untrained": untrained(explainer.load("translator"), seed=0)}


def main() -> None:
    """Measure every model there is and write ``results.json``."""
    started = time.process_time()
    fit = fitting_sentences(N_FIT)
    # Both readings of a pair of nouns are tested, so their genders alone say nothing.
    test = [pair for couple in minimal_pairs() for pair in couple if has_form(pair) and mixed(pair)]
    measured = {}
    for name, model in models().items():
        measured[name] = measure(model, fit, test)
        if name != "untrained":
            measured[name]["removal"] = measure_removal(model)
        best = np.max(measured[name]["read_out"], axis=1).round(3)
        print(f"{name}: best read-out at each stage {best.tolist()}", flush=True)
    truth = pronoun_sign(test)
    results = {
        "command": "python3 run.py train context",
        "form": FORM,
        "stages": STAGES,
        "fitted_on": len(fit),
        "tested_on": len(test),
        "minimal_pairs": sum(has_form(a) for a, _ in minimal_pairs()),
        "removal_sentences": N_SENTENCES,
        "chance": float(max(np.mean(truth > 0), np.mean(truth < 0))),
        "cpu_seconds": round(time.process_time() - started, 1),
        "versions": versions(np),
        "models": measured,
    }
    write_results(HERE / "results.json", results, measured=run_paths().values())


if __name__ == "__main__":
    main()
