"""The one number that everything is asked about: logit of the right pronoun minus the wrong one."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch

from experiments.alignment.exchange import ELLE, IL
from explainer.model import Model
from explainer.transformer import Edit, StackTrace, decode, encode

CHUNK = 1500  # sentences run side by side


def in_torch(model: Model) -> Model:
    """The same model with torch parameters, float32."""
    return dataclasses.replace(
        model,
        parameters={
            name: torch.from_numpy(np.ascontiguousarray(array, dtype=np.float32))
            for name, array in model.parameters.items()
        },
    )


def gap(model: Model, decoder: StackTrace) -> torch.Tensor:
    """Logit of il minus logit of elle in the last row [batch], in nats."""
    table = model.parameters["target_embedding"]
    return decoder.output[..., -1, :] @ (table[IL] - table[ELLE])


def gap_of(
    model: Model,
    source: torch.Tensor,
    target: torch.Tensor,
    source_mask: torch.Tensor | None = None,
    edit: Edit | None = None,
) -> torch.Tensor:
    """The gap of whole forward passes [batch]."""
    memory = encode(model, source, source_mask, edit).output
    return gap(model, decode(model, target, memory, source_mask))


def gap_from(model: Model, memory: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The gap for given outputs of the encoder [batch]."""
    return gap(model, decode(model, target, memory))


def each_position(vectors: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """For each sentence as many copies as positions, one position from ``others`` in each.

    [batch, n, d] twice gives [batch · n, n, d].
    """
    batch, n, width = vectors.shape
    here = torch.eye(n, dtype=torch.bool)[None, :, :, None]
    mixed = torch.where(here, others[:, None], vectors[:, None])
    return mixed.reshape(batch * n, n, width)
