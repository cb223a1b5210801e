"""How many bytes the key-value cache and the attention weights of an architecture take.

A key and a value for each position, layer and key-value head. Heads that share keys and values:
Ainslie et al. 2023 ("GQA"); all heads sharing one: Shazeer 2019 (multi-query attention).
"""

from __future__ import annotations

from explainer.sizes import Architecture

HALF = 2  # bytes of a number in half precision
LLAMA_2_7B = Architecture(  # Touvron et al. 2023: 32 heads of 128, nothing shared
    "Llama-2-7B",
    4096,
    11_008,
    32,
    32_000,
    decoder_layers=32,
    biases=False,
    gated=True,
    norm="rms",
    output="own",
)


def cache_bytes(
    of: Architecture, length: int, window: int | None = None, bytes_each: int = HALF
) -> int:
    """Keys and values of ``length`` tokens in all decoder layers, for one text.

    A decoder that only looks back: cross-attention is not counted. With a sliding ``window`` only
    the last so many tokens are kept. Raises ValueError for a length or window below 1.
    """
    if length < 1 or (window is not None and window < 1):
        raise ValueError(f"length {length} and window {window} must be at least 1")
    kept = length if window is None else min(length, window)
    d_head = of.d_model // of.n_heads
    return 2 * of.decoder_layers * of.key_value_heads * d_head * kept * bytes_each


def weights_bytes(of: Architecture, length: int, bytes_each: int = HALF) -> int:
    """The weights of one layer in full: a square of length × length for every head.

    Raises ValueError for a length below 1.
    """
    if length < 1:
        raise ValueError(f"length {length} must be at least 1")
    return of.n_heads * length * length * bytes_each
