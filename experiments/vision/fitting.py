"""Train one vision transformer on the digits."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import torch

from experiments.vision.digits import Digits
from explainer.model import Config
from explainer.vision import VisionModel, class_logits, cut, keep_patches, look, untrained_vision

PATCH_SIDE, SIDE, N_CLASSES = 2, 8, 10
CONFIG = Config(
    source_vocabulary=1,
    target_vocabulary=1,
    d_model=64,
    n_heads=4,
    d_feed_forward=128,
    encoder_layers=2,
    decoder_layers=0,
    positions="learned",
    longest=1 + (SIDE // PATCH_SIDE) ** 2,
)
STEPS, BATCH, RATE, WARM_UP, DECAY = 900, 64, 2e-3, 50, 0.05


def fit(digits: Digits, seed: int, blank: bool) -> VisionModel:
    """The trained model, in float32 NumPy.

    With ``blank``, a random share of the patches of every training image is made empty: such a
    model has met pictures with holes, so a hole alone is nothing new to it.
    """
    start = untrained_vision(CONFIG, PATCH_SIDE, N_CLASSES, seed)
    parameters = {
        name: torch.tensor(np.asarray(array), dtype=torch.float32, requires_grad=True)
        for name, array in start.parameters.items()
    }
    model = replace(start, parameters=parameters)
    matrices = [array for array in parameters.values() if array.ndim == 2]
    vectors = [array for array in parameters.values() if array.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}],
        RATE,
        betas=(0.9, 0.98),
    )
    random = np.random.default_rng([seed, 2])
    for step in range(STEPS):
        chosen = random.integers(0, len(digits.labels), BATCH)
        images = shifted(digits.images[chosen], random)
        if blank:
            images = with_holes(images, random)
        logits = class_logits(model, look(model, torch.from_numpy(images)))
        loss = torch.nn.functional.cross_entropy(logits, torch.from_numpy(digits.labels[chosen]))
        for group in optimizer.param_groups:
            falling = 0.5 + 0.5 * math.cos(math.pi * step / STEPS)
            group["lr"] = RATE * min((step + 1) / WARM_UP, falling)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*matrices, *vectors], 1.0)
        optimizer.step()
    return replace(
        start, parameters={name: array.detach().numpy() for name, array in parameters.items()}
    )


def shifted(images: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Each image moved by up to one pixel in each direction, or left where it is."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    size = images.shape[-1]
    moves = random.integers(0, 3, size=(len(images), 2))
    return np.stack(
        [image[y : y + size, x : x + size] for image, (y, x) in zip(padded, moves, strict=True)]
    )


def with_holes(images: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Each image with each patch blanked at a rate of its own, drawn evenly from 0 to 1."""
    n_patches = cut(images, PATCH_SIDE).shape[-2]
    rates = random.random((len(images), 1))
    return keep_patches(images, random.random((len(images), n_patches)) >= rates, PATCH_SIDE)
