"""What do the hidden cells of the decoder's feed-forward layers answer to, and what do they write?

    python3 run.py train memories

Nothing is trained. Read are the translators of seeds 0, 1 and 2, the last two of which
``python3 run.py train translator`` makes, and the same shapes untrained.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.memories.measure import STRONGEST, hidden, measure, promoted, rows_of, strongest
from experiments.results import rounded, versions, write_results
from experiments.translator.data import FRENCH, held_out_sample, to_batch
from experiments.translator.grammar import Pair
from experiments.translator.recipe import COMMITTED_SEED
from experiments.translator.stored import all_runs, run_paths
from explainer.model import Model
from explainer.untrained import untrained

HERE = Path(__file__).parent
VARIANT = "translator"
N_SENTENCES = 500
CLEAR = 0.5  # a cell is clear if its word is the right one in at least half of its rows
SHOWN_ROWS, SHOWN_WORDS = 5, 5


def summary(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Means over the cells of each layer, and over those that are clear."""
    found = []
    for layer in layers:
        cells = list(layer["each"].values())
        clear = [cell for cell in cells if cell["agrees"] >= CLEAR]
        found.append(
            {
                "cells": layer["cells"],
                "live": len(cells),
                "mean": {key: float(np.mean([cell[key] for cell in cells])) for key in cells[0]},
                "agrees": [cell["agrees"] for cell in cells],
                "clear": len(clear),
                "of_clear": {
                    key: float(np.mean([cell[key] for cell in clear]))
                    for key in ("cost", "cost_of_another")
                    if clear
                },
            }
        )
    return found


def chosen(layers: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Two cells, by rule: of those that always agree the dearest; and one drawn at random."""
    all_cells = [(layer, cell) for layer, one in enumerate(layers) for cell in one["each"]]

    def agrees_and_costs(place: tuple[int, int]) -> tuple[float, float]:
        layer, cell = place
        return layers[layer]["each"][cell]["agrees"], layers[layer]["each"][cell]["cost"]

    drawn = np.random.default_rng(COMMITTED_SEED).integers(len(all_cells))
    return {"clearest": max(all_cells, key=agrees_and_costs), "drawn": all_cells[drawn]}


def shown(model: Model, pairs: list[Pair], layer: int, cell: int) -> dict[str, Any]:
    """One cell: the rows that light it most, with the words before, and the words it promotes."""
    batch = to_batch(pairs)
    rows, cells = rows_of(batch), hidden(model, batch)[layer, :, cell]
    scores = promoted(model)[layer, cell]
    return {
        "layer": layer,
        "cell": cell,
        "lit": float((cells > 0).mean()),
        "rows": [
            {
                "read": [FRENCH.words[number] for number in batch.target[sentence, : place + 1]],
                "writes": FRENCH.words[rows.writes[row]],
                "holds": float(cells[row]),
            }
            for row in strongest(cells, rows)[:SHOWN_ROWS]
            for sentence, place in [(rows.sentence[row], rows.place[row])]
        ],
        "promotes": [
            {"word": FRENCH.words[number], "score": float(scores[number])}
            for number in np.argsort(-scores)[:SHOWN_WORDS]
        ],
    }


def main() -> None:
    """Measure every model and write ``results.json``."""
    started = time.process_time()
    torch.set_num_threads(1)
    pairs = held_out_sample(N_SENTENCES)
    trained = {seed: model for (variant, seed), model in all_runs().items() if variant == VARIANT}
    models, fresh = [], []
    for seed, model in sorted(trained.items()):
        layers = measure(model, pairs)
        found = summary(layers)
        models.append({"seed": seed, "layers": found})
        fresh.append({"seed": seed, "layers": summary(measure(untrained(model, seed), pairs))})
        if seed == COMMITTED_SEED:
            examples = {
                name: shown(model, pairs, *place) | layers[place[0]]["each"][place[1]]
                for name, place in chosen(layers).items()
            }
        print(seed, [layer["mean"] for layer in found], flush=True)
    results = {
        "command": "python3 run.py train memories",
        "sentences": len(pairs),
        "rows": len(rows_of(to_batch(pairs)).reads),
        "strongest": STRONGEST,
        "clear_from": CLEAR,
        "cpu_seconds": round(time.process_time() - started, 1),
        "versions": versions(np, torch),
        "models": models,
        "untrained": fresh,
        "shown": examples,
    }
    measured = [path for (variant, _), path in run_paths().items() if variant == VARIANT]
    write_results(HERE / "results.json", rounded(results), measured=measured)


if __name__ == "__main__":
    main()
