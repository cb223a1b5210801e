"""The forward pass of BERT, on the same attention as every other model of this site.

Devlin et al. 2019, "BERT": an encoder with learned positions, post-norm as in Vaswani et al. 2017,
and the GELU of Hendrycks & Gimpel 2016 in place of the ReLU. Shapes: ``n`` counts tokens, ``d`` is
the width of a token's vector.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explainer.heads import MultiHeadTrace, multi_head_attention

NORM_EPSILON = 1e-12  # as the published model was trained
Parameters = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Sizes:
    """The sizes of a BERT; by default those of all-MiniLM-L6-v2."""

    layers: int = 6
    heads: int = 12
    width: int = 384
    hidden: int = 1536
    vocabulary: int = 30522
    longest: int = 512


@dataclass(frozen=True)
class BertTrace:
    """What one forward pass computed."""

    embedded: np.ndarray  # [n, d]
    attentions: tuple[MultiHeadTrace, ...]  # one a layer
    output: np.ndarray  # [n, d]

    @property
    def weights(self) -> np.ndarray:
        """The attention weights of all heads [layers, heads, n, n]."""
        return np.stack([attention.weights for attention in self.attentions])


def forward(parameters: Parameters, ids: list[int], sizes: Sizes | None = None) -> BertTrace:
    """Run one text; parameters are named as in ``from_published``. Nothing is masked.

    Raises ValueError for no tokens and for more than the learned positions know.
    """
    sizes = sizes or Sizes()
    if not 0 < len(ids) <= sizes.longest:
        raise ValueError(f"{len(ids)} tokens; there must be 1 to {sizes.longest}")
    table, positions = parameters["embedding"], parameters["positions"]
    stream = table[ids] + positions[: len(ids)] + parameters["segment"]
    stream = embedded = norm(stream, parameters, "norm_embedding")
    attentions = []
    for layer in range(sizes.layers):
        own = section(parameters, f"{layer}.")
        attention = multi_head_attention(stream, stream, own, sizes.heads)
        stream = norm(stream + attention.output, own, "norm_self_attention")
        expanded = gelu(stream @ own["expand"] + own["expand_bias"])
        update = expanded @ own["contract"] + own["contract_bias"]
        stream = norm(stream + update, own, "norm_feed_forward")
        attentions.append(attention)
    return BertTrace(embedded, tuple(attentions), stream)


def gelu(features: np.ndarray) -> np.ndarray:
    """x Φ(x), with Φ the normal distribution; exact, where others approximate with tanh."""
    erf = np.asarray(np.frompyfunc(math.erf, 1, 1)(features / math.sqrt(2)), features.dtype)
    return features * (1 + erf) / 2


def norm(features: np.ndarray, parameters: Parameters, name: str) -> np.ndarray:
    """Layer norm with BERT's epsilon (that of ``explainer.layers`` is larger)."""
    centred = features - features.mean(axis=-1, keepdims=True)
    variance = (centred * centred).mean(axis=-1, keepdims=True)
    gain, bias = parameters[f"{name}.gain"], parameters[f"{name}.bias"]
    return centred / np.sqrt(variance + NORM_EPSILON) * gain + bias


def section(parameters: Parameters, prefix: str) -> dict[str, np.ndarray]:
    """The parameters under a prefix, without it."""
    return {
        name.removeprefix(prefix): array
        for name, array in parameters.items()
        if name.startswith(prefix)
    }


def from_published(tensors: Parameters, sizes: Sizes | None = None) -> dict[str, np.ndarray]:
    """Rename the published tensors; matrices turned so that they are used as ``x @ weight``.

    The pooler, which all-MiniLM-L6-v2 does not use, is left out.
    """
    sizes = sizes or Sizes()
    names = {
        "attention.self.query": "query",
        "attention.self.key": "key",
        "attention.self.value": "value",
        "attention.output.dense": "output",
        "intermediate.dense": "expand",
        "output.dense": "contract",
    }
    norms = {
        "attention.output.LayerNorm": "norm_self_attention",
        "output.LayerNorm": "norm_feed_forward",
    }
    found = {
        "embedding": tensors["embeddings.word_embeddings.weight"],
        "positions": tensors["embeddings.position_embeddings.weight"],
        "segment": tensors["embeddings.token_type_embeddings.weight"][0],
        "norm_embedding.gain": tensors["embeddings.LayerNorm.weight"],
        "norm_embedding.bias": tensors["embeddings.LayerNorm.bias"],
    }
    for layer in range(sizes.layers):
        there = f"encoder.layer.{layer}"
        for old, new in names.items():
            found[f"{layer}.{new}"] = tensors[f"{there}.{old}.weight"].T
            found[f"{layer}.{new}_bias"] = tensors[f"{there}.{old}.bias"]
        for old, new in norms.items():
            found[f"{layer}.{new}.gain"] = tensors[f"{there}.{old}.weight"]
            found[f"{layer}.{new}.bias"] = tensors[f"{there}.{old}.bias"]
    return found


def untrained(seed: int, sizes: Sizes | None = None) -> dict[str, np.ndarray]:
    """Weights as BERT starts from: normal with deviation 0.02, biases 0, gains 1."""
    sizes = sizes or Sizes()
    random = np.random.default_rng(seed)
    width, hidden = sizes.width, sizes.hidden

    def normal(*shape: int) -> np.ndarray:
        return (0.02 * random.standard_normal(shape)).astype(np.float32)

    made = {
        "embedding": normal(sizes.vocabulary, width),
        "positions": normal(sizes.longest, width),
        "segment": normal(width),
        **_plain_norm("norm_embedding", width),
    }
    shapes = dict.fromkeys(("query", "key", "value", "output"), (width, width))
    shapes |= {"expand": (width, hidden), "contract": (hidden, width)}
    for layer in range(sizes.layers):
        for name, shape in shapes.items():
            made[f"{layer}.{name}"] = normal(*shape)
            made[f"{layer}.{name}_bias"] = np.zeros(shape[1], dtype=np.float32)
        for name in ("norm_self_attention", "norm_feed_forward"):
            made |= _plain_norm(f"{layer}.{name}", width)
    return made


def _plain_norm(name: str, width: int) -> dict[str, np.ndarray]:
    return {f"{name}.gain": np.ones(width, np.float32), f"{name}.bias": np.zeros(width, np.float32)}
