"""The blocks that are compared: the paper's, and each later change made alone, then all at once.

Everything that is compared but the positions is a choice of `explainer.sizes.Architecture`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from experiments.induction.data import N_TOKENS
from explainer.sizes import Architecture

WIDTH, HEADS, LAYERS = 48, 6, 2
SHARED = 2  # sets of keys and values that the heads share: three heads read each, as in SmolLM2
Positions = Literal["sinusoidal", "rotary"]
GATED = 8 * WIDTH // 3  # three matrices of this width are as many numbers as two of 4 · WIDTH


@dataclass(frozen=True)
class Block:
    """One kind of block, and how the model that is made of it tells positions apart."""

    sizes: Architecture
    positions: Positions = "sinusoidal"


PAPER = Block(Architecture("paper", WIDTH, 4 * WIDTH, HEADS, N_TOKENS, decoder_layers=LAYERS))


def changed(name: str, positions: Positions = "sinusoidal", **to: Any) -> Block:
    """The paper's block with other choices of `Architecture`."""
    return Block(replace(PAPER.sizes, name=name, **to), positions)


SWIGLU: dict[str, Any] = {"gated": True, "d_feed_forward": GATED}
BLOCKS = (
    PAPER,
    changed("rms_norm", norm="rms"),
    changed("swiglu", **SWIGLU),
    changed("rotary", "rotary"),
    changed("shared_keys", n_key_value_heads=SHARED),
    changed("no_biases", biases=False),
    changed("all_five", "rotary", norm="rms", n_key_value_heads=SHARED, biases=False, **SWIGLU),
)
