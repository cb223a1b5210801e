"""The two models that are compared: the finished translator, and one caught early in training."""

from __future__ import annotations

from pathlib import Path

import explainer
from experiments.translator.recipe import SNAPSHOTS_OF
from experiments.translator.stored import committed, snapshot_path
from explainer.model import Model

EARLY_STEP = 300  # updates of the run whose moments are kept
NAMES = ("finished", "early")


def path_of(name: str) -> Path:
    """The weights of a model by what the results call it."""
    if name == "finished":
        return committed("translator")
    return snapshot_path(SNAPSHOTS_OF, EARLY_STEP)


def load(name: str) -> Model:
    """The model by what the results call it."""
    return explainer.load(path_of(name))
