"""Heads and whole attentions taken away: does the pronoun need what its picture shows?"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from experiments.explanation.cases import Case, Group
from experiments.explanation.margin import gap, gap_of
from experiments.explanation.scores import looked_at
from explainer import inspect
from explainer.model import Model
from explainer.transformer import forward


def pictures(model: Model, found: Sequence[Case], split: Sequence[Group]) -> list[dict[str, Any]]:
    """For each head: the largest weight of its row, and the pronoun when the head adds nothing.

    The row is that of the pronoun in the decoder and that of *it* in the encoder. Means over all
    sentences; ``lost`` is the fall of the margin, in nats.
    """
    own = _margins(model, split)
    largest = _largest_weights(model, found, split)
    rows = []
    for name, head in inspect.heads_of(model):
        margin = _margins(inspect.zeroed(model, name, head), split)
        rows.append(
            {
                "sub_layer": name,
                "head": head,
                "largest": float(largest[name][head]),
                "right": float(np.mean(margin > 0)),
                "lost": float(np.mean(own - margin)),
            }
        )
    return rows


def _largest_weights(
    model: Model, found: Sequence[Case], split: Sequence[Group]
) -> dict[str, np.ndarray]:
    sums: dict[str, np.ndarray] = {}
    names = dict.fromkeys(name for name, _ in inspect.heads_of(model))
    with torch.no_grad():
        for group in split:
            trace = forward(model, group.source, group.target)
            it = torch.tensor([found[i].slots.index("it") for i in group.numbers])
            for name in names:
                weights = inspect.attention_of(trace, name).weights  # [batch, heads, rows, keys]
                last = torch.full_like(it, weights.shape[-2] - 1)
                row = it if name.startswith("encoder") else last
                peak = weights[torch.arange(len(it)), :, row].amax(dim=-1).sum(dim=0).numpy()
                sums[name] = sums.get(name, np.zeros(len(peak))) + peak
    return {name: total / len(found) for name, total in sums.items()}


def _margins(model: Model, split: Sequence[Group]) -> np.ndarray:
    with torch.no_grad():
        parts = [gap_of(model, group.source, group.target) * group.sign for group in split]
    return torch.cat(parts).numpy()


def without_encoder_attention(model: Model, split: Sequence[Group]) -> dict[str, Any]:
    """Rollout and pronoun before and after the encoder's attentions add nothing any more."""
    gone = {
        name: torch.zeros_like(array)
        for name, array in model.parameters.items()
        if name.startswith("encoder.") and ".self_attention.output" in name
    }
    bare = dataclasses.replace(model, parameters={**model.parameters, **gone})
    right, moved, correlation = [], [], []
    with torch.no_grad():
        for group in split:
            traces = [forward(one, group.source, group.target) for one in (model, bare)]
            right += (gap(bare, traces[1].decoder) * group.sign > 0).tolist()
            before, after = (_inside(trace) for trace in traces)
            moved += (abs(before - after).sum(-1).mean(-1) / 2).tolist()
            rows = [looked_at(trace)["rollout"] for trace in traces]
            correlation += [float(np.corrcoef(*pair)[0, 1]) for pair in zip(*rows, strict=True)]
    return {
        "n": len(right),
        "pronoun_right": float(np.mean(right)),
        "encoder_weight_moved": float(np.mean(moved)),
        "rollout_correlation": float(np.mean(correlation)),
    }


def _inside(trace: Any) -> torch.Tensor:
    """All rows of all encoder heads [batch, rows, keys]."""
    weights = [layer.self_attention.weights for layer in trace.encoder.layers]
    return torch.cat([one.flatten(1, 2) for one in weights], dim=1)
