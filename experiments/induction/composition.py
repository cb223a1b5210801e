"""Through what the first layer helps the second to look: its queries or its keys.

Elhage et al. 2021, A Mathematical Framework for Transformer Circuits, call it Q-composition and
K-composition. Here each is cut alone: the second layer's queries, its keys, or both are computed
from a residual stream without one head of the first layer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.induction.measure import AT_THE_END, PERIOD, head_scores, test_sets
from explainer.arrays import Array
from explainer.attention import causal_mask
from explainer.heads import multi_head_attention
from explainer.inspect import induction, zeroed
from explainer.layers import norm_before
from explainer.model import Model
from explainer.transformer import decode

FIRST, SECOND = "decoder.0.self_attention", "decoder.1.self_attention"


def read_by_second_layer(model: Model, ids: Array) -> Array:
    """What the second layer's attention reads: [sequences, positions, d_model]."""
    stream = decode(model, ids).layers[1].input
    return norm_before(model, "decoder.1.norm_self_attention", stream)


def second_layer_weights(model: Model, looking: Array, looked_at: Array) -> Array:
    """The second layer's weights with queries and keys from different streams."""
    prefix = f"{SECOND}."
    parameters = {
        name.removeprefix(prefix): value
        for name, value in model.parameters.items()
        if name.startswith(prefix)
    }
    positions = looking.shape[-2]
    turned = 0 if model.config.positions == "rotary" else None
    return multi_head_attention(
        looking,
        looked_at,
        parameters,
        model.config.n_heads,
        causal_mask(positions, positions, like=looking),
        rotate_from=turned,
    ).weights


def composition(model: Model) -> dict[str, Any]:
    """The best induction score of the second layer, its inputs whole or without one head.

    The head is the one of the first layer that rests most on the token before.
    """
    ids = test_sets(AT_THE_END)["random"]
    whole = decode(model, ids)
    head = int(np.argmax(head_scores(whole)["previous"][0]))
    intact = read_by_second_layer(model, ids)
    cut = read_by_second_layer(zeroed(model, FIRST, head), ids)
    pattern = [*range(PERIOD), *range(PERIOD)]

    def score(looking: Array, looked_at: Array) -> float:
        weights = second_layer_weights(model, looking, looked_at)
        return float(induction(weights, pattern).mean(axis=0).max())

    return {
        "head": head,
        "whole": score(intact, intact),
        "queries_cut": score(cut, intact),
        "keys_cut": score(intact, cut),
        "both_cut": score(cut, cut),
    }


def on_reordered(model: Model) -> list[float]:
    """The second layer's induction scores where the second copy has another order.

    The head then still may look at what followed a token the last time, which is now misleading.
    """
    ids = test_sets(AT_THE_END)["reordered"]
    weights = decode(model, ids).layers[-1].self_attention.weights
    each = [induction(one, tokens) for one, tokens in zip(weights, ids, strict=True)]
    return np.mean(each, axis=0).tolist()
