"""What training makes small: the mean cross-entropy of a French token."""

from __future__ import annotations

import torch

import explainer
from experiments.translator.data import PADDING_ID, Batch
from explainer.attention import padding_mask
from explainer.model import Model
from explainer.transformer import Trace


def loss_of(model: Model, batch: Batch) -> tuple[torch.Tensor, Trace]:
    """Mean loss of a French token, in nats, and the forward pass; padding does not count."""
    source, target, expected = (
        torch.from_numpy(ids) for ids in (batch.source, batch.target, batch.expected)
    )
    trace = explainer.forward(model, source, target, padding_mask(source, PADDING_ID))
    loss = torch.nn.functional.cross_entropy(
        trace.logits.flatten(0, 1), expected.flatten(), ignore_index=PADDING_ID
    )
    return loss, trace
