"""How often the brightest cell of a row is the right word, by how bright it is."""

import numpy as np
from matplotlib.figure import Figure

from generators.figures.heatmaps._page import measured
from generators.kit import charts, theme
from generators.kit.values import Values

FEWEST = 20  # cells in a bin that is drawn


def pooled(runs: list[Values], kind: str) -> Values:
    """Bins of several runs added up: share of right cells, count, middle of the bin."""
    edges = np.array(measured()["bins"])
    cells = np.sum([run[kind]["cells"] for run in runs], axis=0)
    right = np.sum([run[kind]["right"] for run in runs], axis=0)
    kept = cells >= FEWEST
    middle = (edges[:-1] + edges[1:]) / 2
    return {
        "weight": middle[kept].round(2).tolist(),
        "share": (right[kept] / cells[kept]).tolist(),
        "cells": cells[kept].tolist(),
        "all": float(right.sum() / cells.sum()),
        "n": int(cells.sum()),
        "below_half": float(right[edges[1:] <= 0.5].sum() / max(cells[edges[1:] <= 0.5].sum(), 1)),
        "above_half": float(
            right[edges[:-1] >= 0.5].sum() / max(cells[edges[:-1] >= 0.5].sum(), 1)
        ),
        "share_above_half": float(cells[edges[:-1] >= 0.5].sum() / cells.sum()),
    }


def values() -> Values:
    found = measured()
    four = [run for run in found["runs"] if run["variant"] == "translator"]
    one = [run for run in found["runs"] if run["variant"] == "translator-one-head"]
    return {
        "sentences": found["sentences"],
        "words": found["words"],
        "seeds": len(four),
        "fewest": FEWEST,
        "mean": pooled(four, "mean"),
        "single": pooled(four, "single"),
        "one_head": pooled(one, "mean"),
        "untrained": pooled(found["untrained"], "single"),
        "untrained_mean": pooled(found["untrained"], "mean"),
    }


def alt(v: Values) -> str:
    return (
        f"Share of brightest cells on the right word, by weight. Single heads: "
        f"{v['single']['below_half']:.0%} right under 0.5, {v['single']['above_half']:.0%} above. "
        f"Mean of four heads: {v['mean']['below_half']:.0%} and {v['mean']['above_half']:.0%}. "
        f"Untrained heads: {v['untrained']['all']:.0%} in all."
    )


LINES = (
    ("mean", "mean of four heads", theme.WEIGHT, "-"),
    ("single", "single heads", theme.WEIGHT, "--"),
    ("one_head", "one-head variant", theme.ENCODER, "-"),
    ("untrained", "untrained heads", theme.MUTED, "-"),
)


def _draw(v: Values, width: int, right: int) -> Figure:
    figure, ax = theme.chart(width, 330, left=46, right=right, top=46, bottom=50)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1.03)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    ax.plot([0, 1], [0, 1], color=theme.GRID, linewidth=1.5, zorder=1)
    drawn = []
    for name, _, role, dashes in LINES:
        line = v[name]
        (curve,) = ax.plot(line["weight"], line["share"], color=role, linestyle=dashes, zorder=3)
        sizes = 8 + 90 * np.array(line["cells"]) / line["n"]
        ax.scatter(line["weight"], line["share"], s=sizes, color=role, zorder=4, linewidth=0)
        drawn.append(curve)
    charts.axis_titles(ax, "weight of the brightest cell", "brightest cell is the right word")
    charts.label_lines(ax, drawn, [text for _, text, _, _ in LINES], size=theme.SMALL, offset=10)
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, 560, 130)


def narrow(v: Values) -> Figure:
    return _draw(v, 346, 118)
