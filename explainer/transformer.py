"""The encoder-decoder transformer of Vaswani et al. 2017 as plain functions over arrays.

Parameters are one flat mapping, ``"encoder.0.self_attention.query" -> array``. Layers are
pre-norm, x + sublayer(norm(x)) with a final norm, or post-norm, norm(x + sublayer(x)) as in the
paper; the config says which. Shapes: ``source`` and ``target`` count tokens, ``vocabulary`` counts
words, ``...`` is an optional batch.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from explainer.arrays import Array, Bool, Float, Int, array_namespace
from explainer.attention import causal_mask
from explainer.heads import MultiHeadTrace, attend_heads, multi_head_attention, project_queries
from explainer.model import Model
from explainer.positions import sinusoidal

NORM_EPSILON = 1e-5


@dataclass(frozen=True)
class BlockTrace:
    """One layer: the residual stream before and after each sub-layer, and their intermediates."""

    input: Float[Array, "... positions d_model"]
    self_attention: MultiHeadTrace
    after_self_attention: Float[Array, "... positions d_model"]
    cross_attention: MultiHeadTrace | None
    after_cross_attention: Float[Array, "... positions d_model"] | None
    feed_forward_hidden: Float[Array, "... positions d_feed_forward"]
    output: Float[Array, "... positions d_model"]


@dataclass(frozen=True)
class StackTrace:
    """The encoder or the decoder from embedding to last norm."""

    embedded: Float[Array, "... positions d_model"]
    layers: tuple[BlockTrace, ...]
    output: Float[Array, "... positions d_model"]


@dataclass(frozen=True)
class Trace:
    """Everything that one forward pass computed."""

    encoder: StackTrace
    decoder: StackTrace
    logits: Float[Array, "... target vocabulary"]


def forward(
    model: Model,
    source_ids: Int[Array, "... source"],
    target_ids: Int[Array, "... target"],
    source_mask: Bool[Array, "... 1 source"] | None = None,
) -> Trace:
    """Read the source, score the next word after every target token.

    ``source_mask`` is False on padding. Row i of the logits scores the word after target token i.
    Raises ValueError for ids outside the vocabulary and for shapes that do not fit.
    """
    encoder = encode(model, source_ids, source_mask)
    decoder = decode(model, target_ids, encoder.output, source_mask)
    return Trace(encoder, decoder, next_word_logits(model, decoder))


def encode(
    model: Model,
    source_ids: Int[Array, "... source"],
    source_mask: Bool[Array, "... 1 source"] | None = None,
) -> StackTrace:
    """The encoder: every source token looks at every source token."""
    mask = _for_all_heads(source_mask)
    stream = embedded = _embed(model, "source_embedding", source_ids)
    layers = []
    for layer in range(model.config.encoder_layers):
        layers.append(_block(model, f"encoder.{layer}", stream, mask))
        stream = layers[-1].output
    return StackTrace(embedded, tuple(layers), _final_norm(model, "encoder", stream))


def decode(
    model: Model,
    target_ids: Int[Array, "... target"],
    memory: Float[Array, "... source d_model"],
    source_mask: Bool[Array, "... 1 source"] | None = None,
    past: StackTrace | None = None,
) -> StackTrace:
    """The decoder: each target token looks back at the target and across at the encoder's output.

    ``past`` is the trace of the tokens before these. Its keys and values are the key-value cache:
    they are used as they are, and only the new tokens are computed.
    """
    n_past = past.layers[0].self_attention.keys.shape[-2] if past else 0
    n_new = target_ids.shape[-1]
    stream = embedded = _embed(model, "target_embedding", target_ids, start=n_past)
    causal = causal_mask(n_new, n_past + n_new, like=stream)
    across = _for_all_heads(source_mask)
    layers = []
    for layer in range(model.config.decoder_layers):
        known = past.layers[layer] if past else None
        layers.append(_block(model, f"decoder.{layer}", stream, causal, memory, across, known))
        stream = layers[-1].output
    return StackTrace(embedded, tuple(layers), _final_norm(model, "decoder", stream))


def next_word_logits(model: Model, decoder: StackTrace) -> Float[Array, "... target vocabulary"]:
    """Compare each position's output with every target embedding (the tied output projection)."""
    xp = array_namespace(decoder.output)
    return decoder.output @ xp.matrix_transpose(model.parameters["target_embedding"])


