"""The models that are compared: attention from the library, recurrent layers from torch.

All read the same token vectors of width 32 and end in the same kind of readout. The recurrent
layers are made as wide as the attention model's parameters allow.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from experiments.recall.tasks import KEYS, SYMBOLS, VALUES
from experiments.translator.run_state import initial_parameters
from explainer.model import Config, Model
from explainer.transformer import decode, encode, next_word_logits

D_MODEL, D_FEED_FORWARD = 32, 64
RECURRENT = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
Tensor = torch.Tensor


@dataclass(frozen=True)
class Learner:
    """Parameters, and the function from ids to scores: of values, or of the symbols to write."""

    parameters: dict[str, Tensor]
    scores: Callable[[Tensor], Tensor]
    width: int  # of the vectors in which it keeps what it has read
    as_model: Callable[[], Model] | None = None  # attention: the library's model as it is now

    @property
    def n_parameters(self) -> int:
        """How many numbers are learned."""
        return sum(parameter.numel() for parameter in self.parameters.values())


def learner(task: str, name: str, seed: int, wider: int = 1) -> Learner:
    """A fresh model for "recall" or "copy".

    ``name`` is a position code of the library ("sinusoidal", "none") or "lstm" or "gru"; the
    latter get the width that brings their parameters closest to those of attention, times
    ``wider``.
    """
    torch.manual_seed(seed)
    attention, recurrent = (
        (_recall_attention, _recall_recurrent)
        if task == "recall"
        else (_copy_attention, _copy_recurrent)
    )
    if name not in RECURRENT:
        return attention(name, seed)
    wanted = attention("none", seed).n_parameters
    width = min(range(8, 128), key=lambda w: abs(recurrent_parameters(task, name, w) - wanted))
    torch.manual_seed(seed)
    return recurrent(name, seed, width * wider)


def recurrent_parameters(task: str, name: str, width: int) -> int:
    """How many numbers a recurrent learner has: gates with two biases, tables, readout."""
    gates = {"lstm": 4, "gru": 3}[name]
    layer = gates * width * (D_MODEL + width + 2)
    if task == "recall":
        return layer + (KEYS + VALUES + 1) * D_MODEL + (width + 1) * VALUES
    return layer + (SYMBOLS + 1) * (D_MODEL + width)


def _table(rows: int, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(1000 + seed)
    return (torch.randn(rows, D_MODEL, generator=generator) * D_MODEL**-0.5).requires_grad_()


def _recall_tables(seed: int) -> dict[str, Tensor]:
    return {"keys": _table(KEYS, seed), "values": _table(VALUES + 1, seed + 500)}


def _readout(width: int) -> dict[str, Tensor]:
    weight = torch.randn(width, VALUES) * width**-0.5
    return {
        "readout": weight.requires_grad_(),
        "readout_bias": torch.zeros(VALUES, requires_grad=True),
    }


def _token_table(own: dict[str, Tensor]) -> Tensor:
    """A vector for each pair of key and value: the sum of two learned ones, [ids, d_model]."""
    return (own["keys"][:, None] + own["values"][None]).reshape(-1, D_MODEL)


def _recall_attention(positions: Any, seed: int) -> Learner:
    """One layer, one head: the query's row, read out."""
    config = Config(KEYS * (VALUES + 1), 0, D_MODEL, 1, D_FEED_FORWARD, 1, 0, positions=positions)
    own = initial_parameters(config, seed)
    del own["source_embedding"]
    own |= _recall_tables(seed) | _readout(D_MODEL)

    def as_model() -> Model:
        return Model(config, {**own, "source_embedding": _token_table(own)})

    def scores(ids: Tensor) -> Tensor:
        return encode(as_model(), ids).output[:, -1] @ own["readout"] + own["readout_bias"]

    return Learner(own, scores, D_MODEL, as_model)


def _layer(name: str, width: int) -> tuple[Any, dict[str, Tensor]]:
    layer: Any = RECURRENT[name](D_MODEL, width, batch_first=True)
    return layer, dict(layer.named_parameters())


def _recall_recurrent(name: str, seed: int, width: int) -> Learner:
    layer, own = _layer(name, width)
    own |= _recall_tables(seed) | _readout(width)

    def scores(ids: Tensor) -> Tensor:
        read, _ = layer(_token_table(own)[ids] * math.sqrt(D_MODEL))
        return read[:, -1] @ own["readout"] + own["readout_bias"]

    return Learner(own, scores, width)


def _copy_attention(positions: Any, seed: int) -> Learner:
    """Two causal layers: one look finds the place, the next takes what stands after it."""
    config = Config(0, SYMBOLS + 1, D_MODEL, 2, D_FEED_FORWARD, 0, 2, positions=positions)
    own = initial_parameters(config, seed)

    def scores(ids: Tensor) -> Tensor:
        model = Model(config, own)
        return next_word_logits(model, decode(model, ids))[:, ids.shape[1] // 2 :]

    return Learner(own, scores, D_MODEL)


def _copy_recurrent(name: str, seed: int, width: int) -> Learner:
    layer, own = _layer(name, width)
    own["target_embedding"] = _table(SYMBOLS + 1, seed)
    own["out"] = (torch.randn(width, SYMBOLS + 1) * width**-0.5).requires_grad_()

    def scores(ids: Tensor) -> Tensor:
        read, _ = layer(own["target_embedding"][ids] * math.sqrt(D_MODEL))
        return read[:, ids.shape[1] // 2 :] @ own["out"]

    return Learner(own, scores, width)
