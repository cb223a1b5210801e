"""The encoder of patches with a decoder of words, how it is trained, and how it writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from experiments.captions.pictures import LONGEST, PADDING_ID, WORDS, Pictures, batches, written_ids
from experiments.vision.digits import Digits
from explainer.model import Config, Model
from explainer.schedules import cosine_rate
from explainer.tokenizer import START, Vocabulary
from explainer.transformer import StackTrace, decode, encode, next_word_logits
from explainer.untrained import untrained
from explainer.vision import cut

PATCH_SIDE, ROWS, COLUMNS = 2, 4, 8  # pixels; patches
CONFIG = Config(
    1,  # as in explainer.vision: patches differ by their place and by what is added to it
    len(WORDS),
    d_model=64,
    n_heads=4,
    d_feed_forward=128,
    encoder_layers=2,
    decoder_layers=2,
    positions="learned",
    longest=ROWS * COLUMNS,
)
PATCHES = "patches.projection"
STEPS, BATCH, RATE, WARM_UP, DECAY = 900, 48, 2e-3, 50, 0.05
LOG_EVERY = 100

Parameters = Mapping[str, Any]


def new_parameters(seed: int) -> dict[str, np.ndarray]:
    """Random numbers; pictures and places enter alike strong, what all patches share is zero."""
    parameters = dict(untrained(Model(CONFIG, {}), seed).parameters)
    random = np.random.default_rng([seed, 1])
    shapes = {name: parameters[name].shape for name in ("source_positions", "target_positions")}
    for name, shape in shapes.items():
        parameters[name] = random.normal(scale=0.5, size=shape)
    parameters["source_embedding"] = np.zeros((1, CONFIG.d_model))
    parameters[PATCHES] = random.normal(scale=1 / PATCH_SIDE, size=(PATCH_SIDE**2, CONFIG.d_model))
    return {name: np.asarray(value, dtype=np.float32) for name, value in parameters.items()}


def model_of(parameters: Parameters) -> Model:
    """The encoder and the decoder."""
    own = {name: value for name, value in parameters.items() if name != PATCHES}
    return Model(CONFIG, own, Vocabulary(), WORDS)


def see(parameters: Parameters, images: Any) -> Any:
    """The encoder's output for pictures [n, 8, 16]: [n, patches, d_model], patches row by row."""
    added = cut(images, PATCH_SIDE) @ parameters[PATCHES]
    ids = np.zeros(tuple(added.shape[:-1]), dtype=np.int64)

    def add_pictures(name: str, stream: Any) -> Any:
        return stream + added if name == "encoder.0.input" else stream

    like = torch.from_numpy(ids) if isinstance(added, torch.Tensor) else ids
    return encode(model_of(parameters), like, edit=add_pictures).output


def score(
    parameters: Parameters, memory: Any, ids: Any, seen: Any = None
) -> tuple[StackTrace, Any]:
    """The decoder's trace and logits after each of ``ids`` [n, written].

    ``seen`` [1, patches] is False on patches that cross-attention may not look at.
    """
    model = model_of(parameters)
    trace = decode(model, ids, memory, seen)
    return trace, next_word_logits(model, trace)


def fit(digits: Digits, seed: int) -> tuple[dict[str, np.ndarray], list[list[float]]]:
    """The trained parameters, and the loss curve: step, nats a word, mean of the last steps."""
    parameters = {
        name: torch.tensor(value, requires_grad=True)
        for name, value in new_parameters(seed).items()
    }
    matrices = [value for value in parameters.values() if value.ndim == 2]
    vectors = [value for value in parameters.values() if value.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}],
        RATE,
        betas=(0.9, 0.98),
    )
    drawn = batches(digits, BATCH, np.random.default_rng([seed, 2]))
    curve: list[list[float]] = []
    recent: list[float] = []
    for step in range(STEPS):
        loss = loss_of(parameters, next(drawn))
        for group in optimizer.param_groups:
            group["lr"] = cosine_rate(step, RATE, STEPS, WARM_UP)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
        optimizer.step()
        recent.append(loss.item())
        if (step + 1) % LOG_EVERY == 0:
            curve.append([step + 1, round(float(np.mean(recent)), 4)])
            print(f"captions, seed {seed}: {curve[-1]}", flush=True)
            recent.clear()
    return {name: value.detach().numpy() for name, value in parameters.items()}, curve


def loss_of(parameters: Parameters, pictures: Pictures) -> torch.Tensor:
    """The mean surprise at the right next word, nats; the first word is given and costs nothing."""
    ids = torch.from_numpy(written_ids(pictures))
    memory = see(parameters, torch.from_numpy(pictures.images))
    _, logits = score(parameters, memory, ids[:, :-1])
    return torch.nn.functional.cross_entropy(
        logits[:, 1:].flatten(0, 1), ids[:, 2:].flatten(), ignore_index=PADDING_ID
    )


def write(parameters: Parameters, images: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The likeliest next word again and again, after the given first one [n]: ids [n, LONGEST].

    What stands after the end means nothing.
    """
    memory = see(parameters, images)
    ids = np.stack([np.full(len(first), WORDS.ids[START]), first], axis=-1)
    while ids.shape[-1] <= LONGEST:
        _, logits = score(parameters, memory, ids)
        ids = np.concatenate([ids, logits[:, -1].argmax(-1)[:, None]], axis=-1)
    return ids[:, 1:]
