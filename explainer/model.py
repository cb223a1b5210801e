"""What a model is made of: its config, the parameters that the config calls for, its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any, Literal

from explainer.arrays import Array
from explainer.tokenizer import Vocabulary

MAY_BE_NONE = ("source_vocabulary", "target_vocabulary", "encoder_layers", "decoder_layers")
POSITION_CODES = ("sinusoidal", "learned", "rotary", "alibi", "none")


@dataclass(frozen=True)
class Config:
    """The sizes and choices that fix every parameter's name and shape.

    Without encoder layers the model is decoder-only and has no cross-attention; without decoder
    layers it is encoder-only. Raises ValueError for sizes and choices that make no sense.
    """

    source_vocabulary: int
    target_vocabulary: int
    d_model: int = 64
    n_heads: int = 4
    d_feed_forward: int = 256
    encoder_layers: int = 2
    decoder_layers: int = 2
    norm: Literal["pre", "post"] = "pre"
    positions: Literal["sinusoidal", "learned", "rotary", "alibi", "none"] = "sinusoidal"
    longest: int = 64  # positions in the tables of a learned code
    scale_scores: bool = True  # divide scores by the square root of d_head

    def __post_init__(self) -> None:
        for name in ("d_model", "n_heads", "d_feed_forward", "longest", *MAY_BE_NONE):
            size, least = getattr(self, name), int(name not in MAY_BE_NONE)
            if not isinstance(size, Integral) or isinstance(size, bool) or size < least:
                raise ValueError(f"{name} must be a whole number from {least}, got {size!r}")
        if not isinstance(self.scale_scores, bool):
            raise ValueError(f"scale_scores must be true or false, got {self.scale_scores!r}")
        if self.d_model % self.n_heads:
            raise ValueError(f"{self.n_heads} heads do not divide d_model {self.d_model}")
        if self.norm not in ("pre", "post"):
            raise ValueError(f"norm must be 'pre' or 'post', got {self.norm!r}")
        if self.positions not in POSITION_CODES:
            raise ValueError(f"positions must be one of {POSITION_CODES}, got {self.positions!r}")


@dataclass(frozen=True)
class Model:
    """A config with parameters of its shapes, and the words that the ids stand for."""

    config: Config
    parameters: Mapping[str, Array]
    source_vocabulary: Vocabulary = field(default_factory=Vocabulary)
    target_vocabulary: Vocabulary = field(default_factory=Vocabulary)
    card: Mapping[str, Any] = field(default_factory=dict)  # how the model was made and measured

    @property
    def n_parameters(self) -> int:
        """How many numbers were learned."""
        return sum(int(array.size) for array in self.parameters.values())


def parameter_shapes(config: Config) -> dict[str, tuple[int, ...]]:
    """Every parameter's name and shape, in the order in which the model uses them."""
    d_model = config.d_model
    cross = ["cross_attention"] if config.encoder_layers else []
    shapes: dict[str, tuple[int, ...]] = {}
    for side, stack, n_words, n_layers, attentions in (
        ("source", "encoder", config.source_vocabulary, config.encoder_layers, []),
        ("target", "decoder", config.target_vocabulary, config.decoder_layers, cross),
    ):
        if not n_layers:
            continue
        shapes[f"{side}_embedding"] = (n_words, d_model)
        if config.positions == "learned":
            shapes[f"{side}_positions"] = (config.longest, d_model)
        for layer in range(n_layers):
            for attention in ("self_attention", *attentions):
                shapes |= _norm_shapes(f"{stack}.{layer}.norm_{attention}", d_model)
                shapes |= _attention_shapes(f"{stack}.{layer}.{attention}", d_model)
            shapes |= _norm_shapes(f"{stack}.{layer}.norm_feed_forward", d_model)
            shapes |= _feed_forward_shapes(f"{stack}.{layer}.feed_forward", config)
        if config.norm == "pre":
            shapes |= _norm_shapes(f"{stack}.norm", d_model)
    return shapes


def _norm_shapes(name: str, d_model: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.gain": (d_model,), f"{name}.bias": (d_model,)}


def _attention_shapes(name: str, d_model: int) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {}
    for projection in ("query", "key", "value", "output"):
        shapes[f"{name}.{projection}"] = (d_model, d_model)
        shapes[f"{name}.{projection}_bias"] = (d_model,)
    return shapes


def _feed_forward_shapes(name: str, config: Config) -> dict[str, tuple[int, ...]]:
    return {
        f"{name}.expand": (config.d_model, config.d_feed_forward),
        f"{name}.expand_bias": (config.d_feed_forward,),
        f"{name}.contract": (config.d_feed_forward, config.d_model),
        f"{name}.contract_bias": (config.d_model,),
    }
