"""Train one encoder for three tasks, with controls, and ask whether its heatmap matters.

    python3 run.py train uses

Finished trainings are kept in ``build/train/uses/``: an interrupted run goes on where it was. The
search across sentences needs the six translators (``python3 run.py train translator``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.results import rounded, versions, write_results
from experiments.trainings import kept_training
from experiments.translator.stored import all_runs, run_paths
from experiments.uses import learners, search
from experiments.uses.deletion import brightest_is_needed, deletion, judged_rightly
from experiments.uses.examples import examples
from experiments.uses.measure import N_COUNTED, N_TEST, accuracies, control_accuracies, drawn
from experiments.uses.text import WORDS

HERE = Path(__file__).parent
STATE = state_folder("uses")
SEEDS = (0, 1, 2)
QUERY = 0  # of the collection, shown as an example: the first, whatever it is
VARIANTS = {"one_head": "translator-one-head", "four_heads": "translator"}


def trained(seed: int) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The parameters of one seed, and how their training went."""
    path = STATE / f"seed-{seed}.safetensors"
    return kept_training(path, lambda: learners.fit(seed))


def one_seed(seed: int) -> dict[str, Any]:
    """Everything that is measured of one training."""
    parameters, card = trained(seed)
    accuracy = accuracies(parameters)
    chosen = judged_rightly(parameters, drawn("plain", "test", False, N_TEST))
    print(f"uses, seed {seed}: {accuracy}", flush=True)
    return {
        "seed": seed,
        **card,
        "accuracy": accuracy,
        "texts_judged_rightly": len(chosen),
        "deletion": deletion(parameters, chosen),
        "brightest_is_needed": brightest_is_needed(parameters, chosen),
    }


def searched() -> dict[str, Any]:
    """What counted words, embedding rows and encoders find."""
    found = search.collection()
    models = all_runs()
    counted = search.similarities(search.word_counts, found)
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in (*VARIANTS, "rows", "untrained")}
    example = {"words": search.hits(counted, found, QUERY)}
    for (variant, seed), model in sorted(models.items()):
        name = next(short for short, long in VARIANTS.items() if long == variant)
        scores = search.similarities(search.mean_output(model), found)
        runs[name].append({"seed": seed, **search.summary(scores, found.reverse)})
        if name == "one_head" and seed == SEEDS[0]:
            example[name] = search.hits(scores, found, QUERY)
        if name == "four_heads":
            for control, vectors in search.control_vectors(model, seed).items():
                scores = search.similarities(vectors, found)
                runs[control].append({"seed": seed, **search.summary(scores, found.reverse)})
    return {
        "sentences": len(found.sentences),
        "words": search.summary(counted, found.reverse),
        "runs": runs,
        "example": {
            "query": found.queries[QUERY],
            "right": found.sentences[QUERY],
            "reverse": found.sentences[found.reverse[QUERY]],
            "hits": example,
        },
    }


def main() -> None:
    """Train what is missing, measure all of it, write the results."""
    torch.set_num_threads(1)
    runs = [one_seed(seed) for seed in SEEDS]
    first, _ = trained(SEEDS[0])
    content = {
        "command": "python3 run.py train uses",
        "versions": versions(np, torch),
        "seeds": list(SEEDS),
        "steps": sum(learners.CYCLES),
        "batch": learners.BATCH,
        "rate": learners.RATE,
        "words": len(WORDS),
        "parameters": sum(int(value.size) for value in first.values()),
        "test_reports": 2 * N_TEST,
        "counted_reports": N_COUNTED,
        "runs": runs,
        "controls": control_accuracies(),
        "examples": examples(first),
        "search": searched(),
    }
    write_results(HERE / "results.json", rounded(content), measured=list(run_paths().values()))


if __name__ == "__main__":
    main()
