"""How many numbers an architecture learns, and how many operations it takes, from its sizes alone.

Nothing is loaded: an `Architecture` names the choices that decide the counts, `parameters` and
`flops_per_token` split the totals by part. The known architectures at the end are held to their
published totals by tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from explainer.model import Config

PARAMETER_PARTS = ("embeddings", "positions", "attention", "feed_forward", "norms", "head")
FLOP_PARTS = ("embeddings", "projections", "scores", "feed_forward", "output")


@dataclass(frozen=True)
class Architecture:
    """The choices of a transformer that decide how large it is.

    Encoder layers alone are an encoder-only model, decoder layers alone a decoder-only one; a
    decoder beside an encoder has cross-attention.
    """

    name: str
    d_model: int
    d_feed_forward: int
    n_heads: int
    vocabulary: int = 0  # rows of the embedding table
    second_vocabulary: int = 0  # rows of a table of the decoder's own; 0: none, or shared
    encoder_layers: int = 0
    decoder_layers: int = 0
    learned_positions: int = 0  # rows of the position table; 0: a code that is not learned
    token_types: int = 0  # rows of a table that tells sentences of a pair apart (BERT)
    patch_numbers: int = 0  # numbers in an image patch, for models that read images
    class_token: bool = False  # one learned vector put before the patches
    n_key_value_heads: int | None = None  # fewer than n_heads: heads share keys and values
    biases: bool = True  # on the linear layers
    gated: bool = False  # feed-forward with a third matrix, the gate (Shazeer 2020)
    norm: Literal["layer", "rms"] = "layer"  # gain and bias, or a gain alone
    final_norm: bool = True  # one more norm after each stack, as pre-norm needs
    embedding_norm: bool = False  # a norm after the embeddings (BERT)
    output: Literal["tied", "own", "none"] = "tied"  # where the output projection comes from
    pooler: bool = False  # a linear layer on the first token (BERT)

    def __post_init__(self) -> None:
        if self.n_heads < 1 or self.d_model % self.n_heads:
            raise ValueError(f"{self.n_heads} heads do not divide d_model {self.d_model}")
        if self.n_heads % self.key_value_heads:
            raise ValueError(f"{self.n_heads} heads cannot share {self.key_value_heads} keys")

    @property
    def key_value_heads(self) -> int:
        """How many heads have keys and values of their own."""
        return self.n_heads if self.n_key_value_heads is None else self.n_key_value_heads

    @property
    def attentions(self) -> int:
        """Attention sub-layers: one a layer, two in a decoder layer beside an encoder."""
        cross = self.decoder_layers if self.encoder_layers else 0
        return self.layers + cross

    @property
    def layers(self) -> int:
        """Layers of both stacks."""
        return self.encoder_layers + self.decoder_layers

    @property
    def stacks(self) -> int:
        """1 for encoder-only and decoder-only, 2 with both."""
        return bool(self.encoder_layers) + bool(self.decoder_layers)


def linear(inputs: int, outputs: int, bias: bool = True) -> int:
    """Parameters of one linear layer: a matrix [inputs, outputs], and a bias unless told."""
    return inputs * outputs + outputs * bias


def attention_parameters(of: Architecture) -> int:
    """One multi-head attention: query, key, value and output projections."""
    key_width = of.d_model // of.n_heads * of.key_value_heads
    return 2 * linear(of.d_model, of.d_model, of.biases) + 2 * linear(
        of.d_model, key_width, of.biases
    )


def feed_forward_parameters(of: Architecture) -> int:
    """One feed-forward sub-layer: expand and contract, and the gate if there is one."""
    into = linear(of.d_model, of.d_feed_forward, of.biases)
    return into * (2 if of.gated else 1) + linear(of.d_feed_forward, of.d_model, of.biases)


def parameters(of: Architecture) -> dict[str, int]:
    """Learned numbers by part (`PARAMETER_PARTS`); their sum is the model's size.

    A tied output projection is the embedding table and is counted once, there.
    """
    norm = of.d_model * (2 if of.norm == "layer" else 1)
    norms = of.attentions + of.layers + of.stacks * of.final_norm + of.embedding_norm
    rows = of.vocabulary + of.second_vocabulary + of.token_types + of.class_token
    own_output = max(of.vocabulary, of.second_vocabulary) if of.output == "own" else 0
    return {
        "embeddings": rows * of.d_model
        + (linear(of.patch_numbers, of.d_model) if of.patch_numbers else 0),
        "positions": of.learned_positions * of.d_model,
        "attention": of.attentions * attention_parameters(of),
        "feed_forward": of.layers * feed_forward_parameters(of),
        "norms": norms * norm,
        "head": own_output * of.d_model + (linear(of.d_model, of.d_model) if of.pooler else 0),
    }


def total_parameters(of: Architecture) -> int:
    """How many numbers are learned."""
    return sum(parameters(of).values())


def flops_per_token(of: Architecture, length: int) -> dict[str, int]:
    """Floating-point operations of a forward pass for one token among `length`, by part.

    A multiplication and an addition are two operations. Only matrix products count, not biases,
    norms, softmax and look-ups. Every query meets all `length` keys, masked ones included. With
    both stacks it is one source and one target token, each side `length` long. Raises ValueError
    for a length below 1.
    """
    if length < 1:
        raise ValueError(f"a sequence has at least one token, not {length}")
    rows = of.second_vocabulary or of.vocabulary
    matrices = attention_parameters(of) - (
        2 * of.d_model + 2 * of.d_model // of.n_heads * of.key_value_heads if of.biases else 0
    )
    wide = of.d_model * of.d_feed_forward * (3 if of.gated else 2)
    return {
        "embeddings": 2 * of.patch_numbers * of.d_model,
        "projections": 2 * of.attentions * matrices,
        "scores": 4 * of.attentions * length * of.d_model,  # QKᵀ, then weights times values
        "feed_forward": 2 * of.layers * wide,
        "output": 0 if of.output == "none" else 2 * rows * of.d_model,
    }


def of_config(config: Config, name: str = "this site's translator") -> Architecture:
    """The architecture of a model of this library."""
    both = bool(config.encoder_layers and config.decoder_layers)
    single = config.source_vocabulary if config.encoder_layers else config.target_vocabulary
    return Architecture(
        name,
        config.d_model,
        config.d_feed_forward,
        config.n_heads,
        vocabulary=single,
        second_vocabulary=config.target_vocabulary if both else 0,
        encoder_layers=config.encoder_layers,
        decoder_layers=config.decoder_layers,
        learned_positions=(1 + both) * config.longest if config.positions == "learned" else 0,
        final_norm=config.norm == "pre",
        output="tied" if config.decoder_layers else "none",
    )


def _original(name: str, d_model: int, n_heads: int) -> Architecture:
    return Architecture(
        name,
        d_model,
        4 * d_model,
        n_heads,
        37_000,
        encoder_layers=6,
        decoder_layers=6,
        final_norm=False,
    )


def _gpt2(name: str, d_model: int, n_heads: int, layers: int) -> Architecture:
    return Architecture(
        name, d_model, 4 * d_model, n_heads, 50_257, decoder_layers=layers, learned_positions=1024
    )


KNOWN: Mapping[str, Architecture] = MappingProxyType(
    {
        "original_base": _original("original, base", 512, 8),  # Vaswani et al. 2017, table 3
        "original_big": _original("original, big", 1024, 16),
        "bert_base": Architecture(  # Devlin et al. 2018; bert-base-uncased, with its pooler
            "BERT-base",
            768,
            3072,
            12,
            30_522,
            encoder_layers=12,
            learned_positions=512,
            token_types=2,
            final_norm=False,
            embedding_norm=True,
            output="none",
            pooler=True,
        ),
        "gpt2": _gpt2("GPT-2 small", 768, 12, 12),  # Radford et al. 2019
        "gpt2_medium": _gpt2("GPT-2 medium", 1024, 16, 24),
        "gpt2_large": _gpt2("GPT-2 large", 1280, 20, 36),
        "gpt2_xl": _gpt2("GPT-2 XL", 1600, 25, 48),
        "smollm2": Architecture(  # SmolLM2-135M, a small model of Llama's kind
            "SmolLM2-135M",
            576,
            1536,
            9,
            49_152,
            decoder_layers=30,
            n_key_value_heads=3,
            biases=False,
            gated=True,
            norm="rms",
        ),
        "vit_base": Architecture(  # Dosovitskiy et al. 2020; ViT-B/16 at 224 px, without its head
            "ViT-B/16",
            768,
            3072,
            12,
            encoder_layers=12,
            learned_positions=14 * 14 + 1,
            patch_numbers=16 * 16 * 3,
            class_token=True,
            output="none",
        ),
    }
)
