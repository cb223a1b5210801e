"""One training: a decoder on an encoder that learns along or is left as it is."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
import torch

from experiments.second_language.languages import SINGLE, TOGETHER, Task
from experiments.second_language.recipe import BOTH, FRENCH_ALONE, FROZEN, STEPS, UNTRAINED
from experiments.translator.data import draw
from experiments.translator.loss import loss_of
from experiments.translator.recipe import (
    BATCH,
    D_FEED_FORWARD,
    D_MODEL,
    DECODER_LAYERS,
    ENCODER_LAYERS,
    PEAK_RATE,
    VARIANTS,
    WEIGHT_DECAY,
)
from experiments.translator.run_state import initial_parameters
from experiments.translator.train import learning_rate
from explainer.model import Config, Model

VARIANT = "translator"  # whose sizes are taken, and whose encoder is given
LOG_EVERY = 100  # steps
ENCODER = ("source_embedding", "encoder.")  # how its parameters' names begin


def tasks_of(arm: str) -> tuple[Task, ...]:
    """What an arm learns: German but for the two arms with French."""
    if arm == BOTH:
        return tuple(TOGETHER.values())
    return (SINGLE["French" if arm == FRENCH_ALONE else "German"],)


def new_model(arm: str, seed: int, given: Mapping[str, np.ndarray] | None = None) -> Model:
    """A model at step 0. Its encoder is ``given`` where there is one; frozen ones do not learn."""
    task = tasks_of(arm)[0]
    config = Config(
        len(task.source),
        len(task.target),
        d_model=D_MODEL,
        n_heads=VARIANTS[VARIANT],
        d_feed_forward=D_FEED_FORWARD,
        encoder_layers=ENCODER_LAYERS,
        decoder_layers=DECODER_LAYERS,
    )
    parameters = initial_parameters(config, seed)
    for name, value in parameters.items():
        if name.startswith(ENCODER) and arm in (FROZEN, UNTRAINED):
            value.requires_grad_(False)
            if arm == FROZEN and given is not None:
                value.copy_(torch.from_numpy(given[name]))
    return Model(config, parameters, task.source, task.target)


def fit(
    arm: str, seed: int, given: Mapping[str, np.ndarray] | None = None, steps: int = STEPS
) -> tuple[dict[str, np.ndarray], list[list[float]]]:
    """Train one arm; its parameters, and its loss every hundred steps: [step, nats a token].

    The sentences of a seed are the same for all arms; who learns both languages gets each of them
    in both, as much as two models would that learn one each.
    """
    model, tasks = new_model(arm, seed, given), tasks_of(arm)
    learning = [value for value in model.parameters.values() if value.requires_grad]
    optimizer = torch.optim.AdamW(learning, PEAK_RATE, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY)
    sentences = random.Random(f"training {seed}")
    curve: list[list[float]] = []
    recent: list[float] = []
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps)
        pairs = draw(sentences, BATCH, held_out=False)
        losses = [loss_of(model, task.batch(pairs))[0] for task in tasks]
        loss = torch.stack(losses).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        recent.append(loss.item())
        if (step + 1) % LOG_EVERY == 0:
            curve.append([step + 1, round(float(np.mean(recent)), 5)])
            recent.clear()
            print(
                f"{arm}, seed {seed}: step {step + 1} of {steps}, loss {curve[-1][1]:.4f}",
                flush=True,
            )
    return {name: value.detach().numpy() for name, value in model.parameters.items()}, curve


def model_of(arm: str, parameters: Mapping[str, np.ndarray]) -> Model:
    """A trained arm as a model of plain arrays."""
    fresh = new_model(arm, 0)
    return Model(fresh.config, parameters, fresh.source_vocabulary, fresh.target_vocabulary)
