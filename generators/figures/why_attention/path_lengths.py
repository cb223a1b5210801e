"""How many steps lie between two words: counted, by following which word can reach which."""

from itertools import pairwise
from typing import Any

import numpy as np

from experiments.translator.recipe import NOUNS, PRONOUN
from generators.figures._shared.running_sentence import SENTENCE
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, write
from generators.kit.needs import place_of
from generators.kit.phrases import counted
from generators.kit.theme import INK, MUTED, NEUTRAL, PANEL, SMALL

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


def attention(_: int) -> range:
    """Every distance in one layer."""
    return range(max(DISTANCES) + 1)


WAYS = {
    "recurrent": recurrent,
    "convolution": convolution,
    "dilated": dilated,
    "attention": attention,
}
DRAWN = {"recurrent": "a running summary", "convolution": "convolution", "attention": "attention"}


def hops(distance: int, reaches: Any) -> list[int]:
    """Where information is after each step, from word 0 to word ``distance``, by the widest hop."""
    places = [0]
    while places[-1] < distance:
        places.append(min(places[-1] + max(reaches(len(places) - 1)), distance))
    return places


def values() -> Values:
    words = SENTENCE.split()  # its last word is left open
    first = place_of(NOUNS[0], words)
    between = words[first : place_of(PRONOUN, words) + 1]
    return {
        "distances": list(DISTANCES),
        "kernel": KERNEL,
        "widest": max(convolution(0)),  # words that a convolution spans in one step
        "words": between,
        "it_to_animal": len(between) - 1,
        "hops": {name: hops(len(between) - 1, WAYS[name]) for name in DRAWN},
        **{
            name: {str(n): steps_needed(n, reaches) for n in DISTANCES}
            for name, reaches in WAYS.items()
        },
    }


def alt(v: Values) -> str:
    steps = ", ".join(f"{name} {counted(len(of) - 1, 'step')}" for name, of in v["hops"].items())
    return (
        f"The words from {v['words'][0]} to {v['words'][-1]} as dots, {v['it_to_animal']} apart, "
        f"and the numbered hops from the first to the last: {steps}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(len(v["hops"]), (520, 84), (312, 84), across=(1, 1), gap=0)
    for box, (name, places) in zip(boxes, v["hops"].items(), strict=True):
        write(ax, box.left, box.top + 8, DRAWN[name], INK, weight="semibold")
        steps = counted(len(places) - 1, "step")
        write(ax, box.right, box.top + 8, steps, MUTED, SMALL, align="right")
        _hops(ax, box, v["words"], places)
    return figure


def _hops(ax: Axes, box: Box, words: list[str], places: list[int]) -> None:
    """One dot a word, the first and the last named, and between them the hops, numbered."""
    y, edge = box.top + 48, 30  # px from the panel to the first and the last dot
    pitch = (box.width - 2 * edge) / (len(words) - 1)
    xs = [box.left + edge + index * pitch for index in range(len(words))]
    for index, (x, word) in enumerate(zip(xs, words, strict=True)):
        face = NEUTRAL[0] if index in places else PANEL
        ax.plot(x, y, "o", color=NEUTRAL[0], markerfacecolor=face, markersize=6)
        if word in (words[0], words[-1]):
            write(ax, x, y + 18, word, INK, SMALL, mono=True, align="centre")
    for number, (start, end) in enumerate(pairwise(places), start=1):
        bend = -0.25 / (end - start) ** 0.5  # the longer, the flatter
        arrow(ax, (xs[start] + 5, y - 4), (xs[end] - 5, y - 4), NEUTRAL[1], bend)
        middle, peak = (xs[start] + xs[end]) / 2, y - 4 + bend * (xs[end] - xs[start]) / 2
        write(ax, middle, peak - 9, f"{number}", MUTED, SMALL, align="centre")
