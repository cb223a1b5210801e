"""Which kinds of sentence the translator gets right at which moment of its training."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.figures.training._page import moments
from generators.kit import marks, theme
from generators.kit.values import Values
from generators.pipeline import results


def values() -> Values:
    experiment = results.read("training")
    found, counts = moments(), experiment["kinds"]
    shares = {kind: [m["by_kind"][kind] for m in found] for kind in counts}
    # Earliest first: by the mean over the moments.
    order = sorted(shares, key=lambda kind: -float(np.mean(shares[kind])))
    steps = [m["step"] for m in found]
    middle = steps.index(200)
    ranked = sorted(((shares[kind][middle], kind) for kind in order), reverse=True)
    return {
        "steps": steps,
        "kinds": order,
        "counts": [counts[kind] for kind in order],
        "shares": [shares[kind] for kind in order],
        "all": [m["exact_match"] for m in found],
        "n": sum(counts.values()),
        "least_n": min(counts.values()),
        "middle": {
            "step": steps[middle],
            "first": ranked[0][1],
            "first_drawn": experiment["drawn_percent"][ranked[0][1]],
            "last_drawn": experiment["drawn_percent"][ranked[-1][1]],
            "first_share": ranked[0][0],
            "second": ranked[1][1],
            "second_share": ranked[1][0],
            "last": ranked[-1][1],
            "last_share": ranked[-1][0],
        },
        "final_least": min(shares[kind][-1] for kind in order),
    }


def alt(v: Values) -> str:
    middle = v["middle"]
    return (
        f"A table of {len(v['kinds'])} kinds of sentence by {len(v['steps'])} moments. At step "
        f"{middle['step']} {middle['first_share']:.0%} of the {middle['first']} sentences are "
        f"right and {middle['last_share']:.0%} of the {middle['last']} sentences; at the end every "
        f"kind is at {v['final_least']:.0%} or more."
    )


def _table(v: Values, width: float, cell: tuple[float, float], label: float) -> Figure:
    rows = [*v["kinds"], "all"]
    figure, ax = theme.canvas(width, 74 + cell[1] * len(rows) + 20)
    marks.write(
        ax, label, 18, "percent right, after so many steps of training", theme.MUTED, theme.SMALL
    )
    for column, step in enumerate(v["steps"]):
        x = label + (column + 0.5) * cell[0]
        marks.write(ax, x, 42, f"{step}", theme.MUTED, theme.SMALL, align="centre")
    numbers = np.array([*v["shares"], v["all"]])
    for row, (kind, shares) in enumerate(zip(rows, numbers, strict=True)):
        top = 58 + row * cell[1] + (8 if kind == "all" else 0)
        marks.write(
            ax,
            label - 10,
            top + cell[1] / 2,
            kind,
            theme.INK,
            theme.LABEL if cell[0] > 40 else theme.SMALL,
            weight="semibold" if kind == "all" else "normal",
            align="right",
        )
        for column, share in enumerate(shares):
            _cell(ax, label + column * cell[0], top, cell, float(share))
    return figure


def _cell(ax: Axes, left: float, top: float, cell: tuple[float, float], share: float) -> None:
    """The share as a number over a bar of its size, so that colour is not all there is."""
    height = (cell[1] - 3) * share
    frame = Rectangle(
        (left + 1, top + 1), cell[0] - 2, cell[1] - 2, facecolor="none", edgecolor=theme.GRID
    )
    level = Rectangle(
        (left + 1.5, top + cell[1] - 1.5 - height),
        cell[0] - 3,
        height,
        facecolor=theme.DECODER,
        alpha=0.3,
        linewidth=0,
        zorder=2,
    )
    ax.add_patch(frame)
    ax.add_patch(level)
    rounds_to_all = 0.995 <= share < 1
    marks.write(
        ax,
        left + cell[0] / 2,
        top + cell[1] / 2,
        f"{100 * share:.{1 if rounds_to_all else 0}f}",
        theme.INK,
        theme.SMALL,
        align="centre",
    )


def draw(v: Values) -> Figure:
    return _table(v, 600, (52, 30), 112)


def narrow(v: Values) -> Figure:
    return _table(v, 358, (30.5, 28), 80)
