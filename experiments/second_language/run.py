"""Teach German beside French: on the French encoder, on an untrained one, alone, and both in one.

    python3 run.py train second_language

Finished trainings are kept in ``build/train/second_language/``, under the hash of what decides
them: an interrupted run goes on where it was, and measuring anew trains nothing.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import ROOT, digest
from experiments.results import rounded, versions, write_results
from experiments.second_language import fitting, measure, shared
from experiments.second_language.languages import EITHER, GERMAN, SINGLE, TOGETHER
from experiments.second_language.recipe import (
    ARMS,
    BOTH,
    FRENCH_ALONE,
    FROZEN,
    GERMAN_ALONE,
    SEEDS,
    STEPS,
    UNTRAINED,
)
from experiments.source_code import DIGITS, used_code
from experiments.trainings import kept_training
from experiments.translator.data import FRENCH
from experiments.translator.evaluate import N_HELD_OUT
from experiments.translator.recipe import BATCH
from experiments.translator.stored import all_runs, run_paths
from explainer.model import Model

HERE = Path(__file__).parent
WEIGHTS = {
    seed: path for (variant, seed), path in run_paths().items() if variant == fitting.VARIANT
}


@cache
def state() -> Path:
    """Where finished trainings are kept: named by what decides them, the given encoders too."""
    code = used_code(ROOT, "experiments/second_language/fitting.py:fit")
    text = json.dumps([code, [digest(path) for path in WEIGHTS.values()]], sort_keys=True)
    name = hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
    return ROOT / "build" / "train" / "second_language" / name


def trained(arm: str, seed: int, translator: Model) -> tuple[Model, dict[str, Any]]:
    """One arm of one seed, trained or as it was kept, and how its training went."""
    path = state() / f"{arm.replace(', ', '-').replace(' ', '-')}-seed-{seed}.safetensors"
    given = translator.parameters if arm == FROZEN else None
    parameters, card = kept_training(path, lambda: fitting.fit(arm, seed, given))
    return fitting.model_of(arm, parameters), card


def measured(arm: str, seed: int, translator: Model) -> dict[str, Any]:
    """One training and what it gets right, in each language that it learnt."""
    model, card = trained(arm, seed, translator)
    found = {
        task.language.name: {
            side.replace(" ", "_"): measure.scores(model, task, side)
            for side in ("validation", "held out")
        }
        for task in fitting.tasks_of(arm)
    }
    told = {name: one["held_out"]["exact"] for name, one in found.items()}
    print(f"{arm}, seed {seed}: faultless {told}, {card['cpu_seconds']} CPU s", flush=True)
    return {"arm": arm, "seed": seed, "parameters": model.n_parameters, **card, "scores": found}


def read(seed: int, translator: Model) -> dict[str, dict[str, dict[str, float]]]:
    """Whether *it* is the subject, read out of each encoder of a seed; one is untrained.

    ``every``: fitted on all kinds of noun pairs; ``French``: where French genders differ alone.
    """
    both, _ = trained(BOTH, seed, translator)
    encoders = {
        "untrained": (trained(UNTRAINED, seed, translator)[0], SINGLE["German"]),
        FROZEN: (translator, SINGLE["French"]),
        FRENCH_ALONE: (trained(FRENCH_ALONE, seed, translator)[0], SINGLE["French"]),
        GERMAN_ALONE: (trained(GERMAN_ALONE, seed, translator)[0], SINGLE["German"]),
        **{f"{BOTH}, {name}": (both, task) for name, task in TOGETHER.items()},
    }
    return {
        name: {
            "every": shared.reading(model, task),
            "French": shared.reading(model, task, "French"),
        }
        for name, (model, task) in encoders.items()
    }


def sharing(model: Model) -> dict[str, Any]:
    """What the languages share in a model of both."""
    return {"moved": shared.moved(model), "overlap": shared.overlap(model)}


def one_seed(seed: int, translator: Model) -> dict[str, Any]:
    """What is asked of a seed's model of both languages, an untrained one beside it."""
    both, _ = trained(BOTH, seed, translator)
    fresh = fitting.new_model(BOTH, seed).parameters
    untrained = fitting.model_of(
        BOTH, {name: value.detach().numpy() for name, value in fresh.items()}
    )
    return {
        "seed": seed,
        "reading": read(seed, translator),
        "trained": {**sharing(both), "exchanged": shared.exchanged(both)},
        "untrained": sharing(untrained),
        "running": shared.running(both),
    }


def main() -> None:
    """Train what is missing, measure all of it, write the results."""
    torch.set_num_threads(1)
    translators = {
        seed: model for (variant, seed), model in all_runs().items() if variant == fitting.VARIANT
    }
    runs = [measured(arm, seed, translators[seed]) for seed in SEEDS for arm in ARMS]
    content = {
        "command": "python3 run.py train second_language",
        "versions": versions(np, torch),
        "steps": STEPS,
        "batch": BATCH,
        "seeds": list(SEEDS),
        "words": {"French": len(FRENCH), "German": len(GERMAN), "either": len(EITHER)},
        "sentences": N_HELD_OUT,
        "exchanged_sentences": shared.N_SENTENCES,
        "fitted_on": shared.N_FIT,
        "runs": runs,
        "both": [one_seed(seed, translators[seed]) for seed in SEEDS],
    }
    write_results(HERE / "results.json", rounded(content), measured=WEIGHTS.values())


if __name__ == "__main__":
    main()
