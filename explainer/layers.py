"""The parts of a layer that are not attention: embedding, feed-forward network, layer norm."""

from __future__ import annotations

import math
from collections.abc import Mapping

from explainer.arrays import Array, Float, Int, array_namespace, shape_of
from explainer.model import Model
from explainer.positions import sinusoidal

NORM_EPSILON = 1e-5


def embed(
    model: Model, side: str, ids: Int[Array, "... positions"], start: int = 0
) -> Float[Array, "... positions d_model"]:
    """Look up each id, times √d_model (Vaswani et al. 2017, section 3.4), plus its position.

    ``side`` is "source" or "target", ``start`` the first token's position. Raises ValueError for
    no tokens, for ids outside the vocabulary, and for more tokens than a learned code knows.
    """
    table = model.parameters[f"{side}_embedding"]
    n_words, d_model = table.shape
    if 0 in ids.shape:
        raise ValueError(f"the {side} has no tokens at all: ids of shape {shape_of(ids)}")
    xp = array_namespace(ids)
    if int(xp.min(ids)) < 0 or int(xp.max(ids)) >= n_words:
        raise ValueError(
            f"{side} ids must lie in 0 … {n_words - 1}, got {int(xp.min(ids))} … {int(xp.max(ids))}"
        )
    xp = array_namespace(table)
    rows = xp.take(table, xp.reshape(ids, (-1,)), axis=0)
    features = xp.reshape(rows, (*ids.shape, d_model)) * math.sqrt(d_model)
    n = ids.shape[-1]
    if model.config.positions == "sinusoidal":
        return features + sinusoidal(n, d_model, start, like=table)
    if model.config.positions == "learned":
        if start + n > model.config.longest:
            raise ValueError(
                f"{start + n} {side} tokens, but the learned code ends at {model.config.longest}"
            )
        return features + model.parameters[f"{side}_positions"][start : start + n, :]
    return features


def feed_forward(
    parameters: Mapping[str, Array], features: Float[Array, "... d_model"]
) -> tuple[Float[Array, "... d_feed_forward"], Float[Array, "... d_model"]]:
    """max(0, x W₁ + b₁) W₂ + b₂, position by position (Vaswani et al. 2017, equation 2).

    Returns the hidden layer and the result.
    """
    xp = array_namespace(features)
    expanded = features @ parameters["expand"] + parameters["expand_bias"]
    hidden = xp.where(expanded > 0, expanded, xp.zeros_like(expanded))
    return hidden, hidden @ parameters["contract"] + parameters["contract_bias"]


def layer_norm(
    features: Float[Array, "... d_model"],
    gain: Float[Array, "d_model"],
    bias: Float[Array, "d_model"],
) -> Float[Array, "... d_model"]:
    """Each vector minus its mean, divided by its deviation (Ba, Kiros & Hinton 2016)."""
    xp = array_namespace(features)
    centred = features - xp.mean(features, axis=-1, keepdims=True)
    variance = xp.mean(centred * centred, axis=-1, keepdims=True)
    return centred / xp.sqrt(variance + NORM_EPSILON) * gain + bias


def norm_before(model: Model, name: str, stream: Array) -> Array:
    """What a sub-layer reads: the normed stream in a pre-norm model, else the stream itself.

    ``name`` is that of the norm, such as "encoder.0.norm_self_attention". Shapes are kept.
    """
    return _norm(model, name, stream) if model.config.norm == "pre" else stream


def add_update(model: Model, name: str, stream: Array, update: Array) -> Array:
    """Add a sub-layer's update to the residual stream; a post-norm model norms the sum."""
    stream = stream + update
    return stream if model.config.norm == "pre" else _norm(model, name, stream)


def final_norm(
    model: Model, stack: str, stream: Float[Array, "... positions d_model"]
) -> Float[Array, "... positions d_model"]:
    """What the encoder or decoder hands on: a pre-norm model norms once more after all layers."""
    return _norm(model, f"{stack}.norm", stream) if model.config.norm == "pre" else stream


def _norm(model: Model, name: str, features: Array) -> Array:
    return layer_norm(features, model.parameters[f"{name}.gain"], model.parameters[f"{name}.bias"])
