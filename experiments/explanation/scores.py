"""Eleven ways to say how much each English word matters for il or elle: one number a position.

Sizes only: every score is at least zero, and the larger the more important.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from experiments.alignment.exchange import slots
from experiments.explanation.cases import Case, Group
from experiments.explanation.margin import CHUNK, each_position, gap, gap_from, gap_of
from experiments.translator.data import ENGLISH
from explainer import inspect
from explainer.heads import MultiHeadTrace
from explainer.model import Model
from explainer.transformer import Trace, encode, forward

METHODS = (
    "attention, all heads",
    "attention, last layer",
    "attention, largest head",
    "rollout",
    "weight times value",
    "gradient norm",
    "gradient times input",
    "word hidden",
    "mean vector",
    "patching",
    "word swapped",
)


def scores(
    model: Model, group: Group, found: Sequence[Case], means: dict[str, torch.Tensor]
) -> dict[str, np.ndarray]:
    """Each method's scores [batch, positions], and the margins behind those that change something.

    ``hidden``, ``swapped`` … are margins after the change: below zero the pronoun has flipped.
    """
    with torch.no_grad():
        trace = forward(model, group.source, group.target)
        own = gap(model, trace.decoder) * group.sign
        answers = looked_at(trace)
        hidden, mean, patched, early = changed(model, group, found, trace, means)
        swapped, flips = swap(model, group, found, own)
    answers |= by_gradient(model, group)
    answers |= {
        "word hidden": abs(hidden - own[:, None]).numpy(),
        "mean vector": abs(mean - own[:, None]).numpy(),
        "patching": abs(patched - own[:, None]).numpy(),
        "word swapped": swapped,
    }
    return answers | {
        "margin": own.numpy(),
        "margin hidden": hidden.numpy(),
        "margin patched": patched.numpy(),
        "margin patched early": early.numpy(),
        "flips": flips,
    }


def looked_at(trace: Trace) -> dict[str, np.ndarray]:
    """What the weights alone say, for the last row; each [batch, positions]."""
    crossing = [layer.cross_attention for layer in trace.decoder.layers]
    assert all(attention is not None for attention in crossing)
    rows = torch.stack([one.weights[..., -1, :] for one in crossing if one is not None], dim=1)
    mean = rows.mean(dim=(1, 2))  # rows [batch, layers, heads, positions]
    inside = [layer.self_attention.weights.numpy() for layer in trace.encoder.layers]
    passed = np.stack([inspect.rollout(layers)[-1] for layers in zip(*inside, strict=True)])
    return {
        "attention, all heads": mean.numpy(),
        "attention, last layer": rows[:, -1].mean(dim=1).numpy(),
        "attention, largest head": rows.amax(dim=(1, 2)).numpy(),
        "rollout": np.einsum("bq,bqk->bk", mean.numpy(), passed),
        "weight times value": sum(norms(one) for one in crossing if one is not None).numpy(),  # type: ignore[union-attr]
    }


def norms(attention: MultiHeadTrace) -> torch.Tensor:
    """‖Σ_h α_h v_h W_O,h‖ of the last row for each position [batch, positions].

    The vector that a position adds through all heads (Kobayashi et al. 2020, section 3).
    """
    heads, d_head = attention.values.shape[1], attention.values.shape[-1]
    projection = attention.output_weight.reshape(heads, d_head, -1)
    added = (attention.weights[..., -1, :, None] * attention.values) @ projection
    return added.sum(dim=1).norm(dim=-1)


def by_gradient(model: Model, group: Group) -> dict[str, np.ndarray]:
    """Slopes of the margin by the vectors that enter the encoder: words plus positions."""
    leaf: list[torch.Tensor] = []

    def edit(name: str, stream: torch.Tensor) -> torch.Tensor:
        if name != "encoder.0.input":
            return stream
        leaf.append(stream.detach().requires_grad_())
        return leaf[0]

    margin = gap(model, forward(model, group.source, group.target, edit=edit).decoder) * group.sign
    slope = torch.autograd.grad(margin.sum(), leaf[0])[0]
    with torch.no_grad():
        flat = slope.flatten(0, 1)  # all positions of all sentences in one row
        product = inspect.gradient_times_input(leaf[0].flatten(0, 1), lambda _: flat)
        product = product.reshape(slope.shape[:2])
    return {
        "gradient norm": slope.norm(dim=-1).numpy(),
        "gradient times input": abs(product).numpy(),
    }


def changed(
    model: Model, group: Group, found: Sequence[Case], trace: Trace, means: dict[str, torch.Tensor]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Margins [batch, positions] with one position hidden, averaged, patched, patched earlier.

    Hidden: no row of any attention may look there. Averaged and patched: the encoder's output
    there is the mean of that place over all sentences, or that of the partner sentence. Earlier:
    the partner's vector is put in between the two layers of the encoder.
    """
    n = group.source.shape[1]
    memory = trace.encoder.output
    average = torch.stack(
        [torch.stack([means[name] for name in found[i].slots]) for i in group.numbers]
    )
    other = encode(model, group.partner)
    between, theirs = trace.encoder.layers[0].output, other.layers[0].output
    parts: list[list[torch.Tensor]] = [[], [], [], []]
    size = max(1, CHUNK // n)
    for first in range(0, len(memory), size):
        here = slice(first, first + size)
        target = group.target[here].repeat_interleave(n, dim=0)
        source = group.source[here].repeat_interleave(n, dim=0)
        seen = ~torch.eye(n, dtype=torch.bool).repeat(len(memory[here]), 1)[:, None, :]
        mixed = each_position(between[here], theirs[here])

        def early(name: str, stream: torch.Tensor, mixed: torch.Tensor = mixed) -> torch.Tensor:
            return mixed if name == "encoder.1.input" else stream

        for part, values in zip(
            parts,
            (
                gap_of(model, source, target, seen),
                gap_from(model, each_position(memory[here], average[here]), target),
                gap_from(model, each_position(memory[here], other.output[here]), target),
                gap_of(model, source, target, edit=early),
            ),
            strict=True,
        ):
            part.append(values.reshape(-1, n) * group.sign[here, None])
    hidden, mean, patched, before = (torch.cat(part) for part in parts)
    return hidden, mean, patched, before


def swap(
    model: Model, group: Group, found: Sequence[Case], own: torch.Tensor
) -> tuple[np.ndarray, np.ndarray]:
    """Mean size of the change by other words at a position, and the share that flips [batch, n]."""
    tried = [
        (row, position, ENGLISH.ids[word])
        for row, number in enumerate(group.numbers)
        for position, word in found[number].swaps
    ]
    rows, positions, words = (torch.tensor(column) for column in zip(*tried, strict=True))
    margins = []
    for first in range(0, len(tried), CHUNK):
        here = slice(first, first + CHUNK)
        source = group.source[rows[here]].clone()
        source[torch.arange(len(source)), positions[here]] = words[here]
        margins.append(gap_of(model, source, group.target[rows[here]]) * group.sign[rows[here]])
    margin = torch.cat(margins)
    size, flips, count = (torch.zeros(group.source.shape) for _ in range(3))
    place = (rows, positions)
    size.index_put_(place, abs(margin - own[rows]), accumulate=True)
    flips.index_put_(place, (margin < 0).float(), accumulate=True)
    count.index_put_(place, torch.ones(len(tried)), accumulate=True)
    return (size / count).numpy(), (flips / count).numpy()


def mean_vectors(
    model: Model, found: Sequence[Case], split: Sequence[Group]
) -> dict[str, torch.Tensor]:
    """The encoder's mean output for each kind of place, over all sentences [d_model]."""
    kept: dict[str, list[torch.Tensor]] = {}
    with torch.no_grad():
        for group in split:
            for number, vectors in zip(
                group.numbers, encode(model, group.source).output, strict=True
            ):
                for name, vector in zip(slots(found[number].pair), vectors, strict=True):
                    kept.setdefault(name, []).append(vector)
    return {name: torch.stack(vectors).mean(dim=0) for name, vectors in kept.items()}
