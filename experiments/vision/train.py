"""Train small vision transformers on handwritten digits, then ask whether bright patches matter.

    python3 run.py train vision

Finished trainings are kept in ``build/train/vision/``: an interrupted run goes on where it was.
"""

from __future__ import annotations

import time
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.results import rounded, versions, write_results
from experiments.vision.digits import FILE, INKED, ink, read
from experiments.vision.fitting import BATCH, CONFIG, N_CLASSES, PATCH_SIDE, RATE, STEPS, fit
from experiments.vision.maps import Maps, all_maps
from experiments.vision.measure import (
    DRAWS,
    EXCHANGES,
    FIRST,
    exchanges,
    mean_correlation,
    measured,
)
from explainer.files import write_whole
from explainer.vision import VisionModel, load_vision, save_vision, untrained_vision

HERE = Path(__file__).parent
KEPT = state_folder("vision", [FILE])
SEEDS = (0, 1, 2)
VARIANTS = {"plain": False, "with holes": True}


def trained(variant: str, seed: int) -> tuple[VisionModel, float]:
    """The model, rounded to 16 bits as it is kept, and the processor time of its training."""
    path = KEPT / f"{variant.replace(' ', '-')}-{seed}.safetensors"
    clock = path.with_suffix(".seconds")
    if not clock.exists():
        begun = time.process_time()
        save_vision(fit(read()["training"], seed, VARIANTS[variant]), path)
        write_whole(clock, f"{time.process_time() - begun:.1f}")
    return load_vision(path), float(clock.read_text())


def control(seed: int) -> dict[str, Any]:
    """The correlations of a model that was never trained."""
    model = untrained_vision(CONFIG, PATCH_SIDE, N_CLASSES, seed)
    images = read()["test"].images
    maps = all_maps(model, images)
    names = [name for name in maps if name not in ("ink", "one at a time")]
    return {
        "seed": seed,
        "with_ink": {name: mean_correlation(maps[name], maps["ink"]) for name in names},
    }


def between_seeds(maps: dict[int, Maps]) -> dict[str, float]:
    """How alike the maps of the same image are in two training runs, mean over pairs of runs."""
    return {
        name: float(
            np.mean(
                [
                    mean_correlation(maps[one][name], maps[other][name])
                    for one, other in combinations(maps, 2)
                ]
            )
        )
        for name in ("last layer", "rollout", "brought", "one at a time")
    }


def main() -> None:
    """Train, measure, write results.json and the weights that figures run."""
    torch.set_num_threads(1)
    digits = read()
    inked = ink(digits["test"].images, PATCH_SIDE) >= INKED
    results: dict[str, Any] = {
        "command": "python3 run.py train vision",
        "versions": versions(np, torch),
        "seeds": list(SEEDS),
        "images": {name: len(part.labels) for name, part in digits.items()},
        "steps": STEPS,
        "batch": BATCH,
        "rate": RATE,
        "draws_of_random_orders": DRAWS,
        "draws_of_exchanges": EXCHANGES,
        "patches_blanked_for_one_number": FIRST,
        "inked_from": INKED,
        "inked_patches": float(inked.sum(axis=-1).mean()),
        "variants": {},
        "untrained": [control(seed) for seed in SEEDS],
    }
    begun = time.process_time()
    for variant in VARIANTS:
        runs, maps = [], {}
        for seed in SEEDS:
            model, seconds = trained(variant, seed)
            numbers, maps[seed] = measured(model, digits, seed)
            numbers["exchange"] = exchanges(model, digits["test"].images, maps[seed])
            runs.append({"seed": seed, "cpu_seconds": seconds, **numbers})
            left = {
                name: round(curve["answers"][FIRST], 3)
                for name, curve in numbers["deletion"].items()
            }
            print(variant, seed, numbers["accuracy"], numbers["best_head"], left, flush=True)
        results["variants"][variant] = {"runs": runs, "between_seeds": between_seeds(maps)}
    model, _ = trained("plain", SEEDS[0])
    save_vision(model, HERE / "vision.safetensors")
    results["parameters"] = model.n_parameters
    results["measuring_cpu_seconds"] = round(time.process_time() - begun, 1)
    wrote = [HERE / "vision.safetensors"]
    write_results(HERE / "results.json", rounded(results), measured=[FILE], wrote=wrote)


if __name__ == "__main__":
    main()
