"""Change the English input of every trained translator: how much of the French stays right?

    python3 run.py train robustness

Measures every seed of both variants; each model's counts are kept below ``build/train/``, so an
interrupted command goes on with the next one. Writes ``results.json``.
"""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from experiments.provenance import state_folder
from experiments.results import kept, rounded, versions, write_results
from experiments.robustness import summaries
from experiments.robustness.changes import KINDS
from experiments.robustness.measure import (
    DRAWS,
    INVENTED,
    KEPT,
    N_FOR_REMOVAL,
    N_SENTENCES,
    READING,
    SAME,
    THIRDS,
    measure,
    measure_removals,
    sentences,
)
from experiments.robustness.words import KINDS_OF_WORDS, kind_of, typing_error
from experiments.translator.data import ENGLISH
from experiments.translator.grammar import Pair
from experiments.translator.stored import all_runs, run_paths
from explainer.model import Model

COMMAND = "python3 run.py train robustness"
RESULTS = Path(__file__).with_name("results.json")
GROUPS = ("all", *THIRDS, *KINDS_OF_WORDS, KEPT, INVENTED, SAME, READING)


def counts(model: Model, pairs: list[Pair]) -> dict[str, Any]:
    """All that is measured of one model."""
    started = time.process_time()
    found = measure(model, pairs)
    found["removals"] = measure_removals(model, pairs[:N_FOR_REMOVAL])
    return found | {"cpu_seconds": round(time.process_time() - started, 1)}


def summary(found: dict[str, Any]) -> dict[str, Any]:
    """One model's shares: unchanged, by kind of change and group, and with heads removed."""
    changed = found["changed"]
    return {
        "unchanged": {
            name: summaries.share([[right, 1] for right in each])
            for name, each in found["unchanged"].items()
        },
        "all kinds": {
            group: summaries.share(summaries.together(changed, group)) for group in GROUPS
        },
        "kinds": {
            kind: {group: summaries.share(rows) for group, rows in changed[kind].items()}
            for kind in KINDS
        },
        "removals": found["removals"],
        "cpu_seconds": found["cpu_seconds"],
    }


def differences(found: dict[tuple[str, int], dict[str, Any]]) -> dict[str, Any]:
    """More heads minus fewer, for each kind of change and for all, and for the pronoun alone."""
    sides: dict[str, list[dict[str, Any]]] = {}
    for (variant, _), counted in found.items():
        sides.setdefault(variant, []).append(counted["changed"])
    several, one = sides.values()
    return {
        group: {
            kind: summaries.difference(
                *([_rows(changed, kind, group) for changed in side] for side in (several, one))
            )
            for kind in ("all kinds", *KINDS)
            if kind == "all kinds" or all(group in changed[kind] for changed in several)
        }
        for group in ("all", KEPT, INVENTED, READING)
    }


def _rows(changed: dict[str, Any], kind: str, group: str) -> list[list[int]]:
    rows: list[list[int]] = (
        summaries.together(changed, group) if kind == "all kinds" else changed[kind][group]
    )
    return rows


def typing_errors(pairs: list[Pair]) -> dict[str, Any]:
    """Two letters exchanged in each noun, verb and adjective once: what the vocabulary says."""
    generator = random.Random("typing errors")
    words = sorted(
        {word for pair in pairs for word in pair.english if kind_of(word) != KINDS_OF_WORDS[-1]}
    )
    tried = refused = named = 0
    for word in words:
        try:
            wrong = typing_error(word, generator)
        except ValueError:  # too short
            continue
        tried += 1
        try:
            ENGLISH.encode([wrong])
        except ValueError as error:
            refused += 1
            named += word in str(error).replace(")", " ").replace(",", " ").split()
    return {"tried": tried, "refused": refused, "right_word_named": named}


def main() -> None:
    """Measure what is missing, write the results."""
    models, pairs = all_runs(), sentences()
    state = state_folder("robustness", run_paths().values())
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for variant, seed in sorted(models):
        path = state / f"{variant}-{seed}.json"
        found[variant, seed] = kept(path, partial(counts, models[variant, seed], pairs))
        changed = summary(found[variant, seed])["all kinds"]["all"]["share"]
        print(f"{variant} seed {seed}: rest right in {changed:.1%} of the changed", flush=True)
    results = {
        "command": COMMAND,
        "versions": versions(np),
        "sentences": N_SENTENCES,
        "sentences_for_removal": N_FOR_REMOVAL,
        "draws": DRAWS,
        "typing_errors": typing_errors(pairs),
        "models": [
            {
                "variant": variant,
                "seed": seed,
                "heads": models[variant, seed].config.n_heads,
                **summary(counted),
            }
            for (variant, seed), counted in found.items()
        ],
        "difference": differences(found),
        "cpu_seconds": round(sum(each["cpu_seconds"] for each in found.values()), 1),
    }
    write_results(RESULTS, rounded(results), measured=run_paths().values())


if __name__ == "__main__":
    main()
