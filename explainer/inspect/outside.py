"""Attention weights with their tokens: of this library's models, or of any other.

Shapes: ``heads``, ``queries`` (who looks), ``keys`` (what is looked at).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from explainer.arrays import Array, Float, as_numpy, shape_of
from explainer.inspect import looks_like
from explainer.inspect.attentions import Attentions
from explainer.inspect.padding import cut, real_places, refuse_padding
from explainer.transformer import Trace

FUSED = (
    "the model returned no attention weights ({where}): fused attention never writes them out. "
    'Load it with attn_implementation="eager" and call it with output_attentions=True'
)


def from_arrays(
    attentions: Sequence[Array] | Float[Array, "layers ... heads queries keys"] | None,
    tokens: Sequence[str],
    looked_at: Sequence[str] | None = None,
    item: int | None = None,
    tolerance: float = 0.01,
    attention_mask: Array | None = None,
    looked_at_mask: Array | None = None,
    sink: str | None = None,
) -> Attentions:
    """Weights of any model: one array a layer, [heads, queries, keys], and the tokens they join.

    A leading batch axis is dropped where it has one entry; of a longer batch ``item`` says which
    text. ``tokens`` are those that look; ``looked_at`` those that are looked at, by default the
    same. Weights are shares: none negative, each row's sum within ``tolerance`` of one (rounded
    16-bit weights miss it by up to about 0.005). They are returned as they came, in float64.
    Arrays may be NumPy's, torch's or nested lists.

    ``attention_mask``, [tokens] or [batch, tokens], is 1 for tokens and 0 for padding on either
    side: rows and columns of padding are cut away. ``looked_at_mask`` does it for ``looked_at``.
    In a model with learned sinks the rows sum to less than one; ``sink`` names the place that takes
    the rest: one more column, the last, which ``layer[..., :-1]`` leaves out.

    Raises ValueError that names the layer for anything that does not fit, says what it looks like
    and what to pass instead, also where padding is found that no mask names.
    """
    if attentions is None or _length(attentions) == 0:
        raise ValueError(FUSED.format(where="no layers at all"))
    if not isinstance(sink, str | None):
        raise ValueError(f'sink is the name of its place, such as "(sink)", got {sink!r}')
    who, at = _names(tokens), _names(tokens if looked_at is None else looked_at)
    rows = columns = real_places("attention_mask", attention_mask, len(who), item)
    if looked_at is not None or looked_at_mask is not None:
        columns = real_places("looked_at_mask", looked_at_mask, len(at), item)
    layers = []
    for number, array in enumerate(attentions):
        where = f"layer {number}"
        whole = _one_text(array, where, len(at), item)
        _check_shape(whole, where, len(who), len(at))
        real = cut(whole, rows, columns, tolerance, where)
        layers.append(_checked(real, where, tolerance, sink))
    if rows is columns and attention_mask is None:
        refuse_padding([layer[..., : len(at)] for layer in layers])
    who = tuple(token for token, real in zip(who, rows, strict=True) if real)
    at = tuple(token for token, real in zip(at, columns, strict=True) if real)
    return Attentions(tuple(layers), who, at if sink is None else (*at, sink))


def from_transformers(
    outputs: Any,
    tokens: Sequence[str],
    target_tokens: Sequence[str] | None = None,
    item: int | None = None,
    tolerance: float = 0.01,
    attention_mask: Array | None = None,
    decoder_attention_mask: Array | None = None,
    sink: str | None = None,
) -> dict[str, Attentions]:
    """What a Hugging Face model returned when called with ``output_attentions=True``.

    An encoder, a decoder-only model or a vision model gives "self". An encoder-decoder gives
    "encoder", "decoder" and "cross", and needs ``target_tokens``, those given to the decoder. In
    grouped-query attention several heads share keys and values but each has weights of its own:
    nothing changes. Tokens are all those that the model was given: padding, which the masks that
    the model was given cut away, and class or register tokens. ``sink`` as in ``from_arrays``.

    ``outputs`` is only asked for attributes (or, if a mapping, for keys); the package transformers
    is not imported. Raises ValueError like ``from_arrays``, for places that no token looks at
    and no mask names, and for what ``generate`` returns: run the finished text through the model
    once instead.
    """
    if isinstance(outputs, (tuple, list)) or hasattr(outputs, "shape"):
        raise ValueError(
            "outputs without names: call the model with return_dict=True, or pass its attentions "
            "to from_arrays"
        )
    if _get(outputs, "sequences") is not None:
        raise ValueError(
            "these are outputs of generate(), one tuple of layers a step; call the model once on "
            "the finished text: model(ids, output_attentions=True)"
        )

    def stack(weights: Any, tokens: Sequence[str], mask: Array | None) -> Attentions:
        found = from_arrays(weights, tokens, None, item, tolerance, mask, sink=sink)
        if mask is None:
            refuse_padding([layer[..., : len(tokens)] for layer in found.layers], soft=True)
        return found

    names = ("encoder_attentions", "decoder_attentions", "cross_attentions")
    encoder, decoder, cross = (_get(outputs, name) for name in names)
    if encoder is None and decoder is None:
        weights = _get(outputs, "attentions")
        if weights is None:
            raise ValueError(FUSED.format(where="attentions is None or missing"))
        return {"self": stack(weights, tokens, attention_mask)}
    for name, weights in zip(names, (encoder, decoder, cross), strict=True):
        if weights is None:
            raise ValueError(FUSED.format(where=f"{name} is None or missing"))
    if target_tokens is None:
        raise ValueError("an encoder-decoder needs target_tokens, those given to its decoder")
    lengths = tuple(_n_keys(weights) for weights in (encoder, decoder))
    if lengths == (len(target_tokens), len(tokens)) != lengths[::-1]:
        raise ValueError(
            f"the encoder read {lengths[0]} tokens, the decoder {lengths[1]}: are tokens and "
            "target_tokens exchanged?"
        )
    masks = (decoder_attention_mask, attention_mask)
    return {
        "encoder": stack(encoder, tokens, attention_mask),
        "decoder": stack(decoder, target_tokens, decoder_attention_mask),
        "cross": from_arrays(cross, target_tokens, tokens, item, tolerance, *masks, sink),
    }


def from_trace(
    trace: Trace, source_tokens: Sequence[str], target_tokens: Sequence[str]
) -> dict[str, Attentions]:
    """The attention of one forward pass of this library: "encoder", "decoder" and "cross".

    ``target_tokens`` are the decoder's input, "<start>" first. Raises ValueError like
    ``from_arrays``.
    """
    crosses = [layer.cross_attention for layer in trace.decoder.layers]
    return {
        "encoder": from_arrays(
            [layer.self_attention.weights for layer in trace.encoder.layers], source_tokens
        ),
        "decoder": from_arrays(
            [layer.self_attention.weights for layer in trace.decoder.layers], target_tokens
        ),
        "cross": from_arrays(
            [cross.weights for cross in crosses if cross is not None], target_tokens, source_tokens
        ),
    }


def _get(outputs: Any, name: str) -> Any:
    return outputs.get(name) if isinstance(outputs, Mapping) else getattr(outputs, name, None)


def _n_keys(weights: Sequence[Array]) -> int | None:
    return getattr(weights[0], "shape", (None,))[-1] if _length(weights) else None


def _length(given: Any) -> int:
    try:
        return len(given)
    except TypeError:
        return 0


def _names(tokens: Sequence[str] | None) -> tuple[str, ...]:
    if tokens is None or isinstance(tokens, str) or _length(tokens) == 0:
        raise ValueError(f"tokens must be a list, one entry a place, got {tokens!r}")
    return tuple(tokens)


def _one_text(array: Array, where: str, n_tokens: int, item: int | None) -> Array:
    """[batch, heads, queries, keys] or [heads, queries, keys] -> [heads, queries, keys]."""
    if array is None:
        raise ValueError(FUSED.format(where=f"{where} is None"))
    if isinstance(array, tuple):
        raise ValueError(f"{where} is a tuple, not an array: are these weights of several steps?")
    weights = as_numpy(array, where)
    if weights.ndim == 4:
        if item is None and weights.shape[0] != 1:
            raise ValueError(
                f"{where} holds {weights.shape[0]} texts, {shape_of(weights)}: say which, item=0"
                f"{looks_like.of_axes(weights, n_tokens)}"
            )
        if not -len(weights) <= (item or 0) < len(weights):
            raise ValueError(f"{where} {shape_of(weights)} has no text {item}")
        weights = weights[item or 0]
    elif item is not None:
        raise ValueError(
            f"{where} {shape_of(weights)} holds one text, so there is no item {item}: is it one "
            "layer alone? Pass [weights]"
        )
    if weights.ndim != 3:
        raise ValueError(
            f"{where} must be [heads, queries, keys], got {shape_of(weights)}"
            f"{looks_like.of_axes(weights, n_tokens)}"
        )
    return weights


def _check_shape(weights: Array, where: str, who: int, at: int) -> None:
    if weights.shape[0] == 0:
        raise ValueError(f"{where} {shape_of(weights)} has no heads")
    if weights.shape[1:] != (who, at):
        raise ValueError(
            f"{where} {shape_of(weights)} does not fit {who} tokens that look and {at} that are "
            f"looked at{looks_like.of_shape(weights.shape, who, at)}"
        )


def _checked(weights: Array, where: str, tolerance: float, sink: str | None) -> Array:
    """Shares that sum to one, with the sink's as the last column where there is one."""
    if not np.isfinite(weights).all():
        raise ValueError(f"{where} holds numbers that are not finite")
    if weights.min() < 0:
        raise ValueError(
            f"{where} has a weight of {weights.min():.3g}: are these scores before the softmax?"
        )
    missing = 1 - weights.sum(axis=-1)
    wrong = np.abs(missing) if sink is None else -missing
    head, row = np.unravel_index(wrong.argmax(), wrong.shape)
    if wrong[head, row] > tolerance:
        raise ValueError(
            f"{where}, head {head}, row {row} sums to {1 - missing[head, row]:.3g}, not to 1"
            f"{looks_like.of_sums(weights, tolerance)}"
        )
    if sink is None:
        return weights
    return np.concatenate([weights, np.maximum(missing, 0)[..., None]], axis=-1)
