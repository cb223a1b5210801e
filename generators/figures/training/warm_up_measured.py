"""Training with and without warm-up: pre-norm and post-norm, at two learning rates."""

import numpy as np

from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import write
from generators.kit.seeds import brief
from generators.kit.sizes import TEXT
from generators.pipeline import results

NORMS = (("pre", "pre-norm"), ("post", "post-norm"))
WAYS = (("warm", theme.NEUTRAL[1], "-"), ("cold", theme.NEUTRAL[0], (0, (4, 2))))


def values() -> Values:
    found = results.read("warm_up")
    cells = []
    by: Values = {}  # norm and rate -> way -> held-out loss over the seeds
    for rate in found["peak_rates"]:
        for norm, _ in NORMS:
            cell: Values = {"rate": rate, "norm": norm}
            for way, _, _ in WAYS:
                runs = [
                    run
                    for run in found["runs"]
                    if (run["peak_rate"], run["norm"]) == (rate, norm)
                    and (run["warm_up"] > 0) == (way == "warm")
                ]
                curves = np.array([[loss for _, loss in run["loss_curve"]] for run in runs])
                losses = [run["held_out_loss"] for run in runs]
                cell[way] = {
                    "steps": [step for step, _ in runs[0]["loss_curve"]],
                    "median": np.median(curves, axis=0).tolist(),
                    "low": curves.min(axis=0).tolist(),
                    "high": curves.max(axis=0).tolist(),
                    "loss": float(np.mean(losses)),
                }
                speed = "usual" if rate == found["peak_rates"][0] else "high"
                by.setdefault(f"{norm}_{speed}", {})[way] = brief(losses)
            cells.append(cell)
    return {
        "cells": cells,
        "by": by,
        "rates": found["peak_rates"],
        "steps": found["steps"],
        "batch": found["batch"],
        "layers": found["layers"],
        "d_model": found["d_model"],
        "n_seeds": len(found["seeds"]),
        "test_sentences": found["test_sentences"],
        "minutes": found["cpu_seconds"] / 60,
    }


def alt(v: Values) -> str:
    parts = [
        f"{cell['norm']}-norm, rate {cell['rate']:g}: {cell['warm']['loss']:.2f} with warm-up, "
        f"{cell['cold']['loss']:.2f} without"
        for cell in v["cells"]
    ]
    return f"Four charts of the training loss. Held-out loss at the end: {'; '.join(parts)}."


def draw(v: Values, page: Page) -> Figure:
    width, panel = page.pick((TEXT, (238.0, 130.0)), (348, (134.0, 120.0)))
    height = len(v["cells"]) // 2 * (panel[1] + 70) + 40
    figure, ground = theme.canvas(width, height)
    for index, cell in enumerate(v["cells"]):
        row, column = divmod(index, 2)
        left = 40 + column * (panel[0] + 22)
        ax = theme.chart_axes(figure, left, 44 + row * (panel[1] + 70), *panel)
        for way, role, dashes in WAYS:
            of = cell[way]
            ax.fill_between(of["steps"], of["low"], of["high"], color=role, alpha=0.16, linewidth=0)
            ax.plot(of["steps"], of["median"], color=role, linestyle=dashes)
        ax.set_xlim(0, v["steps"])
        ax.set_ylim(0, 6)
        ax.set_yticks([0, 2, 4, 6])
        ax.set_xticks([0, 100, 200, 300])
        if column:
            ax.tick_params(labelleft=False)
        axis_titles(
            ax,
            "step" if row == len(v["cells"]) // 2 - 1 else "",
            f"{cell['norm']}-norm, rate {cell['rate']:g}",
        )
    y = height - 16
    x = 40.0
    for way, label in (("warm", "with warm-up"), ("cold", "without")):
        role, dashes = next((r, d) for name, r, d in WAYS if name == way)
        ground.plot([x, x + 26], [y, y], color=role, linestyle=dashes, linewidth=2)
        write(ground, x + 34, y, label, role, theme.SMALL)
        x += 128
    if not page.narrow:
        write(ground, x, y, "training loss, nats; bands: three seeds", theme.MUTED, theme.SMALL)
    return figure
