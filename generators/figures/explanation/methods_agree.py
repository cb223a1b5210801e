"""Rank correlation of every pair of methods, mean over all sentences and three trainings."""

from itertools import combinations
from statistics import fmean

import numpy as np

from generators.figures.explanation._page import LABELS, ends, pair, read, role, runs
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, matrix, write
from generators.kit.theme import LABEL, MUTED, NEUTRAL, SMALL

SWAP = "word swapped"
NAMES = list(LABELS)


def values() -> Values:
    every = list(combinations(NAMES, 2))
    mean = {both: fmean(pair(run, *both)["mean"] for run in runs()) for both in every}
    best = max(every, key=lambda both: mean[both])
    swaps = [pair(run, "attention, all heads", SWAP) for run in runs()]
    return {
        # a row a method, a column each before it
        "mean": [[mean.get((a, b), 0.0) for a in NAMES[:-1]] for b in NAMES[1:]],
        "blocks": {
            f"{one}_{other}": _block(mean, {one, other})
            for one, other in (("look", "look"), ("change", "change"), ("look", "change"))
        },
        "best": [LABELS[name][0] for name in best],
        "best_mean": mean[best],
        "attention_swap": {
            "seeds": [found["mean"] for found in swaps],
            "intervals": [found["interval"] for found in swaps],
            **ends([pair(run, "attention, all heads", SWAP)["mean"] for run in read()["runs"]]),
        },
        "spread_over_seeds": max(map(_spread, every)),
        "noun_pairs": read()["noun_pairs"],
    }


def _block(mean: dict[tuple[str, str], float], kinds: set[str]) -> float:
    """The mean over the pairs of methods of these kinds."""
    return fmean(n for both, n in mean.items() if {LABELS[name][1] for name in both} == kinds)


def _spread(both: tuple[str, str]) -> float:
    """How far the trainings of the translator are apart in this correlation."""
    found = [float(pair(run, *both)["mean"]) for run in runs()]
    return max(found) - min(found)


def alt(v: Values) -> str:
    return (
        f"Rank correlations of all pairs of methods. Highest: {' and '.join(v['best'])}, "
        f"{v['best_mean']:.2f}. Within the methods that read weights "
        f"{v['blocks']['look_look']:.2f} on average, between these and the ones that change "
        f"something {v['blocks']['look_change']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell, left, size = page.pick(((34, 26), 200, LABEL), ((16, 24), 172, SMALL))
    count = len(v["mean"])
    high = 36 + count * cell[1] + 28
    figure, ax = page.canvas((left + count * cell[0] + 12, high), (344, high))
    words = Words(None, None, "", "", left=left, top=36)
    look = Cells(cell, digits=None, role=NEUTRAL[0])
    reads = np.where(np.tri(count, dtype=bool), v["mean"], np.nan)
    drawn = matrix(ax, 0, 0, v["mean"], words, look, reads=reads)
    for place, name in enumerate(NAMES):
        y = drawn.grid.top + (place - 0.5) * cell[1]
        write(ax, left - 34, y, LABELS[name][0], role(name), size, align="right")
        write(ax, left - 10, y, str(place + 1), MUTED, SMALL, align="right")
    for number, foot in enumerate(drawn.cells[-1], 1):
        write(ax, foot.centre[0], foot.bottom + 14, str(number), MUTED, SMALL, align="centre")
    return figure
