"""The trainings with and without warm-up: their curves, and one panel of two of them."""

import numpy as np

from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.figure import Axes, Values
from generators.kit.marks import write
from generators.kit.seeds import brief
from generators.pipeline import results

NORMS = (("pre", "pre-norm"), ("post", "post-norm"))
WAYS = (("warm", theme.NEUTRAL[1], "-"), ("cold", theme.NEUTRAL[0], (0, (4, 2))))


def settings() -> Values:
    """What each norm came to at each rate, with warm-up and without."""
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
        "pre_lower_in": sum(  # settings in which every run with pre-norm ends below every other
            by[f"pre_{speed}"][way]["most"] < by[f"post_{speed}"][way]["least"]
            for speed in ("usual", "high")
            for way, _, _ in WAYS
        ),
        "rates": found["peak_rates"],
        "steps": found["steps"],
        "batch": found["batch"],
        "layers": found["layers"],
        "d_model": found["d_model"],
        "n_seeds": len(found["seeds"]),
        "test_sentences": found["test_sentences"],
        "minutes": found["cpu_seconds"] / 60,
    }


def panel(ax: Axes, cell: Values, steps: int, title: str, x: str = "step") -> None:
    """The training loss of one setting both ways: the median, in the band of the seeds."""
    for way, role, dashes in WAYS:
        of = cell[way]
        ax.fill_between(of["steps"], of["low"], of["high"], color=role, alpha=0.16, linewidth=0)
        ax.plot(of["steps"], of["median"], color=role, linestyle=dashes)
    ax.set_xlim(0, steps)
    ax.set_ylim(0, 6)
    ax.set_yticks([0, 2, 4, 6])
    ax.set_xticks([0, 100, 200, 300])
    axis_titles(ax, x, title)


def key(ground: Axes, left: float, y: float) -> float:
    """Which line is which, from `left`; returns where there is room again."""
    for (_, role, dashes), label in zip(WAYS, ("with warm-up", "without"), strict=True):
        ground.plot([left, left + 26], [y, y], color=role, linestyle=dashes, linewidth=2)
        write(ground, left + 34, y, label, role, theme.SMALL)
        left += 128
    return left
