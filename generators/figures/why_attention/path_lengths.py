"""How many steps lie between two words: counted, by following which word can reach which."""

from typing import Any

import numpy as np

from experiments.translator.recipe import NOUNS, PRONOUN
from generators.figures._shared.running_sentence import SENTENCE
from generators.kit.needs import place_of
from generators.kit.values import Values

DISTANCES = (1, 10, 100, 1000)
KERNEL = 3  # words that a causal convolution sees: itself and the two before it


def steps_needed(distance: int, reaches: Any) -> int:
    """Steps until word 0 reaches word ``distance``.

    ``reaches(step)`` lists how far back one word looks in that step; each step is applied to
    everything that was reached before.
    """
    reached = np.zeros(distance + 1, dtype=bool)
    reached[0] = True
    step = 0
    while not reached[distance]:
        before = reached.copy()
        for back in reaches(step):
            if back == 0:
                continue
            if back <= distance:
                reached[back:] |= before[: distance + 1 - back]
        step += 1
    return step


def recurrent(_: int) -> tuple[int, ...]:
    """One word on, as a summary is handed over."""
    return (0, 1)


def convolution(_: int) -> tuple[int, ...]:
    """Each layer sees ``KERNEL`` neighbouring words."""
    return tuple(range(KERNEL))


def dilated(step: int) -> tuple[int, ...]:
    """Each layer's words lie ``KERNEL`` times as far apart as in the layer before."""
    return tuple(back * KERNEL**step for back in range(KERNEL))


def values() -> Values:
    ways = {"recurrent": recurrent, "convolution": convolution, "dilated": dilated}
    counted = {
        name: {str(n): steps_needed(n, reaches) for n in DISTANCES}
        for name, reaches in ways.items()
    }
    # Attention looks at every distance in one layer.
    counted["attention"] = {str(n): steps_needed(n, lambda _, n=n: range(n + 1)) for n in DISTANCES}
    words = SENTENCE.split()  # its last word is left open
    return {
        "distances": list(DISTANCES),
        "kernel": KERNEL,
        "it_to_animal": place_of(PRONOUN, words) - place_of(NOUNS[0], words),
        **counted,
    }
