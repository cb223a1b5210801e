"""Which kinds of sentence the translator gets right at which moment of its training."""

from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from generators.figures.training._page import moments
from generators.kit import marks, theme
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.sizes import TEXT
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
        "shares": [shares[kind] for kind in order],
        "all": [m["exact_match"] for m in found],
        "least_n": min(counts.values()),
        "middle": {
            "step": steps[middle],
            "first": ranked[0][1],
            "first_drawn": experiment["drawn_percent"][ranked[0][1]],
            "last_drawn": experiment["drawn_percent"][ranked[-1][1]],
            "first_share": ranked[0][0],
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
        f"right and {middle['last_share']:.0%} of the {middle['last']} sentences; at the end the "
        f"worst kind has {v['final_least']:.0%}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell, label = page.pick(((46.0, 30.0), 112.0), ((30.5, 28.0), 80.0))
    rows = [*v["kinds"], "all"]
    height = 74 + cell[1] * len(rows) + 20
    figure, ax = page.canvas((TEXT, height), (358, height))
    above = "percent right, after so many steps of training"
    marks.write(ax, label, 18, above, theme.MUTED, theme.SMALL)
    for column, step in enumerate(v["steps"]):
        x = label + (column + 0.5) * cell[0]
        marks.write(ax, x, 42, f"{step}", theme.MUTED, theme.SMALL, align="centre")
    numbers = np.array([*v["shares"], v["all"]])
    for row, (kind, shares) in enumerate(zip(rows, numbers, strict=True)):
        top = 58 + row * cell[1] + (8 if kind == "all" else 0)
        weight = "semibold" if kind == "all" else "normal"
        size = page.pick(theme.LABEL, theme.SMALL)
        y = top + cell[1] / 2
        marks.write(ax, label - 10, y, kind, theme.INK, size, weight=weight, align="right")
        for column, share in enumerate(shares):
            _cell(ax, label + column * cell[0], top, cell, float(share))
    return figure


def _cell(ax: Axes, left: float, top: float, cell: tuple[float, float], share: float) -> None:
    """The share as a number over a bar of its size, so that colour is not all there is."""
    height = (cell[1] - 3) * share
    look: dict[str, Any] = {"facecolor": theme.DECODER, "alpha": 0.3, "linewidth": 0, "zorder": 2}
    size = (cell[0] - 2, cell[1] - 2)
    frame = Rectangle((left + 1, top + 1), *size, facecolor="none", edgecolor=theme.GRID)
    foot = top + cell[1] - 1.5
    ax.add_patch(frame)
    ax.add_patch(Rectangle((left + 1.5, foot - height), cell[0] - 3, height, **look))
    digits = 1 if 0.995 <= share < 1 else 0  # what is not all does not read 100
    middle = (left + cell[0] / 2, top + cell[1] / 2)
    text = f"{100 * share:.{digits}f}"
    marks.write(ax, *middle, text, theme.INK, theme.SMALL, align="centre")
