"""Recall by attention and LSTM that train until they stop improving: by length, by distance."""

from math import sqrt
from statistics import mean, stdev

import numpy as np

from generators.figures.why_attention._recall import mark_chance
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.seeds import curves as over_runs
from generators.kit.sizes import SMALL
from generators.kit.theme import GRID, NEUTRAL
from generators.pipeline import results

NAMED = ("2", "8", "24", "64")  # numbers of items that pages name
ITEMS, GROUPS = "24", 8  # in the lists of the second panel; groups of neighbouring distances
STUDENT = 4.303  # 97.5 % quantile of Student's t with two degrees of freedom: three seeds
LOOKS = {
    "attention": ("attention", NEUTRAL[0]),
    "wide": ("", NEUTRAL[2]),
    "same_size": ("LSTM", NEUTRAL[1]),
}
SHARES = (0, 0.25, 0.5, 0.75, 1)


def values() -> Values:
    found = results.read("recall_converged")
    of = {
        "attention": [run for run in found["runs"] if run["model"] == "none"],
        "same_size": [run for run in found["runs"] if run["wider"] == 1 and run["model"] == "lstm"],
        "wide": [run for run in found["runs"] if run["wider"] > 1],
    }
    models = {name: _model(runs) for name, runs in of.items()}
    return {
        "trained_to": found["trained_lengths"][1],
        "chance": found["chance"],
        "seeds": len(found["seeds"]),
        "trainings": len(found["runs"]),
        "stopped": sum(run["stopped_improving"] for run in found["runs"]),
        "cap": found["rule"]["latest"][-1],
        "patience": found["rule"]["patience"],
        "trial_steps": found["rule"]["trial_steps"],
        "inside_grid": all(_is_inside(found["trials"], run) for run in found["runs"]),
        "times_wide": of["wide"][0]["wider"],
        "lengths": [int(n) for n in found["runs"][0]["by_length"]],
        "distances": [float(part.mean()) for part in np.array_split(range(1, int(ITEMS) + 1), 8)],
        "widest_gap": max(
            abs(model["nearer"][end]) for model in models.values() for end in ("low", "high")
        ),
        "models": models,
    }


def _is_inside(trials: list[Values], run: Values) -> bool:
    """Whether smaller and larger rates than that of the run were tried for its model."""
    tried = [
        one["rate"]
        for one in trials
        if (one["model"], one["wider"]) == (run["model"], run["wider"])
    ]
    return bool(min(tried) < run["rate"] < max(tried))


def _model(runs: list[Values]) -> Values:
    """One model over its seeds: what it took, and what it answers."""
    groups = [
        [float(part.mean()) for part in np.array_split(run["by_distance"][ITEMS], GROUPS)]
        for run in runs
    ]
    return {
        "parameters": runs[0]["parameters"],
        "steps": mean(run["steps"] for run in runs),
        "lists": mean(run["lists_read"] for run in runs),
        "cpu_seconds": mean(run["train_cpu_seconds"] for run in runs),
        "stopped": sum(run["stopped_improving"] for run in runs),
        "at": {n: brief([run["by_length"][n] for run in runs]) for n in NAMED},
        "by_length": over_runs([list(run["by_length"].values()) for run in runs]),
        "by_distance": over_runs(groups),
        "nearer": interval([100 * nearer_less_farther(run) for run in runs]),
    }


def nearer_less_farther(run: Values) -> float:
    """Right answers about the nearer half of a list less those about the farther half."""
    nearer, farther = np.array_split(run["by_distance"][ITEMS], 2)
    return float(nearer.mean() - farther.mean())


def interval(each: list[float]) -> dict[str, float]:
    """The mean of three seeds and its 95 % interval, by Student's t."""
    if len(each) != 3:
        raise ValueError(f"the quantile is that of three seeds, there are {len(each)}")
    half = STUDENT * stdev(each) / sqrt(len(each))
    return {"mean": mean(each), "low": mean(each) - half, "high": mean(each) + half}


def alt(v: Values) -> str:
    names = {"attention": "Attention", "same_size": "LSTM", "wide": f"LSTM {v['times_wide']}× wide"}
    parts = []
    for name, words in names.items():
        model = v["models"][name]
        right = ", ".join(f"{model['at'][n]['mean']:.2f} at {n}" for n in NAMED)
        gap = model["nearer"]
        parts.append(
            f"{words} ({model['parameters']:,} parameters; {model['steps']:,.0f} steps, "
            f"{model['cpu_seconds']:.0f} s; {model['stopped']} of {v['seeds']} stopped "
            f"improving before step {v['cap']:,}): {right}; nearer half less farther half "
            f"{gap['mean']:.1f} points (95%: {gap['low']:.1f} to {gap['high']:.1f})"
        )
    return f"Share of right answers by number of items. {'. '.join(parts)}."


def draw(v: Values, page: Page) -> Figure:
    figure, (left, right) = page.charts(2, page.pick((224, 220), (232, 210)), (40, 44, 74, 50))
    shares = Axis("share of right answers", (0, 1.03), SHARES)
    lengths = page.pick([2, 4, 8, 16, 32, 64], [2, 8, 24, 64])
    set_axes(left, Axis("items in the list", (2, 64), lengths, log=2), shares)
    left.axvspan(2, v["trained_to"], color=GRID, alpha=0.35, linewidth=0, zorder=0)
    set_axes(right, Axis(f"items back, of {ITEMS}", (1, int(ITEMS)), [1, 8, 16, 24]), shares)
    _lines(left, v, v["lengths"], "by_length")
    _lines(right, v, v["distances"], "by_distance")
    return figure


def _lines(ax: Axes, v: Values, x: list[float], measure: str) -> None:
    mark_chance(ax, v["chance"])
    lines = []
    for name, (label, role) in LOOKS.items():
        of = v["models"][name][measure]
        words = label or f"{v['times_wide']}× wide"
        lines.append(Curve(words, of["mean"], of["least"], of["most"], role, marker="o"))
    curves(ax, x, lines, SMALL)
