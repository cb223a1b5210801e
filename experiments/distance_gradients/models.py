"""A task with one item that matters, and the models that read it.

Every item is a value; one of them is marked. Behind the items stands a question mark, where the
value of the marked item is to be said. One value is all that must be held, so what is hard is
distance alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from experiments.translator.run_state import initial_parameters
from explainer.model import Config, Model
from explainer.transformer import encode

VALUES = 10
QUESTION = 2 * VALUES  # ids: value, VALUES + value where it is marked, question mark
WIDTH, D_FEED_FORWARD = 32, 64
SHORTEST, LONGEST = 2, 32  # items
OPEN = 2  # added to the forget gate's bias of "lstm_open", which then forgets less at the start
MODELS = ("attention", "lstm", "lstm_open", "rnn")
Tensor = torch.Tensor


@dataclass(frozen=True)
class Reader:
    """Parameters, and what makes of ids [batch, n + 1] the input vectors and the scores.

    ``embed`` gives [batch, n + 1, width]; ``answer`` takes them to scores [batch, values].
    """

    parameters: dict[str, Tensor]
    embed: Callable[[Tensor], Tensor]
    answer: Callable[[Tensor], Tensor]

    def scores(self, ids: Tensor) -> Tensor:
        """Scores of the values at the question mark."""
        return self.answer(self.embed(ids))


def lists(
    random: np.random.Generator, batch: int, n: int, distance: int | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """Ids [batch, n + 1], the values asked for and how many items back each stands, [batch].

    ``distance`` counts steps from the question back, 1 … n; without it, it is drawn for each list.
    """
    values = random.integers(VALUES, size=(batch, n))
    back = random.integers(1, n + 1, batch) if distance is None else np.full(batch, distance)
    rows = np.arange(batch)
    ids = np.concatenate([values, np.full((batch, 1), QUESTION)], axis=1)
    ids[rows, n - back] += VALUES
    wanted = values[rows, n - back]
    return torch.from_numpy(ids), torch.from_numpy(wanted), torch.from_numpy(back)


def reader(name: str, seed: int) -> Reader:
    """A fresh model: "attention", "lstm", "lstm_open" or "rnn"; all read vectors of one width."""
    config = Config(QUESTION + 1, 0, WIDTH, 1, D_FEED_FORWARD, 1, 0, positions="none")
    start = initial_parameters(config, seed)
    torch.manual_seed(seed)
    readout = (torch.randn(WIDTH, VALUES) * WIDTH**-0.5).requires_grad_()
    if name == "attention":
        return _attention(start, readout)
    own = {"source_embedding": start["source_embedding"], "readout": readout}
    return _recurrent(name, own)


def _attention(own: dict[str, Tensor], readout: Tensor) -> Reader:
    """The library's encoder, one layer and one head, with sinusoidal positions."""
    own = {**own, "readout": readout}
    config = Config(QUESTION + 1, 0, WIDTH, 1, D_FEED_FORWARD, 1, 0, positions="sinusoidal")

    def embed(ids: Tensor) -> Tensor:
        return encode(Model(config, own), ids).embedded

    def answer(inputs: Tensor) -> Tensor:
        ids = torch.zeros(inputs.shape[:2], dtype=torch.int64)

        def replace(name: str, stream: Tensor) -> Tensor:
            return inputs if name == "encoder.0.input" else stream

        return encode(Model(config, own), ids, edit=replace).output[:, -1] @ own["readout"]

    return Reader(own, embed, answer)


def _recurrent(name: str, own: dict[str, Tensor]) -> Reader:
    """One layer of torch as it initialises it; its last state is read out."""
    kind: Any = torch.nn.RNN if name == "rnn" else torch.nn.LSTM
    layer = kind(WIDTH, WIDTH, batch_first=True)
    if name == "lstm_open":
        with torch.no_grad():  # gates: input, forget, cell, output
            layer.bias_ih_l0[WIDTH : 2 * WIDTH] += OPEN

    def answer(inputs: Tensor) -> Tensor:
        read, _ = layer(inputs)
        return read[:, -1] @ own["readout"]

    return Reader(
        own | dict(layer.named_parameters()),
        lambda ids: own["source_embedding"][ids] * math.sqrt(WIDTH),
        answer,
    )
