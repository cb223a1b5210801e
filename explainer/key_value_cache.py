"""What the key-value cache saves at one step of writing, and what it holds, from the config alone.

A step at ``length`` n adds word n: its decoder reads n words, the start token included.
"""

from __future__ import annotations

from explainer.model import Config


def step_multiplications(
    config: Config, length: int, n_source: int = 0, cached: bool = True
) -> dict[str, int]:
    """Multiplications of the decoder for one step, by part, in matrix products alone.

    With a cache one row is computed; the keys and values of earlier rows, and those of the
    encoder's output, are there already. Without it, all ``length`` rows are computed, masked scores
    included, and the keys and values of the encoder's output again. Either way only the last row is
    compared with the vocabulary. The encoder itself and the very first step's projection of its
    output are not in the cached count. Raises ValueError for a length below one, and for a source
    that is missing or that the config has no use for.
    """
    _check(config, length, n_source)
    rows = 1 if cached else length
    square = config.d_model**2
    layers = config.decoder_layers
    return {
        "projections": layers * rows * square * (6 if n_source else 4),
        "source keys and values": 0 if cached else layers * 2 * n_source * square,
        "scores": layers * rows * 2 * (length + n_source) * config.d_model,
        "feed_forward": layers * rows * 2 * config.d_model * config.d_feed_forward,
        "output": config.d_model * config.target_vocabulary,
    }


def cache_numbers(config: Config, length: int, n_source: int = 0) -> dict[str, int]:
    """How many numbers the cache holds after ``length`` words: what grows, and what does not."""
    _check(config, length, n_source)
    for_each = 2 * config.decoder_layers * config.d_model  # a key and a value in every layer
    return {"target": for_each * length, "source": for_each * n_source}


def _check(config: Config, length: int, n_source: int) -> None:
    if length < 1:
        raise ValueError(f"there is at least the start token to read: length {length}")
    if (n_source > 0) != (config.encoder_layers > 0):
        needs = "reads a source" if config.encoder_layers else "has no encoder"
        raise ValueError(f"this model {needs}, got n_source = {n_source}")
