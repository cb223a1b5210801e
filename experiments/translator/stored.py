"""The trained translators, for experiments that compare seeds or moments: files and models."""

from __future__ import annotations

import sys
from pathlib import Path

import explainer
from experiments.translator.recipe import (
    COMMITTED_SEED,
    PEAK_RATE,
    SEEDS,
    SNAPSHOTS,
    SNAPSHOTS_OF,
    STEPS,
    VARIANTS,
    WEIGHT_DECAY,
)
from experiments.translator.run_state import STATE, hash_of
from explainer.checkpoint import FOLDER as CHECKPOINTS
from explainer.model import Model


def checkpoints() -> dict[tuple[str, int], Path]:
    """Every (variant, seed) of the recipe: where its training leaves its weights."""
    settings = (STEPS, PEAK_RATE, WEIGHT_DECAY)
    return {
        (variant, seed): STATE / f"{variant}-seed-{seed}-{hash_of(variant, *settings)}.safetensors"
        for variant in VARIANTS
        for seed in SEEDS
    }


def committed(variant: str) -> Path:
    """The weights in the repository."""
    return CHECKPOINTS / f"{variant}.safetensors"


def snapshot_path(variant: str, step: int) -> Path:
    """Where the model as it was after ``step`` updates is kept."""
    return CHECKPOINTS / f"{variant}-training" / f"step-{step:04d}.safetensors"


def all_committed() -> list[Path]:
    """Every file of weights that the training of the translators leaves in the repository."""
    snapshots = [snapshot_path(SNAPSHOTS_OF, step) for step in SNAPSHOTS]
    return [*(committed(variant) for variant in VARIANTS), *snapshots]


def run_paths() -> dict[tuple[str, int], Path]:
    """Every (variant, seed): the committed seed from the repository, the others as trained here."""
    return {
        (variant, seed): committed(variant) if seed == COMMITTED_SEED else path
        for (variant, seed), path in sorted(checkpoints().items())
    }


def all_runs() -> dict[tuple[str, int], Model]:
    """Every (variant, seed) and its model.

    Ends the program where one is missing, naming it and what makes it: results of all models
    are not to be replaced by results of fewer.
    """
    paths = run_paths()
    missing = [path.stem for path in paths.values() if not path.exists()]
    if missing:
        sys.exit(
            f"Weights are missing: {', '.join(missing)}. Train them first (about ten minutes): "
            "python3 run.py train translator. The results are unchanged."
        )
    return {key: explainer.load(path) for key, path in paths.items()}