def _block(
    model: Model,
    name: str,
    stream: Array,
    mask: Array | None,
    memory: Array | None = None,
    memory_mask: Array | None = None,
    past: BlockTrace | None = None,
) -> BlockTrace:
    """One layer. With ``memory`` it is a decoder layer: cross-attention stands in the middle."""
    n_heads = model.config.n_heads
    entering = stream
    normed = _before(model, f"{name}.norm_self_attention", stream)
    parameters = _section(model.parameters, f"{name}.self_attention")
    looking_back = past.self_attention if past else None
    self_attention = multi_head_attention(normed, normed, parameters, n_heads, mask, looking_back)
    stream = _after(model, f"{name}.norm_self_attention", stream, self_attention.output)
    after_self_attention, after_cross_attention = stream, None

    cross_attention = None
    if memory is not None:
        normed = _before(model, f"{name}.norm_cross_attention", stream)
        parameters = _section(model.parameters, f"{name}.cross_attention")
        if past and past.cross_attention:
            known = past.cross_attention
            queries = project_queries(normed, parameters, n_heads)
            cross_attention = attend_heads(
                queries, known.keys, known.values, parameters, memory_mask
            )
        else:
            cross_attention = multi_head_attention(normed, memory, parameters, n_heads, memory_mask)
        stream = _after(model, f"{name}.norm_cross_attention", stream, cross_attention.output)
        after_cross_attention = stream

    normed = _before(model, f"{name}.norm_feed_forward", stream)
    hidden, update = _feed_forward(_section(model.parameters, f"{name}.feed_forward"), normed)
    stream = _after(model, f"{name}.norm_feed_forward", stream, update)
    return BlockTrace(
        entering,
        self_attention,
        after_self_attention,
        cross_attention,
        after_cross_attention,
        hidden,
        stream,
    )


def _feed_forward(parameters: Mapping[str, Array], features: Array) -> tuple[Array, Array]:
    """max(0, x W₁ + b₁) W₂ + b₂, position by position (Vaswani et al. 2017, equation 2)."""
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


def _norm(model: Model, name: str, features: Array) -> Array:
    return layer_norm(features, model.parameters[f"{name}.gain"], model.parameters[f"{name}.bias"])


def _before(model: Model, name: str, stream: Array) -> Array:
    return _norm(model, name, stream) if model.config.norm == "pre" else stream


def _after(model: Model, name: str, stream: Array, update: Array) -> Array:
    stream = stream + update
    return stream if model.config.norm == "pre" else _norm(model, name, stream)


def _final_norm(model: Model, name: str, stream: Array) -> Array:
    return _norm(model, f"{name}.norm", stream) if model.config.norm == "pre" else stream


def _embed(model: Model, table_name: str, ids: Array, start: int = 0) -> Array:
    """Look up each id, times √d_model (Vaswani et al. 2017, section 3.4), plus its position."""
    table = model.parameters[table_name]
    xp = array_namespace(table)
    n_words, d_model = table.shape
    if 0 in ids.shape:
        raise ValueError(f"{table_name} was asked for no tokens at all")
    if int(xp.min(ids)) < 0 or int(xp.max(ids)) >= n_words:
        raise ValueError(
            f"ids must lie in 0 … {n_words - 1} for {table_name}, "
            f"got {int(xp.min(ids))} … {int(xp.max(ids))}"
        )
    rows = xp.take(table, xp.reshape(ids, (-1,)), axis=0)
    features = xp.reshape(rows, (*ids.shape, d_model)) * math.sqrt(d_model)
    if model.config.positions == "none":
        return features
    return features + sinusoidal(ids.shape[-1], d_model, start, like=table)


def _for_all_heads(mask: Array | None) -> Array | None:
    """[..., 1, source] -> [..., 1, 1, source], so that every head gets the same mask."""
    return None if mask is None else array_namespace(mask).expand_dims(mask, axis=-3)


def _section(parameters: Mapping[str, Array], prefix: str) -> dict[str, Array]:
    """The parameters below one prefix, by what is left of their names."""
    start = len(prefix) + 1
    return {
        name[start:]: value for name, value in parameters.items() if name.startswith(f"{prefix}.")
    }
