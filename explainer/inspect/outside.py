"""Attention weights with their tokens: of this library's models, or of any other.

Shapes: ``heads``, ``queries`` (who looks), ``keys`` (what is looked at).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from explainer.arrays import Array, Float, as_numpy, shape_of
from explainer.transformer import Trace

FUSED = (
    "the model returned no attention weights ({where}): fused attention never writes them out. "
    'Load it with attn_implementation="eager" and call it with output_attentions=True'
)


@dataclass(frozen=True)
class Attentions:
    """The attention weights of one stack on one text, layer by layer, with their tokens."""

    layers: tuple[Float[Array, "heads queries keys"], ...]  # NumPy, float64
    who_looks: tuple[str, ...]  # one token a row
    looked_at: tuple[str, ...]  # one token a column


def from_arrays(
    attentions: Sequence[Array] | Float[Array, "layers ... heads queries keys"] | None,
    tokens: Sequence[str],
    looked_at: Sequence[str] | None = None,
    item: int | None = None,
    tolerance: float = 0.01,
) -> Attentions:
    """Weights of any model: one array a layer, [heads, queries, keys], and the tokens they join.

    A leading batch axis is dropped where it has one entry; of a longer batch ``item`` says which
    text. ``tokens`` are those that look; ``looked_at`` those that are looked at, by default the
    same. Weights are shares: none negative, each row's sum within ``tolerance`` of one (rounded
    16-bit weights miss it by up to about 0.005). They are returned as they came, in float64.
    Arrays may be NumPy's, torch's or nested lists. Raises ValueError that names the layer for
    anything that does not fit, and says what to do where weights are None.
    """
    if attentions is None or len(attentions) == 0:
        raise ValueError(FUSED.format(where="no layers at all"))
    who, at = tuple(tokens), tuple(tokens if looked_at is None else looked_at)
    layers = tuple(
        _checked(_one_text(array, f"layer {number}", item), f"layer {number}", who, at, tolerance)
        for number, array in enumerate(attentions)
    )
    return Attentions(layers, who, at)


def from_transformers(
    outputs: Any,
    tokens: Sequence[str],
    target_tokens: Sequence[str] | None = None,
    item: int | None = None,
    tolerance: float = 0.01,
) -> dict[str, Attentions]:
    """What a Hugging Face model returned when called with ``output_attentions=True``.

    An encoder, a decoder-only model or a vision model gives "self". An encoder-decoder gives
    "encoder", "decoder" and "cross", and needs ``target_tokens``, those given to the decoder. In
    grouped-query attention several heads share keys and values but each has weights of its own:
    nothing changes. ``outputs`` is only asked for attributes (or, if a mapping, for keys); the
    package transformers is not imported. Raises ValueError like ``from_arrays``, also for what
    ``generate`` returns: run the finished text through the model once instead.
    """
    if isinstance(outputs, (tuple, list)):
        raise ValueError(
            "outputs without names: call the model with return_dict=True, or pass its attentions "
            "to from_arrays"
        )
    if _get(outputs, "sequences") is not None:
        raise ValueError(
            "these are outputs of generate(), one tuple of layers a step; call the model once on "
            "the finished text: model(ids, output_attentions=True)"
        )
    names = ("encoder_attentions", "decoder_attentions", "cross_attentions")
    encoder, decoder, cross = (_get(outputs, name) for name in names)
    if encoder is None and decoder is None:
        weights = _get(outputs, "attentions")
        if weights is None:
            raise ValueError(FUSED.format(where="attentions is None or missing"))
        return {"self": from_arrays(weights, tokens, item=item, tolerance=tolerance)}
    for name, weights in zip(names, (encoder, decoder, cross), strict=True):
        if weights is None:
            raise ValueError(FUSED.format(where=f"{name} is None or missing"))
    if target_tokens is None:
        raise ValueError("an encoder-decoder needs target_tokens, those given to its decoder")
    return {
        "encoder": from_arrays(encoder, tokens, item=item, tolerance=tolerance),
        "decoder": from_arrays(decoder, target_tokens, item=item, tolerance=tolerance),
        "cross": from_arrays(cross, target_tokens, tokens, item, tolerance),
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


def _one_text(array: Array, where: str, item: int | None) -> Array:
    """[batch, heads, queries, keys] or [heads, queries, keys] -> [heads, queries, keys]."""
    if array is None:
        raise ValueError(FUSED.format(where=f"{where} is None"))
    if isinstance(array, tuple):
        raise ValueError(f"{where} is a tuple, not an array: are these weights of several steps?")
    weights = as_numpy(array)
    if weights.ndim == 4:
        if item is None and weights.shape[0] != 1:
            raise ValueError(
                f"{where} holds {weights.shape[0]} texts, {shape_of(weights)}: say which, item=0"
            )
        if not -len(weights) <= (item or 0) < len(weights):
            raise ValueError(f"{where} {shape_of(weights)} has no text {item}")
        weights = weights[item or 0]
    if weights.ndim != 3:
        raise ValueError(f"{where} must be [heads, queries, keys], got {shape_of(weights)}")
    return weights


def _checked(
    weights: Array, where: str, who: Sequence[str], at: Sequence[str], tolerance: float
) -> Array:
    if weights.shape[0] == 0:
        raise ValueError(f"{where} {shape_of(weights)} has no heads")
    if weights.shape[1:] != (len(who), len(at)):
        raise ValueError(
            f"{where} {shape_of(weights)} does not fit {len(who)} tokens that look "
            f"and {len(at)} that are looked at"
        )
    if not np.isfinite(weights).all():
        raise ValueError(f"{where} holds numbers that are not finite")
    if weights.min() < 0:
        raise ValueError(
            f"{where} has a weight of {weights.min():.3g}: are these scores before the softmax?"
        )
    sums = weights.sum(axis=-1)
    head, row = np.unravel_index(np.abs(sums - 1).argmax(), sums.shape)
    if abs(sums[head, row] - 1) > tolerance:
        raise ValueError(
            f"{where}, head {head}, row {row} sums to {sums[head, row]:.3g}, not to 1: "
            "is dropout still on (call model.eval()), or are rows and columns exchanged?"
        )
    return weights
