"""Ways to answer a new question from labelled sentences; each returns what answers for it.

An encoder with a linear layer on the mean of its output, trained whole or with the encoder left
as it is; the mean of embedding rows without an encoder.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch

from experiments.translator.data import ENGLISH, PADDING_ID
from experiments.translator.run_state import config_of, initial_parameters
from explainer.attention import padding_mask
from explainer.model import Config, Model
from explainer.transformer import encode

Parameters = dict[str, torch.Tensor]
Features = Callable[[torch.Tensor], torch.Tensor]  # ids [sentences, words] -> [sentences, width]
Answer = Callable[[np.ndarray], np.ndarray]  # ids [sentences, words] -> 0 or 1 for each sentence

VARIANT = "translator"  # whose encoder is used, of every seed
TABLE = "source_embedding"
STEPS, BATCH = 120, 32
READ_OUT_STEPS, READ_OUT_RATE, READ_OUT_DECAY = 200, 0.05, 0.01
HIDDEN, HIDDEN_RATE = 64, 0.01  # of a read-out with one hidden layer


def encoder_config() -> Config:
    """The translator's encoder without its decoder."""
    return replace(config_of(VARIANT), decoder_layers=0)


def encoder_of(model: Model) -> Parameters:
    """A translator's encoder: its English embedding, its layers, its last norm."""
    return {
        name: torch.from_numpy(np.array(value)).requires_grad_()
        for name, value in model.parameters.items()
        if name.startswith((TABLE, "encoder."))
    }


def from_scratch(seed: int) -> Parameters:
    """The same names and shapes with the random numbers that a training run begins with."""
    return initial_parameters(encoder_config(), seed)


def mean_output(encoder: Parameters) -> Features:
    """The encoder's output averaged over the words of each sentence, [sentences, d_model]."""
    config = encoder_config()

    def features(ids: torch.Tensor) -> torch.Tensor:
        mask = padding_mask(ids, PADDING_ID)  # [sentences, 1, words]
        output = encode(Model(config, encoder, ENGLISH), ids, mask).output
        words = mask.to(output.dtype)
        return (words @ output)[:, 0] / words.sum(-1)

    return features


def mean_row(encoder: Parameters) -> Features:
    """The mean of the words' rows of the embedding table: no position, no layer."""
    words, table = word_counts(), encoder[TABLE]

    def features(ids: torch.Tensor) -> torch.Tensor:
        counts = words(ids)
        return counts @ table / counts.sum(-1, keepdim=True)

    return features


def word_counts() -> Features:
    """How often each English word is in the sentence, [sentences, words of the vocabulary]."""

    def features(ids: torch.Tensor) -> torch.Tensor:
        counts = torch.nn.functional.one_hot(ids, len(ENGLISH)).sum(1).to(torch.float32)
        counts[:, PADDING_ID] = 0
        return counts

    return features


def new_read_out(seed: int, width: int) -> Parameters:
    """A linear layer with two outputs, small and random."""
    generator = torch.Generator().manual_seed(seed)
    weight = torch.randn((width, 2), generator=generator) / math.sqrt(width) * 0.1
    return {"weight": weight.requires_grad_(), "bias": torch.zeros(2).requires_grad_()}


def scores(read_out: Parameters, features: torch.Tensor) -> torch.Tensor:
    """[sentences, 2]: no, yes."""
    if "hidden" in read_out:
        features = torch.relu(features @ read_out["hidden"] + read_out["hidden_bias"])
    return features @ read_out["weight"] + read_out["bias"]


def train_whole(
    encoder: Parameters, ids: np.ndarray, labels: np.ndarray, rate: float, seed: int
) -> Answer:
    """Update encoder and read-out together, in place."""
    features = mean_output(encoder)
    read_out = new_read_out(seed, encoder[TABLE].shape[1])
    everything = [*encoder.values(), *read_out.values()]
    optimizer = torch.optim.AdamW(everything, rate, betas=(0.9, 0.98), weight_decay=0.01)
    generator = np.random.default_rng(seed)
    for step in range(STEPS):
        chosen = generator.permutation(len(ids))[:BATCH]
        logits = scores(read_out, features(torch.from_numpy(ids[chosen])))
        loss = torch.nn.functional.cross_entropy(logits, torch.from_numpy(labels[chosen]))
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 10) * (1 - step / STEPS)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(everything, 1.0)
        optimizer.step()
    return _answer(lambda given: scores(read_out, features(given)))


def train_read_out(
    features: Features, ids: np.ndarray, labels: np.ndarray, seed: int, hidden: bool = False
) -> Answer:
    """Leave what makes the features as it is; fit a read-out, linear or with one hidden layer.

    Features are shifted and scaled by what the labelled sentences have, as they differ in size.
    """
    with torch.no_grad():
        fixed = features(torch.from_numpy(ids))
        mean, spread = fixed.mean(0), fixed.std(0) + 1e-3
        fixed = (fixed - mean) / spread
    read_out = new_read_out(seed, HIDDEN if hidden else fixed.shape[1])
    if hidden:
        generator = torch.Generator().manual_seed(seed)
        first = torch.randn((fixed.shape[1], HIDDEN), generator=generator)
        read_out["hidden"] = (first / math.sqrt(fixed.shape[1])).requires_grad_()
        read_out["hidden_bias"] = torch.zeros(HIDDEN).requires_grad_()
    wanted = torch.from_numpy(labels)
    rate = HIDDEN_RATE if hidden else READ_OUT_RATE
    optimizer = torch.optim.AdamW(read_out.values(), rate, weight_decay=READ_OUT_DECAY)
    for _ in range(READ_OUT_STEPS):
        loss = torch.nn.functional.cross_entropy(scores(read_out, fixed), wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return _answer(lambda given: scores(read_out, (features(given) - mean) / spread))


def _answer(logits: Features) -> Answer:
    def answer(ids: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return logits(torch.from_numpy(ids)).argmax(-1).numpy()

    return answer


def accuracy(answer: Answer, ids: np.ndarray, labels: np.ndarray) -> float:
    """The share answered right, mean of both answers: whoever always says the same gets a half."""
    right = answer(ids) == labels
    return float(np.mean([right[labels == wanted].mean() for wanted in (0, 1)]))
