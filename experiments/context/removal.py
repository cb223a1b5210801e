"""What is lost when parts of the encoder add nothing to the residual stream."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

import numpy as np

import explainer
from experiments.translator.data import held_out_sample
from experiments.translator.evaluate import translate_all

N_SENTENCES = 600
PARTS = {
    "nothing": [],
    "self-attention, layer 1": ["encoder.0.self_attention.output"],
    "self-attention, layer 2": ["encoder.1.self_attention.output"],
    "self-attention, both": ["encoder.0.self_attention.output", "encoder.1.self_attention.output"],
    "feed-forward, both": ["encoder.0.feed_forward.contract", "encoder.1.feed_forward.contract"],
}


def without(model: explainer.Model, outputs: list[str]) -> explainer.Model:
    """The same model with the last matrix of the named sub-layers, and its bias, set to zero."""
    parameters = dict(model.parameters)
    for name in outputs:
        parameters[name] = np.zeros_like(parameters[name])
        parameters[f"{name}_bias"] = np.zeros_like(parameters[f"{name}_bias"])
    return replace(model, parameters=parameters)


def measure_removal(model: explainer.Model) -> dict[str, Any]:
    """Held-out exact match, whole and by kind, without each of the parts."""
    pairs = held_out_sample(N_SENTENCES)
    found = {}
    for part, outputs in PARTS.items():
        written = translate_all(without(model, outputs), pairs)
        by_kind: dict[str, list[bool]] = defaultdict(list)
        for pair, words in zip(pairs, written, strict=True):
            by_kind[pair.kind].append(words == pair.french)
        right = [one for kind in by_kind.values() for one in kind]
        found[part] = {
            "exact_match": float(np.mean(right)),
            "by_kind": {kind: float(np.mean(of_kind)) for kind, of_kind in sorted(by_kind.items())},
        }
    return found
