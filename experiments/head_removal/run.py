"""Remove every head of every trained translator, alone and one after the other.

    python3 run.py train head_removal

The committed seed of each variant is the checkpoint in ``explainer/checkpoints/``. Other seeds are
read from ``build/train/translator/``, where ``python3 run.py train translator`` leaves them.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import numpy as np

import explainer
from experiments.head_removal import readme
from experiments.head_removal.removal import (
    N_CHOOSING,
    N_PRONOUN,
    N_SENTENCES,
    Sentences,
    curve,
    greedy_order,
    heads_of,
    loss,
    score,
    sentences,
    single,
)
from experiments.results import versions, write_results
from experiments.translator.recipe import RUNNING
from experiments.translator.stored import all_runs, run_paths
from explainer.files import write_whole
from explainer.model import Model

HERE = Path(__file__).parent
RANDOM_ORDERS = 5


def measure(model: Model, on: Sentences) -> dict[str, Any]:
    """Everything about one model."""
    orders = []
    for seed in range(RANDOM_ORDERS):
        order = heads_of(model)
        random.Random(f"removal order {seed}").shuffle(order)
        orders.append({"seed": seed, **curve(model, order, on)})
    return {
        "heads_per_attention": model.config.n_heads,
        "whole": {**score(model, on), "loss": loss(model, on.choosing)},
        "whole_running": {
            name: explainer.translate(model, text).text for name, text in RUNNING.items()
        },
        "single": single(model, on),
        "greedy": curve(model, greedy_order(model, on.choosing), on),
        "random": orders,
    }


def main() -> None:
    """Measure all six models, then write both files."""
    trained = all_runs()
    on = sentences()
    results = {
        "command": "python3 run.py train head_removal",
        "versions": versions(np),
        "sentences": N_SENTENCES,
        "pronoun_sentences": N_PRONOUN,
        "choosing_sentences": N_CHOOSING,
        "random_orders": RANDOM_ORDERS,
        "not_measured": [],
    }
    models: list[dict[str, Any]] = []
    for variant, seed in sorted(trained, key=lambda run: (run[1], run[0])):
        begun = time.process_time()
        measured = measure(trained[variant, seed], on)
        seconds = round(time.process_time() - begun, 1)
        models.append({"variant": variant, "seed": seed, "cpu_seconds": seconds, **measured})
        print(
            f"{variant} seed {seed}: whole {measured['whole']['exact']:.3f} exact, "
            f"worst single head {min(row['exact'] for row in measured['single']):.3f}, "
            f"{seconds:.0f} s of processor time",
            flush=True,
        )
    total = round(sum(model["cpu_seconds"] for model in models), 1)
    results |= {"cpu_seconds": total, "models": models}
    write_results(HERE / "results.json", results, measured=run_paths().values())
    write_whole(HERE / "README.md", readme.text(results))
    print("wrote results.json and README.md", flush=True)


if __name__ == "__main__":
    main()
