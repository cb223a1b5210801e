"""Six ways to score on the same look-up: how fast each learns, and what it gets right."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit.marks import bar, note, write
from generators.kit.theme import (
    INK,
    KEY,
    LABEL,
    MUTED,
    QUERY,
    RESIDUAL,
    SMALL,
    TITLE,
    VALUE,
    WEIGHT,
    canvas,
)
from generators.kit.values import Values
from generators.pipeline import results

SCORERS = {
    "dot": ("dot product, nothing learned", RESIDUAL),
    "general": ("general (bilinear)", KEY),
    "projected": ("projected dot product", QUERY),
    "scaled": ("the same, divided by √dₖ", WEIGHT),
    "additive": ("additive, no bias", VALUE),
    "additive_bias": ("additive with a bias", VALUE),
}
TASKS = {
    "names": "names: 64 keys, each with a query of its own",
    "turned": "turned: fresh keys, all turned alike",
}


def values() -> Values:
    found = results.read("scaling")["look_up"]
    value: Values = {
        key: found[key]
        for key in (
            "width",
            "items",
            "symbols",
            "noise",
            "steps",
            "batch",
            "test_lists",
            "rates",
            "cost_length",
            "cost_repeats",
            "longer",
        )
    }
    value["n_names"] = found["names"]
    value["chance"] = 1 / found["symbols"]
    for task in TASKS:
        value[task] = {
            name: _summary([r for r in found["runs"] if (r["task"], r["scorer"]) == (task, name)])
            for name in SCORERS
        }
    value["longer_additive"] = _summary(found["favoured"])
    width, n = found["width"], found["cost_length"]
    held = dict.fromkeys(
        ("additive", "additive_bias"), n * n * width
    )  # numbers of the hidden layer, one vector for each pair
    value["cost"] = {
        name: {
            **found["costs"][name],
            "numbers": held.get(name, 0) + n * n,
            "parameters": value["names"][name]["parameters"],
        }
        for name in SCORERS
    }
    value["slower"] = (
        found["costs"]["additive"]["fastest_milliseconds"]
        / found["costs"]["scaled"]["fastest_milliseconds"]
    )
    value["more_numbers"] = value["cost"]["additive"]["numbers"] / (n * n)
    learned = [value["names"][name]["least"] for name in SCORERS if name != "dot"]
    value["least_learned_names"] = min(learned)
    value["least_multiplied_turned"] = min(
        value["turned"][name]["least"] for name in ("general", "projected", "scaled")
    )
    return value


def _summary(runs: list[Values]) -> Values:
    each = [run["accuracy"] for run in runs]
    return {
        "each": each,
        "mean": float(np.mean(each)),
        "least": min(each),
        "most": max(each),
        "n": len(runs),
        "rate": runs[0]["rate"],
        "parameters": runs[0]["parameters"],
    }


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{SCORERS[name][0]}: {v['names'][name]['mean']:.0%} and {v['turned'][name]['mean']:.0%}"
        for name in SCORERS
    )
    return f"Symbols right on new lists, task names and task turned. {parts}."


def draw(v: Values) -> Figure:
    figure, ax = canvas(640, 262)
    for index, task in enumerate(TASKS):
        _bars(ax, v, task, 214 + index * 218, 20, 140)
    for row, (text, role) in enumerate(SCORERS.values()):
        write(ax, 14, 68 + row * 32, text, role, LABEL)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(338, 690)
    for index, task in enumerate(TASKS):
        top = 20 + index * 338
        _bars(ax, v, task, 14, top, 240, row_height=46, below=18)
        for row, (text, role) in enumerate(SCORERS.values()):
            write(ax, 14, top + 44 + row * 46, text, role, SMALL)
    return figure


def _bars(
    ax: Axes,
    v: Values,
    task: str,
    x: float,
    y: float,
    reach: float,
    row_height: float = 32,
    below: float = 0,
) -> None:
    """One bar a scorer: the mean of the seeds, a tick for each seed, a line at chance."""
    name, rest = TASKS[task].split(": ")
    write(ax, x, y, name, INK, TITLE, weight="semibold")
    note(ax, x, y + 10, rest, MUTED, SMALL, width=reach + 60)
    for row, (scorer, (_, role)) in enumerate(SCORERS.items()):
        top = y + 40 + below + row * row_height
        share = v[task][scorer]
        bar(ax, x, top, share["mean"], reach, 16, role, f"{share['mean']:.1%}", LABEL)
        chance = x + reach * v["chance"]
        ax.plot(
            [chance, chance],
            [top, top + 16],
            color=MUTED,
            linewidth=1.5,
            linestyle=(0, (2, 2)),
            zorder=3,
        )
        for one in share["each"]:
            at = x + reach * one
            ax.plot([at, at], [top - 2, top + 18], color=INK, linewidth=1.5, zorder=4)
