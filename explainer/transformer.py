"""The encoder-decoder transformer of Vaswani et al. 2017 as plain functions over arrays.

Parameters are one flat mapping, ``"encoder.0.self_attention.query" -> array``. Layers are
pre-norm, x + sublayer(norm(x)) with a final norm, or post-norm, norm(x + sublayer(x)) as in the
paper; the config says which. Shapes: ``source`` and ``target`` count tokens, ``vocabulary`` counts
words, ``...`` is an optional batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from explainer.arrays import Array, Bool, Float, Int, array_namespace
from explainer.attention import causal_mask
from explainer.heads import MultiHeadTrace, attend_heads, multi_head_attention, project_queries
from explainer.layers import add_update, embed, feed_forward, final_norm, norm_before
from explainer.model import Config, Model
from explainer.positions import alibi

# Gets the name and value of a residual stream and returns what takes its place: "encoder.0.input"
# enters a layer, "encoder.output" leaves the last norm; the decoder's names are alike.
Edit = Callable[[str, Array], Array]


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
    """The encoder or the decoder from embedding to last norm.

    An encoder-only model stops at ``encode``, a decoder-only one begins at ``decode``.
    """

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
    edit: Edit | None = None,
) -> Trace:
    """Read the source, score the next word after every target token.

    ``source_mask`` is False on padding. Row i of the logits scores the word after target token i.
    ``edit`` may replace the residual stream before each layer and after the last norm.
    Raises ValueError for ids outside the vocabulary and for shapes that do not fit.
    """
    encoder = encode(model, source_ids, source_mask, edit)
    decoder = decode(model, target_ids, encoder.output, source_mask, edit=edit)
    return Trace(encoder, decoder, next_word_logits(model, decoder))


def encode(
    model: Model,
    source_ids: Int[Array, "... source"],
    source_mask: Bool[Array, "... 1 source"] | None = None,
    edit: Edit | None = None,
) -> StackTrace:
    """The encoder: every source token looks at every source token.

    Raises ValueError for a decoder-only model, and like ``embed`` and ``attend``.
    """
    if not model.config.encoder_layers:
        raise ValueError("this model has no encoder: call decode(model, ids)")
    mask = _for_all_heads(source_mask)
    stream = embedded = embed(model, "source", source_ids)
    layers = []
    for layer in range(model.config.encoder_layers):
        stream = _edited(edit, f"encoder.{layer}.input", stream)
        layers.append(_block(model, f"encoder.{layer}", stream, mask))
        stream = layers[-1].output
    output = _edited(edit, "encoder.output", final_norm(model, "encoder", stream))
    return StackTrace(embedded, tuple(layers), output)


def decode(
    model: Model,
    target_ids: Int[Array, "... target"],
    memory: Float[Array, "... source d_model"] | None = None,
    source_mask: Bool[Array, "... 1 source"] | None = None,
    past: StackTrace | None = None,
    causal: bool = True,
    edit: Edit | None = None,
) -> StackTrace:
    """The decoder: each target token looks back at the target and across at the encoder's output.

    Without ``memory`` it only looks back: a decoder-only language model.
    ``past`` is the trace of the tokens before these. Its keys and values are the key-value cache:
    they are used as they are, and only the new tokens are computed. Without ``causal`` nothing is
    masked: later target tokens are seen too, which no generation can offer. Raises ValueError for
    an encoder-only model, for ``memory`` missing or given to a model without cross-attention, and
    like ``embed`` and ``attend``.
    """
    if not model.config.decoder_layers:
        raise ValueError("this model has no decoder: call encode(model, ids)")
    if (memory is None) != (model.config.encoder_layers == 0):
        needs = "needs" if model.config.encoder_layers else "has no cross-attention and takes no"
        raise ValueError(f"this model {needs} memory, the output of its encoder")
    n_past = past.layers[0].self_attention.keys.shape[-2] if past else 0
    n_new = target_ids.shape[-1]
    stream = embedded = embed(model, "target", target_ids, start=n_past)
    back = causal_mask(n_new, n_past + n_new, like=stream) if causal else None
    across = _for_all_heads(source_mask)
    layers = []
    for layer in range(model.config.decoder_layers):
        stream = _edited(edit, f"decoder.{layer}.input", stream)
        known = past.layers[layer] if past else None
        layers.append(_block(model, f"decoder.{layer}", stream, back, memory, across, known))
        stream = layers[-1].output
    output = _edited(edit, "decoder.output", final_norm(model, "decoder", stream))
    return StackTrace(embedded, tuple(layers), output)


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
    entering = stream
    normed = norm_before(model, f"{name}.norm_self_attention", stream)
    looking_back = past.self_attention if past else None
    self_attention = _self_attention(model, f"{name}.self_attention", normed, mask, looking_back)
    stream = add_update(model, f"{name}.norm_self_attention", stream, self_attention.output)
    after_self_attention, after_cross_attention = stream, None

    cross_attention = None
    if memory is not None:
        normed = norm_before(model, f"{name}.norm_cross_attention", stream)
        known = past.cross_attention if past else None
        cross_attention = _cross_attention(
            model, f"{name}.cross_attention", normed, memory, memory_mask, known
        )
        stream = add_update(model, f"{name}.norm_cross_attention", stream, cross_attention.output)
        after_cross_attention = stream

    normed = norm_before(model, f"{name}.norm_feed_forward", stream)
    hidden, update = feed_forward(_section(model.parameters, f"{name}.feed_forward"), normed)
    stream = add_update(model, f"{name}.norm_feed_forward", stream, update)
    return BlockTrace(
        entering,
        self_attention,
        after_self_attention,
        cross_attention,
        after_cross_attention,
        hidden,
        stream,
    )


def _self_attention(
    model: Model, name: str, normed: Array, mask: Array | None, past: MultiHeadTrace | None
) -> MultiHeadTrace:
    """Queries, keys and values from the same tokens; rotary and ALiBi codes enter here."""
    config = model.config
    n_past = past.keys.shape[-2] if past else 0
    n_new = normed.shape[-2]
    bias = None
    if config.positions == "alibi":
        bias = alibi(config.n_heads, n_new, n_past + n_new, like=normed)
    return multi_head_attention(
        normed,
        normed,
        _section(model.parameters, name),
        config.n_heads,
        mask,
        past,
        scale=_scale(config),
        bias=bias,
        rotate_from=n_past if config.positions == "rotary" else None,
    )


def _cross_attention(
    model: Model,
    name: str,
    normed: Array,
    memory: Array,
    mask: Array | None,
    past: MultiHeadTrace | None,
) -> MultiHeadTrace:
    """Queries from the target, keys and values from the source: computed once, then kept."""
    parameters = _section(model.parameters, name)
    n_heads, scale = model.config.n_heads, _scale(model.config)
    if past is None:
        return multi_head_attention(normed, memory, parameters, n_heads, mask, scale=scale)
    queries = project_queries(normed, parameters, n_heads)
    return attend_heads(queries, past.keys, past.values, parameters, mask, scale)


def _scale(config: Config) -> float | None:
    return None if config.scale_scores else 1.0


def _edited(edit: Edit | None, name: str, stream: Array) -> Array:
    return stream if edit is None else edit(name, stream)


def _for_all_heads(mask: Array | None) -> Array | None:
    """[..., 1, source] -> [..., 1, 1, source], so that every head gets the same mask."""
    return None if mask is None else array_namespace(mask).expand_dims(mask, axis=-3)


def _section(parameters: Mapping[str, Array], prefix: str) -> dict[str, Array]:
    """The parameters below one prefix, by what is left of their names."""
    start = len(prefix) + 1
    return {
        name[start:]: value for name, value in parameters.items() if name.startswith(f"{prefix}.")
    }
