"""How often the brightest cell of a row is the right word, by how bright it is."""

import numpy as np

from generators.figures.heatmaps._page import measured
from generators.kit.charts import Axis, label_lines, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import GRID, NEUTRAL, SMALL

FEWEST = 20  # cells in a bin that is drawn
LINES = {"mean": "mean of four", "single": "single heads", "untrained": "untrained heads"}
DASHES = ("-", "--", ":")
PERCENT = {0: "0%", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1: "100%"}


def pooled(runs: list[Values], kind: str) -> Values:
    """Bins of several runs added up: share of right cells, count, middle of the bin."""
    edges = np.array(measured()["bins"])
    cells = np.sum([run[kind]["cells"] for run in runs], axis=0)
    right = np.sum([run[kind]["right"] for run in runs], axis=0)
    kept, low = cells >= FEWEST, edges[1:] <= 0.5
    return {
        "weight": ((edges[:-1] + edges[1:]) / 2)[kept].round(2).tolist(),
        "share": (right[kept] / cells[kept]).tolist(),
        "cells": cells[kept].tolist(),
        "all": float(right.sum() / cells.sum()),
        "below_half": float(right[low].sum() / max(cells[low].sum(), 1)),
        "above_half": float(right[~low].sum() / max(cells[~low].sum(), 1)),
    }


def values() -> Values:
    found = measured()
    four = [run for run in found["runs"] if run["variant"] == "translator"]
    single = pooled(four, "single")
    pairs = zip(single["weight"], single["share"], strict=True)
    return {
        "sentences": found["sentences"],
        "words": found["words"],
        "seeds": len(four),
        "fewest": FEWEST,
        "mean": pooled(four, "mean"),
        "single": single,
        "single_apart": max(abs(weight - share) for weight, share in pairs if weight > 0.4),
        "untrained": pooled(found["untrained"], "single"),
    }


def alt(v: Values) -> str:
    return (
        f"Share of brightest cells on the right word, by weight. Single heads: "
        f"{v['single']['below_half']:.0%} right under 0.5, {v['single']['above_half']:.0%} above. "
        f"Mean of four heads: {v['mean']['below_half']:.0%} and {v['mean']['above_half']:.0%}. "
        f"Untrained heads: {v['untrained']['all']:.0%} in all."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(540, 330, left=52, right=page.pick(120, 106), top=46, bottom=50)
    set_axes(
        ax,
        Axis("weight of the brightest cell", (0, 1), {0: "0", 0.5: ".5", 1: "1"}),
        Axis("brightest cell is the right word", (0, 1.03), PERCENT),
    )
    ax.plot([0, 1], [0, 1], color=GRID, linewidth=1.5)
    drawn = []
    for name, role, dash in zip(LINES, NEUTRAL, DASHES, strict=False):
        line = v[name]
        sizes = 8 + 90 * np.array(line["cells"]) / sum(line["cells"])
        ax.scatter(line["weight"], line["share"], s=sizes, color=role, zorder=4, linewidth=0)
        drawn += ax.plot(line["weight"], line["share"], color=role, linestyle=dash)
    label_lines(ax, drawn, list(LINES.values()), SMALL, 10)
    return figure
