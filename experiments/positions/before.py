"""Does A come before B? The smallest question about order, put to small decoder-only stacks.

A sequence holds the letters A and B once each among letters that do not matter, then a question
mark. The answer, yes or no, is read at the question mark. All models are the same stack; they
differ in the mask, the position code and the number of layers alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch

from experiments.translator.run_state import initial_parameters
from explainer.model import Config, Model
from explainer.transformer import decode, next_word_logits

LETTERS = "ABCDEFGHIJKLMNOPQRST"
A, B = 0, 1
QUESTION, NO, YES = (len(LETTERS) + i for i in range(3))
Code = Literal["sinusoidal", "learned", "rotary", "alibi", "none"]
N_WORDS = len(LETTERS) + 3
LENGTH, LONGER = 12, 24  # letters in training, and in a second test
STEPS, BATCH, RATE, WARM_UP = 400, 64, 3e-3, 50
N_TEST = 1000  # sequences, each tested with A and B in both orders


@dataclass(frozen=True)
class Variant:
    """One of the models that are compared."""

    name: str
    positions: Code
    causal: bool
    layers: int = 2

    @property
    def config(self) -> Config:
        """A stack without cross-attention; with or without the causal mask it is the same."""
        return Config(
            1,
            N_WORDS,
            d_model=32,
            n_heads=2,
            d_feed_forward=64,
            encoder_layers=0,
            decoder_layers=self.layers,
            positions=self.positions,
            longest=LONGER + 1,
        )


VARIANTS = (
    Variant("no code, sees everything", "none", causal=False),
    Variant("sinusoidal, sees everything", "sinusoidal", causal=False),
    Variant("no code, causal mask", "none", causal=True),
    Variant("no code, causal mask, one layer", "none", causal=True, layers=1),
    Variant("learned, sees everything", "learned", causal=False),
    Variant("rotary, sees everything", "rotary", causal=False),
    Variant("ALiBi, sees everything", "alibi", causal=False),
)


def sequences(generator: np.random.Generator, n: int, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Ids [n, length + 1], the question mark last, and answers [n], True where A comes first."""
    ids = generator.integers(2, len(LETTERS), (n, length))
    places = np.argsort(generator.random((n, length)), axis=1)[:, :2]  # two different ones each
    rows = np.arange(n)
    ids[rows, places[:, 0]], ids[rows, places[:, 1]] = A, B
    ids = np.concatenate([ids, np.full((n, 1), QUESTION)], axis=1)
    return ids, places[:, 0] < places[:, 1]


def exchanged(ids: np.ndarray) -> np.ndarray:
    """The same sequences with A and B in each other's place: the answer turns round."""
    return np.where(ids == A, B, np.where(ids == B, A, ids))


def answers(model: Model, ids: Any, causal: bool) -> Any:
    """Scores of no and yes at the question mark, [n, 2]."""
    return next_word_logits(model, decode(model, ids, causal=causal))[:, -1, NO : YES + 1]


def train(variant: Variant, seed: int) -> tuple[Model, list[list[float]]]:
    """A trained model with NumPy parameters, and its loss curve, [step, nats an answer]."""
    parameters = initial_parameters(variant.config, seed)
    model = Model(variant.config, parameters)
    optimizer = torch.optim.AdamW(parameters.values(), RATE, betas=(0.9, 0.98), weight_decay=0.01)
    generator = np.random.default_rng([seed, 1])
    curve, recent = [], []
    for step in range(1, STEPS + 1):
        ids, before = sequences(generator, BATCH, LENGTH)
        loss = torch.nn.functional.cross_entropy(
            answers(model, torch.from_numpy(ids), variant.causal),
            torch.from_numpy(before.astype(np.int64)),
        )
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, step / WARM_UP, (STEPS - step) / (STEPS - WARM_UP))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        recent.append(loss.item())
        if step % 20 == 0:
            curve.append([step, round(float(np.mean(recent)), 4)])
            recent.clear()
    arrays = {name: value.detach().numpy() for name, value in parameters.items()}
    return Model(variant.config, arrays), curve


def accuracy(model: Model, causal: bool, length: int) -> float:
    """Share of right answers over test sequences and their exchanged twins: chance is one half."""
    ids, before = sequences(np.random.default_rng([length, 2]), N_TEST, length)
    first = np.argmax(answers(model, ids, causal), -1) == before
    second = np.argmax(answers(model, exchanged(ids), causal), -1) == ~before
    return float(np.mean([first, second]))


def largest_difference(model: Model, causal: bool) -> float:
    """How far the scores move, at most, when A and B change places."""
    ids, _ = sequences(np.random.default_rng([LENGTH, 2]), N_TEST, LENGTH)
    return float(np.abs(answers(model, ids, causal) - answers(model, exchanged(ids), causal)).max())


def measure(variant: Variant, seed: int) -> dict[str, Any]:
    """Train one model; return what the results file keeps of it."""
    model, curve = train(variant, seed)
    return {
        "name": variant.name,
        "positions": variant.positions,
        "causal": variant.causal,
        "layers": variant.layers,
        "seed": seed,
        "parameters": model.n_parameters,
        "accuracy": accuracy(model, variant.causal, LENGTH),
        "accuracy_longer": accuracy(model, variant.causal, LONGER),
        "largest_difference": largest_difference(model, variant.causal),
        "loss_curve": curve,
    }
