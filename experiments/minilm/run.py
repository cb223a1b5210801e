"""Measure every head of all-MiniLM-L6-v2 on the minimal pairs, with controls.

python3 run.py train minilm
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from experiments.minilm import published, report
from experiments.minilm.bert import Parameters, untrained
from experiments.minilm.measure import (
    DRAWS,
    best_of_all,
    chosen_on_half,
    differences,
    interval,
    marks,
    of_kind,
    right,
    scores,
    weights_of,
)
from experiments.minilm.pairs import FILE, KINDS, RUNNING, Pair, read
from experiments.results import rounded, versions, write_results
from experiments.translator.recipe import ENDINGS
from explainer.files import write_whole
from explainer.inspect import on_previous

HERE = Path(__file__).parent
UNTRAINED_SEEDS = (0, 1, 2, 3, 4)


def running_sentence(model: published.Published) -> dict[str, Any]:
    """The row of "it" in all heads, in both versions, and how much looks one word back."""
    found: dict[str, Any] = {}
    for ending, text in zip(ENDINGS, RUNNING.versions, strict=True):
        weights, tokens = weights_of(model.parameters, model.tokenizer, text)
        found[ending] = {"tokens": tokens, "it": weights[:, tokens.index("it")].tolist()}
    return found


def previous_word(parameters: Parameters, model: published.Published, pairs: list[Pair]) -> Any:
    """Each head's weight on the token before, mean over all sentences [heads]."""
    texts = [text for pair in pairs for text in pair.versions]
    return np.mean(
        [on_previous(weights_of(parameters, model.tokenizer, text)[0]) for text in texts], axis=0
    )


def kinds(difference: np.ndarray, pairs: list[Pair]) -> dict[str, Any]:
    """All numbers of all heads, for all pairs and for each kind."""
    found: dict[str, Any] = {}
    for kind in ("all", *KINDS):
        part = difference[:, of_kind(pairs, kind)]
        found[kind] = {
            "pairs": part.shape[1],
            **{name: share.tolist() for name, share in scores(part).items()},
            "luck": {name: best_of_all(mark) for name, mark in marks(part).items()},
        }
    return found


def by_kind(difference: np.ndarray, pairs: list[Pair], number: int) -> dict[str, Any]:
    """Sentences right: the best head against luck, and the head of the picture beside it."""
    found: dict[str, Any] = {}
    for kind in ("all", *KINDS):
        part = difference[:, of_kind(pairs, kind)]
        own = right(part)[number].mean(axis=-1)  # [pairs]
        found[kind] = best_of_all(marks(part)["accuracy"]) | {
            "striking": float(own.mean()),
            "interval": interval(own),
        }
    return found


def head(difference: np.ndarray, pairs: list[Pair], number: int) -> dict[str, Any]:
    """One head in detail: intervals, and how it does on either answer."""
    found: dict[str, Any] = {"head": number}
    for kind in ("all", *KINDS):
        correct = right(difference[number, of_kind(pairs, kind)])  # [pairs, 2]
        found[kind] = {
            "accuracy": float(correct.mean()),
            "interval": interval(correct.mean(axis=-1)),
            "both": float(correct.all(axis=-1).mean()),
            "answer_first": float(correct[:, 0].mean()),
            "answer_second": float(correct[:, 1].mean()),
            "same_noun_twice": float((correct.sum(axis=-1) == 1).mean()),
        }
    return found


def main() -> None:
    """Measure the published model and untrained ones, then write both files."""
    begun = time.process_time()
    model, pairs = published.load(), read()
    rows = differences(model.parameters, model.tokenizer, pairs)
    picture = differences(model.parameters, model.tokenizer, [RUNNING])["it"][:, 0]
    striking = int((picture[:, 0] - picture[:, 1]).argmax())
    stopped = differences(model.parameters, model.tokenizer, pairs, end=".")["it"]
    previous = previous_word(model.parameters, model, pairs)
    controls = []
    for seed in UNTRAINED_SEEDS:
        parameters = untrained(seed)
        found = differences(parameters, model.tokenizer, pairs)["it"]
        shares = {
            kind: scores(found[:, of_kind(pairs, kind)])["accuracy"].tolist()
            for kind in ("all", *KINDS)
        }
        back = float(previous_word(parameters, model, pairs).max())
        controls.append({"seed": seed, "accuracy": shares, "previous": back})
        print(f"untrained {seed}: best of all heads {max(shares['all']):.3f}", flush=True)
    results = {
        "command": "python3 run.py train minilm",
        "versions": versions(np),
        "origin": model.origin,
        "compared": json.loads((HERE / "compared.json").read_text(encoding="utf-8")),
        "heads": len(previous),
        "heads_per_layer": 12,
        "pairs": len(pairs),
        "sentences": 2 * len(pairs),
        "draws": DRAWS,
        "running": running_sentence(model) | {"striking": striking},
        "kinds": kinds(rows["it"], pairs),
        "striking": head(rows["it"], pairs, striking),
        "chosen_on_half": chosen_on_half(rows["it"], pairs),
        "rows": {row: by_kind(rows[row], pairs, striking) for row in rows},
        "with_full_stop": best_of_all(marks(stopped)["accuracy"])
        | {"striking": float(scores(stopped)["accuracy"][striking])},
        "untrained": controls,
        "previous": previous.tolist(),
        "differences": rows["it"].tolist(),
        "cpu_seconds": round(time.process_time() - begun, 1),
    }
    write_results(
        HERE / "results.json",
        rounded(results),
        measured=[FILE, HERE / "compared.json"],
        published=model.origin,
    )
    write_whole(HERE / "README.md", report.text(results))
    print("wrote results.json and README.md", flush=True)


if __name__ == "__main__":
    main()
