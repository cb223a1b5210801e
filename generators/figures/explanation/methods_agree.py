"""Rank correlation of every pair of methods, mean over all sentences and three trainings."""

from itertools import combinations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.figures.explanation import _page
from generators.figures.explanation._page import LABELS, pair, slug
from generators.kit import marks, theme
from generators.kit.values import Values

SWAP = "word swapped"


def values() -> Values:
    measured, found = _page.read(), _page.runs()
    names = list(LABELS)
    mean = np.eye(len(names))
    for i, j in combinations(range(len(names)), 2):
        mean[i, j] = mean[j, i] = np.mean([pair(run, names[i], names[j])["mean"] for run in found])
    blocks = {
        f"{first}_{second}": _of(mean, names, first, second)
        for first, second in (("look", "look"), ("change", "change"), ("look", "change"))
    }
    pairs = list(combinations(names, 2))
    best = max(pairs, key=lambda both: mean[names.index(both[0]), names.index(both[1])])
    worst = min(pairs, key=lambda both: mean[names.index(both[0]), names.index(both[1])])
    every = measured["runs"]
    return {
        "names": names,
        "mean": mean.tolist(),
        "pairs": len(pairs),
        "blocks": blocks,
        "best": [LABELS[name][0] for name in best],
        "best_mean": max(mean[names.index(a), names.index(b)] for a, b in pairs),
        "worst": [LABELS[name][0] for name in worst],
        "worst_mean": min(mean[names.index(a), names.index(b)] for a, b in pairs),
        "attention_swap": {
            "seeds": [pair(run, "attention, all heads", SWAP)["mean"] for run in found],
            "intervals": [pair(run, "attention, all heads", SWAP)["interval"] for run in found],
            "least": min(pair(run, "attention, all heads", SWAP)["mean"] for run in every),
            "most": max(pair(run, "attention, all heads", SWAP)["mean"] for run in every),
        },
        "widest_interval": max(
            pair(run, a, b)["interval"][1] - pair(run, a, b)["interval"][0]
            for run in every
            for a, b in pairs
        ),
        "spread_over_seeds": max(
            max(pair(run, a, b)["mean"] for run in found)
            - min(pair(run, a, b)["mean"] for run in found)
            for a, b in pairs
        ),
        "n": measured["n"],
        "seeds": len(found),
        "noun_pairs": measured["noun_pairs"],
        "slugs": [slug(name) for name in names],
    }


def _of(mean: np.ndarray, names: list[str], first: str, second: str) -> float:
    """The mean of a block of the table, pairs of a method with itself left out."""
    kinds = [LABELS[name][1] for name in names]
    found = [
        mean[i, j]
        for i, j in combinations(range(len(names)), 2)
        if {kinds[i], kinds[j]} == {first, second}
    ]
    return float(np.mean(found))


def alt(v: Values) -> str:
    return (
        f"Rank correlations of {v['pairs']} pairs of methods. Highest: {' and '.join(v['best'])}, "
        f"{v['best_mean']:.2f}; lowest: {' and '.join(v['worst'])}, {v['worst_mean']:.2f}. Within "
        f"the methods that read weights {v['blocks']['look_look']:.2f} on average, between these "
        f"and the ones that change something {v['blocks']['look_change']:.2f}."
    )


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(620, 356)
    _table(ax, v, 196, 16, (38, 28), True)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.canvas(340, 286)
    _table(ax, v, 160, 12, (16, 22), False)
    return figure


def _table(
    ax: Axes, v: Values, left: float, top: float, cell: tuple[float, float], wide: bool
) -> None:
    """The lower triangle; columns bear the numbers that stand before the rows' names."""
    n = len(v["names"])
    table = np.array(v["mean"])
    below = np.tril(np.ones((n, n), dtype=bool), k=-1)
    for i, name in enumerate(v["names"]):
        y = top + (i + 0.5) * cell[1]
        size = theme.LABEL if wide else theme.SMALL
        marks.write(ax, left - 34, y, LABELS[name][0], _page.role(name), size, align="right")
        marks.write(ax, left - 10, y, str(i + 1), theme.MUTED, theme.SMALL, align="right")
        if i == n - 1:  # nothing stands below the last method
            continue
        marks.write(
            ax,
            left + (i + 0.5) * cell[0],
            top + n * cell[1] + 14,
            str(i + 1),
            theme.MUTED,
            theme.SMALL,
            align="centre",
        )
    for i, j in np.argwhere(below).tolist():
        box = marks.Box(left + j * cell[0], top + i * cell[1], *cell)
        _cell(ax, box, float(table[i, j]), wide)


def _cell(ax: Axes, box: marks.Box, number: float, wide: bool) -> None:
    alpha = float(np.clip(number, 0, 1))
    ax.add_patch(
        Rectangle(
            (box.left + 1, box.top + 1),
            box.width - 2,
            box.height - 2,
            facecolor=theme.RESIDUAL,
            alpha=alpha,
            linewidth=0,
        )
    )
    if wide:
        name, _, _ = marks.number_style("RESIDUAL", round(alpha, 3))
        text = theme.signed_text(number)
        marks.write(ax, *box.centre, text, theme.ROLES[name][0], theme.SMALL, align="centre")
