"""Train one small decoder-only model on planted or balanced text."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import numpy as np
import torch

from experiments.planted_bias.text import PADDING_ID, WORDS, draw_sentence, to_ids
from experiments.translator.run_state import initial_parameters
from explainer.model import Config, Model
from explainer.schedules import cosine_rate
from explainer.tokenizer import Vocabulary
from explainer.transformer import decode, next_word_logits

CONFIG = Config(
    len(Vocabulary()),
    len(WORDS),
    d_model=32,
    n_heads=4,
    d_feed_forward=64,
    encoder_layers=0,
    decoder_layers=1,
)
STEPS, BATCH, RATE, WARM_UP = 900, 64, 3e-3, 50
LATER_STEPS = 400  # of the further training with the attention pattern held fixed
LOG_EVERY = 50
# The only parameters of a one-layer model that its attention weights do not depend on.
BESIDE_THE_WEIGHTS = (
    "self_attention.value",
    "self_attention.output",
    "norm_feed_forward",
    "feed_forward",
    "decoder.norm",
)


def fresh(seed: int) -> Model:
    """The untrained model of a seed, with torch parameters."""
    return Model(CONFIG, initial_parameters(CONFIG, seed), target_vocabulary=WORDS)


def beside_the_weights() -> tuple[str, ...]:
    """Names of the parameters that may change without moving any attention weight."""
    names = fresh(0).parameters
    return tuple(name for name in names if any(part in name for part in BESIDE_THE_WEIGHTS))


def learn(
    model: Model,
    chances: Mapping[str, float],
    wares: bool,
    seed: int,
    steps: int = STEPS,
    trained: Iterable[str] | None = None,
) -> tuple[Model, list[list[float]]]:
    """Train on next words; return the model with NumPy parameters and its loss curve.

    ``trained`` names the parameters that may change, default all. The curve is [step, nats a
    token].
    """
    names = list(model.parameters) if trained is None else list(trained)
    own = {name: torch.tensor(np.asarray(value)) for name, value in _arrays(model).items()}
    for name in names:
        own[name].requires_grad_()
    learner = Model(CONFIG, own, target_vocabulary=WORDS)
    optimizer = torch.optim.AdamW(
        [own[name] for name in names], RATE, betas=(0.9, 0.98), weight_decay=0.01
    )
    source = random.Random(f"text {seed} {steps}")
    curve, recent = [], []
    for step in range(steps):
        ids = torch.from_numpy(
            to_ids([draw_sentence(source, chances, wares) for _ in range(BATCH)])
        )
        logits = next_word_logits(learner, decode(learner, ids[:, :-1]))
        loss = torch.nn.functional.cross_entropy(
            logits.flatten(0, 1), ids[:, 1:].flatten(), ignore_index=PADDING_ID
        )
        for group in optimizer.param_groups:
            group["lr"] = cosine_rate(step, RATE, steps, WARM_UP)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([own[name] for name in names], 1.0)
        optimizer.step()
        recent.append(loss.item())
        if (step + 1) % LOG_EVERY == 0:
            curve.append([step + 1, round(float(np.mean(recent)), 4)])
            recent.clear()
    return Model(CONFIG, _arrays(learner), target_vocabulary=WORDS), curve


def _arrays(model: Model) -> dict[str, np.ndarray]:
    return {
        name: value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        for name, value in model.parameters.items()
    }
