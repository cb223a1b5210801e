"""The forward pass of a Llama-like decoder in NumPy, through this project's own attention.

Shapes: ``heads`` look, ``key_value_heads`` are shared by several of them (grouped-query attention,
Ainslie et al. 2023), ``places`` are tokens. A batch of texts of one length goes through at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from explainer.arrays import Array
from explainer.attention import attend, causal_mask

Parameters = Mapping[str, Array]
Head = tuple[int, int]  # layer and head, counted from 0
MATRICES = ("query", "key", "value", "output", "gate", "up", "down")


@dataclass(frozen=True)
class Sizes:
    """What the file says about the model's shape."""

    layers: int
    heads: int
    key_value_heads: int
    d_model: int
    d_feed_forward: int
    vocabulary: int
    rotary_base: float
    epsilon: float

    @property
    def d_head(self) -> int:
        """Features of one head."""
        return self.d_model // self.heads


@dataclass(frozen=True)
class Trace:
    """What one forward pass computed."""

    weights: Array  # [layers, batch, heads, places, places]
    streams: Array  # [layers + 1, batch, places, d_model]: before each layer, and after the last
    logits: Array  # [batch, places, vocabulary]


def rotary(features: Array, base: float) -> Array:
    """``explainer.positions.rotary`` for any base: [..., places, d_head], pairs (2i, 2i+1).

    Su et al. 2021, "RoFormer", equation 34, takes base 10000; this model was trained with 100000.
    """
    places, d_head = features.shape[-2:]
    angles = np.arange(places)[:, None] / base ** (np.arange(0, d_head, 2) / d_head)
    sine, cosine = (f(angles).astype(features.dtype) for f in (np.sin, np.cos))
    even, odd = features[..., 0::2], features[..., 1::2]
    turned = np.stack([even * cosine - odd * sine, even * sine + odd * cosine], axis=-1)
    return turned.reshape(features.shape)


def root_mean_square_norm(stream: Array, gain: Array, epsilon: float) -> Array:
    """Divide by the root mean square over features, then scale (Zhang & Sennrich 2019)."""
    return stream / np.sqrt((stream**2).mean(axis=-1, keepdims=True) + epsilon) * gain


def swish(numbers: Array) -> Array:
    """x · sigmoid(x); its product with a second projection is SwiGLU (Shazeer 2020)."""
    return numbers / (1 + np.exp(-numbers))


def forward(
    parameters: Parameters, sizes: Sizes, ids: Array, removed: Collection[Head] = ()
) -> Trace:
    """Run texts ``ids`` [batch, places] through the model.

    The heads in ``removed`` still look, but their output is set to zero.
    """
    stream = parameters["embedding"][ids]
    weights, streams = [], [stream]
    for layer in range(sizes.layers):
        name = f"layer.{layer}."
        normed = root_mean_square_norm(stream, parameters[name + "attention_norm"], sizes.epsilon)
        out = [head for at, head in removed if at == layer]
        brought, looked = _attention(parameters, sizes, name, normed, out)
        stream = stream + brought
        normed = root_mean_square_norm(stream, parameters[name + "feed_norm"], sizes.epsilon)
        hidden = swish(normed @ parameters[name + "gate"]) * (normed @ parameters[name + "up"])
        stream = stream + hidden @ parameters[name + "down"]
        weights.append(looked)
        streams.append(stream)
    final = root_mean_square_norm(stream, parameters["norm"], sizes.epsilon)
    logits = final @ parameters["embedding"].T  # tied: the same table reads and writes
    return Trace(np.stack(weights), np.stack(streams), logits)


def _attention(
    parameters: Parameters, sizes: Sizes, name: str, normed: Array, out: list[int]
) -> tuple[Array, Array]:
    """What the attention of one layer adds to the stream, and its weights."""
    batch, places, _ = normed.shape

    def split(kind: str, heads: int) -> Array:
        projected = normed @ parameters[name + kind]
        return projected.reshape(batch, places, heads, sizes.d_head).swapaxes(1, 2)

    shared = sizes.heads // sizes.key_value_heads  # so many heads read the same keys and values
    queries = rotary(split("query", sizes.heads), sizes.rotary_base)
    keys = rotary(split("key", sizes.key_value_heads), sizes.rotary_base)
    values = split("value", sizes.key_value_heads)
    looked = attend(
        queries, keys.repeat(shared, axis=1), values.repeat(shared, axis=1), causal_mask(places)
    )
    output = looked.output.copy()
    output[:, out] = 0
    joined = output.swapaxes(1, 2).reshape(batch, places, sizes.d_model)
    return joined @ parameters[name + "output"], looked.weights


def losses(logits: Array, ids: Array) -> Array:
    """Nats for every token but the first, given those before it: [batch, places - 1]."""
    before = logits[:, :-1].astype(np.float64)
    largest = before.max(axis=-1, keepdims=True)
    total = np.log(np.exp(before - largest).sum(axis=-1)) + largest[..., 0]
    return total - np.take_along_axis(before, ids[:, 1:, None], axis=-1)[..., 0]


def random_parameters(sizes: Sizes, seed: int, scale: float = 0.02) -> dict[str, Array]:
    """A model of this shape that learned nothing: normal numbers, gains of one."""
    random = np.random.default_rng(seed)
    narrow = sizes.key_value_heads * sizes.d_head
    shapes = {
        "query": (sizes.d_model, sizes.d_model),
        "key": (sizes.d_model, narrow),
        "value": (sizes.d_model, narrow),
        "output": (sizes.d_model, sizes.d_model),
        "gate": (sizes.d_model, sizes.d_feed_forward),
        "up": (sizes.d_model, sizes.d_feed_forward),
        "down": (sizes.d_feed_forward, sizes.d_model),
    }

    def draw(*shape: int) -> Array:
        return random.normal(scale=scale, size=shape).astype(np.float32)

    result = {"embedding": draw(sizes.vocabulary, sizes.d_model)}
    result["norm"] = np.ones(sizes.d_model, dtype=np.float32)
    for layer in range(sizes.layers):
        for kind in MATRICES:
            result[f"layer.{layer}.{kind}"] = draw(*shapes[kind])
        for kind in ("attention_norm", "feed_norm"):
            result[f"layer.{layer}.{kind}"] = np.ones(sizes.d_model, dtype=np.float32)
    return result


def shuffled_parameters(parameters: Parameters, seed: int) -> dict[str, Array]:
    """The same numbers in every matrix, at random places: what is left is only their size."""
    random = np.random.default_rng(seed)
    return {
        name: random.permuted(array, axis=None) if array.ndim > 1 else array
        for name, array in parameters.items()
    }
