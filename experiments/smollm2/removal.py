"""What the best induction heads are for: the loss on a second copy without them."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from experiments.smollm2.model import Head, Parameters, Sizes, forward, losses
from explainer.arrays import Array

COUNTS = (1, 2, 4, 8, 16)
RANDOM_SETS = 10
REPEATED, PASSAGES = 8, 8  # texts of each kind for one removal


def strongest(scores: list[list[float]], count: int) -> list[Head]:
    """Heads by score, largest first."""
    heads = [(layer, head) for layer, row in enumerate(scores) for head in range(len(row))]
    return sorted(heads, key=lambda at: -scores[at[0]][at[1]])[:count]


def others_of_the_same_layers(
    chosen: list[Head], spared: list[Head], sizes: Sizes, seed: int
) -> list[Head]:
    """As many heads from each layer as ``chosen`` has, none of them in ``spared``.

    A layer that has too few gives what it has; the rest comes from the next layers.
    """
    draw = random.Random(f"others {len(chosen)} {seed}")
    free = [
        [(layer, head) for head in range(sizes.heads) if (layer, head) not in spared]
        for layer in range(sizes.layers)
    ]
    taken: list[Head] = []
    for layer, _ in chosen:
        while not free[layer]:
            layer = (layer + 1) % sizes.layers  # noqa: PLW2901
        taken.append(free[layer].pop(draw.randrange(len(free[layer]))))
    return taken


def loss_without(
    parameters: Parameters, sizes: Sizes, removed: list[Head], repeated: Array, passages: Array
) -> dict[str, Any]:
    """Mean loss on the second copy and on ordinary text when these heads add nothing."""
    copy = repeated.shape[1] // 2
    twice = losses(forward(parameters, sizes, repeated, removed).logits, repeated)
    ordinary = losses(forward(parameters, sizes, passages, removed).logits, passages)
    return {
        "removed": [list(head) for head in removed],
        "second_copy": float(twice[:, copy:].mean()),
        "second_copy_by_text": np.mean(twice[:, copy:], axis=1).tolist(),
        "ordinary": float(ordinary.mean()),
    }
