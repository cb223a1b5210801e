"""An encoder with a linear read-out on top: trained whole, or the read-out alone."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import torch

import explainer
from experiments.translator.data import ENGLISH, PADDING_ID
from experiments.translator.run_state import initial_parameters
from explainer.attention import padding_mask
from explainer.model import Config, Model
from explainer.transformer import encode

Parameters = dict[str, torch.Tensor]

STEPS, BATCH = 120, 32
READ_OUT_STEPS, READ_OUT_RATE, READ_OUT_DECAY = 200, 0.05, 0.01


@cache
def encoder_config() -> Config:
    """The translator's encoder without its decoder."""
    return replace(explainer.load("translator").config, decoder_layers=0)


def pre_trained() -> Parameters:
    """The translator's encoder: its English embedding, its layers, its last norm."""
    model = explainer.load("translator")
    return {
        name: torch.from_numpy(value.copy()).requires_grad_()
        for name, value in model.parameters.items()
        if name.startswith(("source_embedding", "encoder."))
    }


def from_scratch(seed: int) -> Parameters:
    """The same names and shapes with the random numbers that a training run begins with."""
    return initial_parameters(encoder_config(), seed)


def features(parameters: Parameters, ids: torch.Tensor) -> torch.Tensor:
    """The encoder's output averaged over the words of each sentence, [sentences, d_model]."""
    model = Model(encoder_config(), parameters, ENGLISH)
    mask = padding_mask(ids, PADDING_ID)  # [sentences, 1, words]
    output = encode(model, ids, mask).output
    words = mask.to(output.dtype)
    return (words @ output)[:, 0] / words.sum(-1)


def new_read_out(seed: int, d_model: int) -> Parameters:
    """A linear layer with two outputs, small and random."""
    generator = torch.Generator().manual_seed(seed)
    weight = torch.randn((d_model, 2), generator=generator) / math.sqrt(d_model) * 0.1
    return {"weight": weight.requires_grad_(), "bias": torch.zeros(2).requires_grad_()}


def train_whole(
    encoder: Parameters, ids: np.ndarray, labels: np.ndarray, rate: float, seed: int
) -> Parameters:
    """Update encoder and read-out together, in place; return the read-out."""
    read_out = new_read_out(seed, encoder["source_embedding"].shape[1])
    everything = [*encoder.values(), *read_out.values()]
    optimizer = torch.optim.AdamW(everything, rate, betas=(0.9, 0.98), weight_decay=0.01)
    generator = np.random.default_rng(seed)
    for step in range(STEPS):
        chosen = generator.permutation(len(ids))[:BATCH]
        logits = scores(encoder, read_out, torch.from_numpy(ids[chosen]))
        loss = torch.nn.functional.cross_entropy(logits, torch.from_numpy(labels[chosen]))
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 10) * (1 - step / STEPS)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(everything, 1.0)
        optimizer.step()
    return read_out


def train_read_out(
    encoder: Parameters, ids: np.ndarray, labels: np.ndarray, seed: int
) -> Parameters:
    """Leave the encoder as it is; fit the read-out to its features."""
    with torch.no_grad():
        fixed = features(encoder, torch.from_numpy(ids))
    read_out = new_read_out(seed, fixed.shape[1])
    wanted = torch.from_numpy(labels)
    optimizer = torch.optim.AdamW(read_out.values(), READ_OUT_RATE, weight_decay=READ_OUT_DECAY)
    for _ in range(READ_OUT_STEPS):
        loss = torch.nn.functional.cross_entropy(
            fixed @ read_out["weight"] + read_out["bias"], wanted
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return read_out


def scores(encoder: Parameters, read_out: Parameters, ids: torch.Tensor) -> torch.Tensor:
    """[sentences, 2]: no, yes."""
    return features(encoder, ids) @ read_out["weight"] + read_out["bias"]


def accuracy(
    encoder: Parameters, read_out: Parameters, ids: np.ndarray, labels: np.ndarray
) -> float:
    """The share answered right, mean of both answers: whoever always says the same gets a half."""
    with torch.no_grad():
        answers = scores(encoder, read_out, torch.from_numpy(ids)).argmax(-1).numpy()
    right = answers == labels
    return float(np.mean([right[labels == answer].mean() for answer in (0, 1)]))
