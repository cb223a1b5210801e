"""The two models that are compared: the finished translator, and one caught early in training."""

from __future__ import annotations

import explainer
from explainer.checkpoint import FOLDER
from explainer.model import Model

EARLY_STEP = 300  # of the 2,500 updates of translator-one-head, seed 0
NAMES = ("finished", "early")


def load(name: str) -> Model:
    """The model by what the results call it."""
    if name == "finished":
        return explainer.load("translator")
    return explainer.load(
        FOLDER / "translator-one-head-training" / f"step-{EARLY_STEP:04d}.safetensors"
    )
