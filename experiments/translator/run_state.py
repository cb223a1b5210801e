"""Where a training run stands, saved whole so that an interrupted run can go on."""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass, field
from pathlib import Path

import torch

from experiments.translator.data import ENGLISH, FRENCH
from explainer.files import write_whole
from explainer.model import Config, Model, parameter_shapes

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / "build" / "train" / "translator"
VARIANTS = {"translator": 4, "translator-one-head": 1}  # name -> heads
PEAK_RATE = 3e-3  # learning rate after warm-up
WEIGHT_DECAY = 0.3
STEPS = 2500


@dataclass
class Run:
    """Where one training run stands; saved and restored as a whole."""

    variant: str
    seed: int
    steps: int
    parameters: dict[str, torch.Tensor]
    optimizer: torch.optim.Optimizer
    sentences: random.Random
    peak_rate: float = PEAK_RATE
    weight_decay: float = WEIGHT_DECAY
    step: int = 0
    seconds: float = 0.0  # of processor time
    loss_curve: list[tuple[int, float]] = field(default_factory=list)  # step, nats a token
    exact_match_curve: list[tuple[int, float]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The run's name in file names and messages."""
        trial = (
            ""
            if self.follows_the_recipe
            else f"-rate-{self.peak_rate}-decay-{self.weight_decay}-steps-{self.steps}"
        )
        return f"{self.variant}-seed-{self.seed}{trial}"

    @property
    def follows_the_recipe(self) -> bool:
        """Whether this is one of the reported runs, not a trial of other settings."""
        recipe = (PEAK_RATE, WEIGHT_DECAY, STEPS)
        return (self.peak_rate, self.weight_decay, self.steps) == recipe

    @property
    def model(self) -> Model:
        """The model as it is now, with torch parameters."""
        return Model(config_of(self.variant), self.parameters, ENGLISH, FRENCH)


def config_of(variant: str) -> Config:
    """The architecture of a variant: they differ in the number of heads alone."""
    return Config(len(ENGLISH), len(FRENCH), n_heads=VARIANTS[variant])


def initial_parameters(config: Config, seed: int) -> dict[str, torch.Tensor]:
    """Xavier-normal matrices, embeddings of deviation 1/√d_model, gains one, biases zero."""
    generator = torch.Generator().manual_seed(seed)
    parameters = {}
    for name, shape in parameter_shapes(config).items():
        if len(shape) == 1:
            value = torch.ones(shape) if name.endswith(".gain") else torch.zeros(shape)
        else:
            rows, columns = shape
            is_table = name.endswith("embedding")
            deviation = columns**-0.5 if is_table else math.sqrt(2 / (rows + columns))
            value = torch.randn(shape, generator=generator) * deviation
        parameters[name] = value.requires_grad_()
    return parameters


def new_run(
    variant: str,
    seed: int,
    steps: int,
    peak_rate: float = PEAK_RATE,
    weight_decay: float = WEIGHT_DECAY,
) -> Run:
    """A run at step 0. Parameters and sentences depend on the seed alone."""
    parameters = initial_parameters(config_of(variant), seed)
    optimizer = torch.optim.AdamW(
        parameters.values(), peak_rate, betas=(0.9, 0.98), weight_decay=weight_decay
    )
    sentences = random.Random(f"training {seed}")
    return Run(variant, seed, steps, parameters, optimizer, sentences, peak_rate, weight_decay)


def save_state(run: Run) -> None:
    """Write everything the run needs to go on, replacing the file whole."""
    buffer = io.BytesIO()
    torch.save(
        {
            "steps": run.steps,
            "parameters": {name: value.detach() for name, value in run.parameters.items()},
            "optimizer": run.optimizer.state_dict(),
            "sentences": run.sentences.getstate(),
            "progress": [run.step, run.seconds, run.loss_curve, run.exact_match_curve],
        },
        buffer,
    )
    write_whole(STATE / f"{run.name}.pt", buffer.getvalue())


def resume(run: Run) -> Run:
    """The same run where it was interrupted; unchanged where nothing fitting was saved."""
    path = STATE / f"{run.name}.pt"
    if not path.exists():
        return run
    state = torch.load(path, weights_only=False)  # our own file, written by save_state
    if state["steps"] != run.steps:
        return run
    with torch.no_grad():
        for name, value in state["parameters"].items():
            run.parameters[name].copy_(value)
    run.optimizer.load_state_dict(state["optimizer"])
    run.sentences.setstate(state["sentences"])
    run.step, run.seconds, run.loss_curve, run.exact_match_curve = state["progress"]
    print(f"{run.name}: going on from step {run.step}", flush=True)
    return run
