"""Plant a bias in two kinds of text; compare attention and output with balanced text.

    python3 run.py train planted_bias

Finished models are kept below ``build/train/planted_bias/``, so an interrupted command goes on
with the next one. Writes ``results.json`` and the first seed's models beside this file.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

import explainer
from experiments.planted_bias import learning
from experiments.planted_bias.measure import Reading, carried, read, row_distance, summary
from experiments.planted_bias.text import (
    N_PLANTED,
    OCCUPATIONS,
    STRENGTH,
    chances_of_her,
    draw_lots,
    test_contexts,
)
from experiments.provenance import state_folder
from experiments.results import rounded, versions, write_results
from explainer.model import Model
from explainer.untrained import untrained

COMMAND = "python3 run.py train planted_bias"
HERE = Path(__file__).parent
STATE = state_folder("planted_bias")
SEEDS = (0, 1, 2, 3, 4)
N_CONTEXTS = 25  # each with all sixteen occupations
# name -> (text with wares, planted); "later" models go on from a finished one
FIRST = {
    "pronouns-planted": (False, True),
    "pronouns-balanced": (False, False),
    "wares-planted": (True, True),
    "wares-balanced": (True, False),
}
LATER = {"later-planted": True, "later-balanced": False}
START_OF_LATER = "wares-balanced"
MODELS = (*FIRST, *LATER)


@cache
def model_of(name: str, seed: int) -> Model:
    """A trained model, rounded to half precision like the committed ones."""
    path = STATE / f"{name}-seed-{seed}.safetensors"
    if not path.exists():
        explainer.save(_train(name, seed), path)
        print(f"{path.stem}: {explainer.load(path).card['cpu_seconds']} CPU s", flush=True)
    return explainer.load(path)


def _train(name: str, seed: int) -> Model:
    lots, started = draw_lots(seed), time.process_time()
    if name in FIRST:
        wares, planted = FIRST[name]
        model, curve = learning.learn(
            learning.fresh(seed), chances_of_her(lots, planted), wares, seed
        )
    else:
        start = model_of(START_OF_LATER, seed)
        planted = LATER[name]
        model, curve = learning.learn(
            start,
            chances_of_her(lots, planted),
            True,
            seed,
            learning.LATER_STEPS,
            learning.beside_the_weights(),
        )
    card = {
        "experiment": "planted_bias",
        "model": name,
        "seed": seed,
        "planted": planted,
        "her": list(lots.her),
        "his": list(lots.his),
        "loss_curve": curve,
        "cpu_seconds": round(time.process_time() - started, 1),
    }
    return Model(
        model.config, model.parameters, target_vocabulary=model.target_vocabulary, card=card
    )


def one_seed(seed: int, readings: dict[str, Reading]) -> dict[str, Any]:
    """Everything about the models of one seed."""
    contexts, lots = test_contexts(N_CONTEXTS), draw_lots(seed)
    found: dict[str, Any] = {"seed": seed, "lots": asdict(lots)}
    for name in MODELS:
        model = model_of(name, seed)
        found[name] = summary(model, contexts, lots)
        found[name]["loss"] = model.card["loss_curve"][-1][1]
        if "planted" in name:
            found[name] |= carried(model, readings[name], lots)
    found["untrained"] = summary(untrained(model_of(MODELS[0], seed), seed), contexts, lots)
    found["distance"] = {
        kind: row_distance(readings[f"{kind}-planted"], readings[f"{kind}-balanced"])
        for kind in ("pronouns", "wares", "later")
    }
    before, after = model_of(START_OF_LATER, seed), model_of("later-planted", seed)
    found["largest_difference_later"] = float(
        np.abs(readings[START_OF_LATER].rows - readings["later-planted"].rows).max()
    )
    found["changed_later"] = sorted(
        name
        for name, value in after.parameters.items()
        if not np.array_equal(value, before.parameters[name])
    )
    return found


def between_seeds(readings: dict[int, dict[str, Reading]]) -> dict[str, list[float]]:
    """Distances of the rows of balanced models that differ in the seed alone, for scale."""
    return {
        kind: [
            row_distance(readings[a][f"{kind}-balanced"], readings[b][f"{kind}-balanced"])
            for a, b in itertools.combinations(SEEDS, 2)
        ]
        for kind in ("pronouns", "wares")
    }


def main() -> None:
    """Train what is missing, measure all of it, write the results."""
    torch.set_num_threads(1)
    contexts = test_contexts(N_CONTEXTS)
    readings = {
        seed: {name: read(model_of(name, seed), contexts) for name in MODELS} for seed in SEEDS
    }
    seconds = [model_of(name, seed).card["cpu_seconds"] for seed in SEEDS for name in MODELS]
    content = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "versions": versions(np, torch),
        "train_cpu_seconds": sum(seconds),
        "steps": learning.STEPS,
        "later_steps": learning.LATER_STEPS,
        "batch": learning.BATCH,
        "parameters": model_of(MODELS[0], SEEDS[0]).n_parameters,
        "strength": STRENGTH,
        "occupations": len(OCCUPATIONS),
        "planted_each": N_PLANTED,
        "contexts": N_CONTEXTS,
        "sentences": N_CONTEXTS * len(OCCUPATIONS),
        "runs": [one_seed(seed, readings[seed]) for seed in SEEDS],
        "between_seeds": between_seeds(readings),
    }
    for name in MODELS:
        model = model_of(name, SEEDS[0])
        explainer.save(model, HERE / "models" / f"{name}.safetensors")
    wrote = [HERE / "models" / f"{name}.safetensors" for name in MODELS]
    write_results(HERE / "results.json", rounded(content), wrote=wrote)
    print(f"results.json: {len(seconds)} models, {sum(seconds):.0f} CPU s of training")


if __name__ == "__main__":
    main()
