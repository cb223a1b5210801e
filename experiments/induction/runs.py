"""The runs that are compared: one and four heads, and the controls; how each begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch

import explainer
from experiments.induction.data import LENGTH, N_TOKENS, tokenizer
from experiments.provenance import state_folder
from experiments.text import FILE as TEXT
from explainer.model import Config, Model, parameter_shapes
from explainer.tokenizer import SPECIAL
from explainer.untrained import untrained

STATE = state_folder("induction", [TEXT])
Positions = Literal["rotary", "learned", "sinusoidal"]
STEPS, PEAK_RATE = 2000, 3e-3


@dataclass(frozen=True)
class Run:
    """One training run. ``data`` as in ``data.batch``."""

    variant: str
    seed: int
    n_heads: int = 1
    layers: int = 2
    data: str = "repeats"
    positions: Positions = "rotary"
    steps: int = STEPS
    rate: float = PEAK_RATE

    @property
    def name(self) -> str:
        """The run's name in messages and file names."""
        return f"{self.variant}-seed-{self.seed}"

    @property
    def config(self) -> Config:
        """A decoder without an encoder: it reads its own text from left to right."""
        return Config(
            len(SPECIAL),
            N_TOKENS,
            d_model=64,
            n_heads=self.n_heads,
            d_feed_forward=256,
            encoder_layers=0,
            decoder_layers=self.layers,
            positions=self.positions,
            longest=LENGTH,
        )


RUNS = (
    Run("one-head", 0),
    Run("one-layer", 0, layers=1),
    Run("text-only", 0, data="text"),
    Run("four-heads", 0, n_heads=4),
    Run("one-head", 1),
    Run("one-head", 2),
    Run("no-repeats", 0, data="no repeats"),
    Run("four-heads", 1, n_heads=4),
    Run("one-layer", 1, layers=1),
    Run("text-only", 1, data="text"),
)


def start(run: Run) -> Model:
    """The model of a run before its first step, with torch parameters."""
    config = run.config
    shapes = parameter_shapes(config)
    blank = Model(config, {name: np.empty(shape) for name, shape in shapes.items()})
    parameters = {
        name: torch.tensor(value, dtype=torch.float32, requires_grad=True)
        for name, value in untrained(blank, run.seed).parameters.items()
    }
    return Model(config, parameters, target_vocabulary=tokenizer()[0])


def as_arrays(model: Model) -> Model:
    """The same model with NumPy parameters that share the numbers."""
    parameters = {name: value.detach().numpy() for name, value in model.parameters.items()}
    return Model(model.config, parameters, model.source_vocabulary, model.target_vocabulary)


def stored(result: dict[str, Any]) -> Model:
    """The trained model of a finished run."""
    return explainer.load(STATE / f"{result['variant']}-seed-{result['seed']}.safetensors")
