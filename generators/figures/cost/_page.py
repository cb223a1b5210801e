"""The timed layers of the experiment on cost: their names, looks and medians."""

import statistics
from typing import Any

from generators.kit.theme import DECODER, ENCODER, RESIDUAL, WEIGHT
from generators.pipeline.results import read

# name in the results -> (words, role, line style)
LOOKS: dict[str, tuple[str, str, Any]] = {
    "attention": ("attention, whole", WEIGHT, "-"),
    "scores": ("its n² part alone", WEIGHT, (0, (4, 2.5))),
    "recurrent": ("recurrent", RESIDUAL, "-"),
    "convolution": ("convolution", DECODER, "-"),
    "restricted": ("n² part in blocks", ENCODER, (0, (4, 2.5))),
}


def medians(width: int) -> dict[str, list[float]]:
    """Median processor time in seconds of every layer of this width, by length."""
    timed = read("cost")["layers"][str(width)]
    return {
        name: [statistics.median(repeats) for repeats in by_length.values()]
        for name, by_length in timed.items()
    }


def spreads(width: int) -> list[float]:
    """(slowest - fastest) / median, for every layer and length."""
    timed = read("cost")["layers"][str(width)]
    return [
        (max(repeats) - min(repeats)) / statistics.median(repeats)
        for by_length in timed.values()
        for repeats in by_length.values()
    ]
