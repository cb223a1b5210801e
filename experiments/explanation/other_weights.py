"""The row that writes il or elle with other attention weights than its own: does it still write it?

After Jain & Wallace 2019 (permuted and adversarial weights) and Wiegreffe & Pinter 2019 (who ask
where the other weights come from). Only that one row changes; all other rows, and all values, stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from experiments.explanation.cases import Group
from experiments.explanation.margin import gap
from explainer.heads import attend_heads, merge_heads, split_heads
from explainer.layers import add_update, feed_forward, final_norm, norm_before
from explainer.model import Model
from explainer.transformer import StackTrace, forward

DRAWS = 50
SAME_CHANCE = 0.05  # "the same output": the pronoun's probability moves by less
FAR = 0.5  # "another heatmap": more than this share of the weight lies elsewhere


def last_row(
    model: Model, decoder: StackTrace, weights: Sequence[torch.Tensor | None]
) -> torch.Tensor:
    """The decoder's last row [batch, 1, d_model] with these cross-attention weights.

    One [batch, heads, source] for each layer; None: the weights that the row itself computes.
    """
    stream = decoder.layers[0].after_self_attention[:, -1:]
    for number, (layer, given) in enumerate(zip(decoder.layers, weights, strict=True)):
        name = f"decoder.{number}"
        if number:
            own = _section(model, f"{name}.self_attention")
            normed = norm_before(model, f"{name}.norm_self_attention", stream)
            queries, keys, values = (
                split_heads(normed @ own[kind] + own[f"{kind}_bias"], model.config.n_heads)
                for kind in ("query", "key", "value")
            )
            before = layer.self_attention
            back = attend_heads(
                queries,
                torch.cat([before.keys[..., :-1, :], keys], dim=-2),
                torch.cat([before.values[..., :-1, :], values], dim=-2),
                own,
            )
            stream = add_update(model, f"{name}.norm_self_attention", stream, back.output)
        stream = _across(model, name, stream, layer.cross_attention, given)
        normed = norm_before(model, f"{name}.norm_feed_forward", stream)
        _, update = feed_forward(_section(model, f"{name}.feed_forward"), normed)
        stream = add_update(model, f"{name}.norm_feed_forward", stream, update)
    return final_norm(model, "decoder", stream)


def _across(
    model: Model, name: str, stream: torch.Tensor, before: Any, given: torch.Tensor | None
) -> torch.Tensor:
    own = _section(model, f"{name}.cross_attention")
    if given is None:
        normed = norm_before(model, f"{name}.norm_cross_attention", stream)
        queries = split_heads(normed @ own["query"] + own["query_bias"], model.config.n_heads)
        output = attend_heads(queries, before.keys, before.values, own).output
    else:
        output = merge_heads(given[..., None, :] @ before.values) @ own["output"]
        output = output + own["output_bias"]
    return add_update(model, f"{name}.norm_cross_attention", stream, output)


def measure(model: Model, group: Group, random: np.random.Generator) -> dict[str, np.ndarray]:
    """For each kind of other weights: the margin [batch], and how much weight lies elsewhere."""
    with torch.no_grad():
        trace = forward(model, group.source, group.target)
        own = _rows(trace.decoder)
        partner = _rows(forward(model, group.partner, group.target).decoder)
        n = own[0].shape[-1]
        rolled = torch.from_numpy(random.permutation(len(own[0])))
        kinds: dict[str, list[torch.Tensor | None]] = {
            "its own": [*own],
            "other reading's": [*partner],
            "another sentence's": [rows[rolled] for rows in own],
            "uniform": [torch.full_like(rows, 1 / n) for rows in own],
            "uniform in layer 1": [torch.full_like(own[0], 1 / n), None],
            "uniform in layer 2": [None, torch.full_like(own[1], 1 / n)],
            "permuted": [_permuted(rows, random) for rows in own],
        }
        found: dict[str, np.ndarray] = {}
        for name, rows in kinds.items():
            found[name] = _margin(model, trace.decoder, rows, group.sign)
            found[f"{name}, moved"] = _moved(own, rows)
        return found | _search(model, trace.decoder, own, group, random)


def _search(
    model: Model,
    decoder: StackTrace,
    own: list[torch.Tensor],
    group: Group,
    random: np.random.Generator,
) -> dict[str, np.ndarray]:
    """Of many permutations, the farthest that leaves the pronoun's probability as it is."""
    chance = _chance(_margin(model, decoder, own, group.sign))
    farthest, kept = np.zeros(len(chance)), np.zeros(len(chance))
    for _ in range(DRAWS):
        rows = [_permuted(one, random) for one in own]
        margin = _margin(model, decoder, rows, group.sign)
        same = (abs(_chance(margin) - chance) < SAME_CHANCE) & (margin > 0)
        farthest = np.where(same, np.maximum(farthest, _moved(own, rows)), farthest)
        kept += margin > 0
    return {"farthest": farthest, "kept": kept / DRAWS}


def _chance(margin: np.ndarray) -> np.ndarray:
    """Probability of the right pronoun among the two."""
    return 1 / (1 + np.exp(-np.clip(margin, -60, 60)))


def _margin(
    model: Model, decoder: StackTrace, rows: Sequence[torch.Tensor | None], sign: torch.Tensor
) -> np.ndarray:
    output = StackTrace(decoder.embedded, decoder.layers, last_row(model, decoder, rows))
    return (gap(model, output) * sign).numpy()


def _moved(own: Sequence[torch.Tensor], rows: Sequence[torch.Tensor | None]) -> np.ndarray:
    """Share of the weight that lies elsewhere, mean over layers and heads [batch]."""
    shares = [
        torch.zeros(len(mine)) if other is None else abs(mine - other).sum(-1).mean(-1) / 2
        for mine, other in zip(own, rows, strict=True)
    ]
    return torch.stack(shares).mean(dim=0).numpy()


def _permuted(rows: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    """The same weights at other places, drawn for every head and sentence."""
    return torch.from_numpy(random.permuted(rows.numpy(), axis=-1))


def _rows(decoder: StackTrace) -> list[torch.Tensor]:
    """The weights of the last row, for each layer [batch, heads, source]."""
    found = [layer.cross_attention for layer in decoder.layers]
    return [one.weights[..., -1, :] for one in found if one is not None]


def _section(model: Model, name: str) -> dict[str, torch.Tensor]:
    start = f"{name}."
    return {
        key.removeprefix(start): value
        for key, value in model.parameters.items()
        if key.startswith(start)
    }
