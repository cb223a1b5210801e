"""Training with and without warm-up: pre-norm and post-norm, at two learning rates."""

import numpy as np
from matplotlib.figure import Figure

from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.marks import write
from generators.kit.values import Values
from generators.pipeline import results

NORMS = (("pre", "pre-norm"), ("post", "post-norm"))
WAYS = (("warm", theme.KEY, "-"), ("cold", theme.INK, (0, (4, 2))))


def values() -> Values:
    found = results.read("warm_up")
    warm_up = max(run["warm_up"] for run in found["runs"])
    cells = []
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
                    "losses": losses,
                    "loss": float(np.mean(losses)),
                    "best": min(losses),
                    "worst": max(losses),
                    "next_word": float(np.mean([run["held_out_next_word"] for run in runs])),
                }
            cell["gain"] = cell["cold"]["loss"] - cell["warm"]["loss"]
            cells.append(cell)
    return {
        "cells": cells,
        "by": {
            f"{cell['norm']}_{'usual' if cell['rate'] == found['peak_rates'][0] else 'high'}": {
                "warm": {k: v for k, v in cell["warm"].items() if k not in CURVES},
                "cold": {k: v for k, v in cell["cold"].items() if k not in CURVES},
                "gain": cell["gain"],
            }
            for cell in cells
        },
        "rates": found["peak_rates"],
        "warm_up": warm_up,
        "steps": found["steps"],
        "batch": found["batch"],
        "layers": found["layers"],
        "d_model": found["d_model"],
        "n_seeds": len(found["seeds"]),
        "runs": len(found["runs"]),
        "test_sentences": found["test_sentences"],
        "minutes": found["cpu_seconds"] / 60,
        "most_helped": max(cells, key=lambda cell: float(cell["gain"]))["norm"],
    }


CURVES = ("steps", "median", "low", "high")


def alt(v: Values) -> str:
    parts = [
        f"{cell['norm']}-norm, rate {cell['rate']:g}: {cell['warm']['loss']:.2f} with warm-up, "
        f"{cell['cold']['loss']:.2f} without"
        for cell in v["cells"]
    ]
    return f"Four charts of the training loss. Held-out loss at the end: {'; '.join(parts)}."


def _draw(v: Values, width: float, panel: tuple[float, float]) -> Figure:
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
    if width > 400:
        write(ground, x, y, "training loss, nats; bands: three seeds", theme.MUTED, theme.SMALL)
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, 580, (248, 130))


def narrow(v: Values) -> Figure:
    return _draw(v, 348, (134, 120))
