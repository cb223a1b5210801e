"""Where a training run stands, saved whole so that an interrupted run can go on.

Its files are named by a hash of all that decides the run, so that what was trained by one recipe,
grammar, architecture or code is never taken for what another would give. Whether the settings are
those of the recipe does not count: a trial whose settings the recipe takes over is that run.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import random
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import torch

from experiments.source_code import DIGITS, used_code
from experiments.translator import recipe
from experiments.translator.data import ENGLISH, FRENCH
from experiments.translator.recipe import VARIANTS
from explainer.files import write_whole
from explainer.model import Config, Model, parameter_shapes

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / "build" / "train" / "translator"
FOLDER = "experiments/translator"
# What decides the weights: one training step, and how a run begins.
TRAINING = (f"{FOLDER}/train.py:train_step", f"{FOLDER}/run_state.py:new_run")


@dataclass
class Run:
    """Where one training run stands; saved and restored as a whole."""

    variant: str
    seed: int
    steps: int
    parameters: dict[str, torch.Tensor]
    optimizer: torch.optim.Optimizer
    sentences: random.Random
    depends_on: str  # hash of recipe, architecture, grammar and code, as they were at its start
    peak_rate: float
    weight_decay: float
    step: int = 0
    saved: int = 0  # the step from which an interrupted run goes on
    seconds: float = 0.0  # of processor time
    loss_curve: list[tuple[int, float]] = field(default_factory=list)  # step, nats a token
    exact_match_curve: list[tuple[int, float]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The run's name in file names and messages; it ends with the hash of what decides it."""
        return f"{self.title}-{self.depends_on}"

    @property
    def title(self) -> str:
        """What people call the run."""
        return f"{self.variant}-seed-{self.seed}"

    @property
    def model(self) -> Model:
        """The model as it is now, with torch parameters."""
        return Model(config_of(self.variant), self.parameters, ENGLISH, FRENCH)


def config_of(variant: str) -> Config:
    """The architecture of a variant: they differ in the number of heads alone."""
    return Config(
        len(ENGLISH),
        len(FRENCH),
        d_model=recipe.D_MODEL,
        n_heads=VARIANTS[variant],
        d_feed_forward=recipe.D_FEED_FORWARD,
        encoder_layers=recipe.ENCODER_LAYERS,
        decoder_layers=recipe.DECODER_LAYERS,
    )


@cache
def hash_of(variant: str, steps: int, peak_rate: float, weight_decay: float) -> str:
    """The hash of all that decides the weights of a run but its seed."""
    decides = [
        [steps, peak_rate, weight_decay],
        asdict(config_of(variant)),
        [ENGLISH.words, FRENCH.words],
        used_code(ROOT, *TRAINING),
    ]
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:DIGITS]


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


def new_run(variant: str, seed: int, steps: int, peak_rate: float, weight_decay: float) -> Run:
    """A run at step 0. Parameters and sentences depend on the seed alone."""
    parameters = initial_parameters(config_of(variant), seed)
    optimizer = torch.optim.AdamW(
        parameters.values(), peak_rate, betas=(0.9, 0.98), weight_decay=weight_decay
    )
    sentences = random.Random(f"training {seed}")
    settings = (peak_rate, weight_decay)
    depends_on = hash_of(variant, steps, *settings)
    return Run(variant, seed, steps, parameters, optimizer, sentences, depends_on, *settings)


def save_state(run: Run) -> None:
    """Write everything the run needs to go on, replacing the file whole."""
    buffer = io.BytesIO()
    torch.save(
        {
            "depends_on": run.depends_on,
            "parameters": {name: value.detach() for name, value in run.parameters.items()},
            "optimizer": run.optimizer.state_dict(),
            "sentences": run.sentences.getstate(),
            "progress": [run.step, run.seconds, run.loss_curve, run.exact_match_curve],
        },
        buffer,
    )
    write_whole(STATE / f"{run.name}.pt", buffer.getvalue())
    run.saved = run.step


def resume(run: Run) -> Run:
    """The same run where it was interrupted; unchanged where nothing was saved.

    Raises ValueError for a saved state that is damaged or belongs to another recipe, grammar or
    architecture, whatever its name says: the error names the file and what to do.
    """
    path = STATE / f"{run.name}.pt"
    if not path.exists():
        return run
    again = "Delete it, or begin anew with --restart; results and checkpoints are unchanged"
    try:
        state = torch.load(path, weights_only=False)  # our own file, written by save_state
        is_this_run = state["depends_on"] == run.depends_on
    except Exception as error:  # torch raises whatever its unpickler meets
        raise ValueError(f"{path} is damaged ({error}). {again}") from error
    if not is_this_run:
        raise ValueError(
            f"{path} was saved by another recipe, grammar, architecture or training code "
            f"({state['depends_on']}, not {run.depends_on}). {again}"
        )
    with torch.no_grad():
        for name, value in state["parameters"].items():
            run.parameters[name].copy_(value)
    run.optimizer.load_state_dict(state["optimizer"])
    run.sentences.setstate(state["sentences"])
    run.step, run.seconds, run.loss_curve, run.exact_match_curve = state["progress"]
    run.saved = run.step
    print(f"{run.title}: going on from step {run.step} of {run.steps}", flush=True)
    return run
