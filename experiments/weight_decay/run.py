"""Train the translators with three weight decays, and see what becomes of accuracy and attention.

    python3 run.py train weight_decay
    python3 run.py train weight_decay --variant translator-one-head    trains those alone

Three weight decays, three seeds, both variants: 18 runs, which go on where they were interrupted.
The six of the recipe's decay are the translators of the site: the same training, the same weights.
A recipe is chosen on validation sentences; the held-out ones say what it is worth.
"""

from __future__ import annotations

import argparse
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch

import explainer
from experiments.provenance import state_folder
from experiments.results import kept, rounded, versions, write_results
from experiments.translator.held_out import Unseen
from experiments.translator.recipe import PEAK_RATE, SEEDS, STEPS, VARIANTS
from experiments.translator.run_state import new_run
from experiments.translator.train import carry_out, weights_of
from experiments.weight_decay import readme
from experiments.weight_decay.measure import attention_on, looks, removal
from explainer.files import write_whole

HERE = Path(__file__).parent
DECAYS = (0.0, 0.02, 0.1)
SIDES: tuple[Unseen, ...] = ("validation", "held out")


def carried_out(variant: str, seed: int, decay: float) -> dict[str, Any]:
    """One run: trained or taken as it is, then measured on both unseen sides of the split."""
    run = new_run(variant, seed, STEPS, PEAK_RATE, decay)
    result = carry_out(run)
    model = explainer.load(weights_of(run))
    scores = {"held out": result, "validation": result["validation"]}
    return {
        "decay": decay,
        "variant": variant,
        "seed": seed,
        "seconds": result["seconds"],
        "last_loss": result["loss_curve"][-1][1],
        "looks": looks(model),
        **{
            side.replace(" ", "_"): {
                "exact": scores[side]["exact_match"],
                "pronoun": scores[side]["pronoun"],
                **attention_on(model, side),
                "without": removal(model, side),
            }
            for side in SIDES
        },
    }


def main(arguments: list[str] | None = None) -> None:
    """Train and measure what is asked for; write the results once all runs are there."""
    parser = argparse.ArgumentParser(prog="run.py train weight_decay")
    parser.add_argument("--variant", choices=VARIANTS, help="train one variant only")
    only = parser.parse_args(arguments).variant
    torch.set_num_threads(1)
    folder = state_folder("weight_decay")
    folder.mkdir(parents=True, exist_ok=True)
    runs = []
    for decay, seed, variant in product(DECAYS, SEEDS, [only] if only else VARIANTS):
        name = new_run(variant, seed, STEPS, PEAK_RATE, decay).name
        runs.append(kept(folder / f"{name}.json", partial(carried_out, variant, seed, decay)))
        print(line(runs[-1]), flush=True)
    if only:
        print("results.json waits for the other variant")
        return
    results = {
        "command": "python3 run.py train weight_decay",
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(run["seconds"] for run in runs)),
        "steps": STEPS,
        "decays": DECAYS,
        "runs": runs,
    }
    results = rounded(results)
    write_results(HERE / "results.json", results)
    write_whole(HERE / "README.md", readme.text(results))


def line(run: dict[str, Any]) -> str:
    """One run in a line, for who waits."""
    scores = run["validation"]
    return (
        f"decay {run['decay']} {run['variant']} seed {run['seed']}, validation: exact match "
        f"{scores['exact']:.4f}, pronouns {scores['pronoun']['accuracy']:.4f}, evenness "
        f"{ {name: round(value, 2) for name, value in scores['evenness'].items()} }"
    )


if __name__ == "__main__":
    main()
