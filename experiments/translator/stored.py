"""The six trained translators, for experiments that compare seeds."""

from __future__ import annotations

import sys

import explainer
from experiments.translator.run_state import STATE, VARIANTS
from explainer.model import Model

SEEDS = (0, 1, 2)


def all_runs() -> dict[tuple[str, int], Model]:
    """Every (variant, seed): seed 0 as committed, the others as trained on this machine.

    Ends the program where one is missing, naming it and what makes it: results of six models are
    not to be replaced by results of fewer.
    """
    paths = {
        (variant, seed): STATE / f"{variant}-seed-{seed}.safetensors"
        for variant in VARIANTS
        for seed in SEEDS[1:]
    }
    missing = [path.stem for path in paths.values() if not path.exists()]
    if missing:
        sys.exit(
            f"Weights are missing: {', '.join(missing)}. Train them first (about ten minutes): "
            "python3 run.py train translator. The results are unchanged."
        )
    first = {(variant, SEEDS[0]): explainer.load(variant) for variant in VARIANTS}
    others = {key: explainer.load(path) for key, path in paths.items()}
    return {key: (first | others)[key] for key in sorted(first | others)}
