"""Two new questions answered from few labels: a trained encoder against an untrained one."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.marks import write
from generators.kit.values import Values
from generators.pipeline import results

# short name -> (what the figure says, colour, dashes); "scratch" is the better of two rates
WAYS: dict[str, tuple[str, str, Any]] = {
    "tuned": ("fine-tuned", theme.ENCODER, "-"),
    "read_out": ("trained encoder, read-out only", theme.VALUE, (0, (5, 2))),
    "scratch": ("from scratch, the better rate", theme.KEY, "-"),
    "random": ("random encoder, read-out only", theme.MUTED, (0, (5, 2))),
    "shuffled": ("fine-tuned, labels shuffled", theme.NEGATIVE, (0, (1.5, 1.5))),
}
ARMS = {
    "tuned": ("fine-tuned",),
    "read_out": ("read-out of the trained encoder",),
    "scratch": ("from scratch", "from scratch, rate 3e-3"),
    "random": ("read-out of a random encoder",),
    "shuffled": ("fine-tuned, labels shuffled",),
}
TITLES = {"antecedent": "Is it the animal?", "odd": "Is the number of words odd?"}


def values() -> Values:
    found = results.read("fine_tuning")
    value: Values = {
        "n_seeds": len(found["seeds"]),
        "steps": found["steps"],
        "runs": len(found["runs"]),
        "test_sentences": found["test_sentences"],
        "test_yes": found["test_yes"],
        "encoder_parameters": found["encoder_parameters"],
        "minutes": found["cpu_seconds"] / 60,
    }
    for task in TITLES:
        runs = [run for run in found["runs"] if run["task"] == task]
        sizes = sorted({run["n"] for run in runs})
        value[task] = {"sizes": sizes}
        for short, arms in ARMS.items():
            value[task][short] = {str(n): _best(runs, arms, n) for n in sizes}
        value[task]["nine_of_ten"] = {
            short: next((n for n in sizes if value[task][short][str(n)]["mean"] >= 0.9), None)
            for short in ARMS
        }
        value[task]["largest_gap"] = max(
            abs(value[task]["tuned"][str(n)]["mean"] - value[task]["scratch"][str(n)]["mean"])
            for n in sizes
        )
        value[task]["largest_gap_points"] = 100 * value[task]["largest_gap"]
        control = [run["accuracy"] for run in runs if "shuffled" in run["arm"]]
        value[task]["control"] = {
            "mean": float(np.mean(control)),
            "least": min(control),
            "most": max(control),
            "n": len(control),
        }
    return value


def _best(runs: list[Values], arms: tuple[str, ...], n: int) -> Values:
    """The arm with the best mean of its seeds, and that arm's mean, least and most."""
    scores = [
        [run["accuracy"] for run in runs if (run["arm"], run["n"]) == (arm, n)] for arm in arms
    ]
    chosen = max(scores, key=lambda each: float(np.mean(each)))
    return {"mean": float(np.mean(chosen)), "least": min(chosen), "most": max(chosen)}


def alt(v: Values) -> str:
    a = v["antecedent"]
    return (
        f"Accuracy against the number of labelled sentences, {v['n_seeds']} seeds. With 32 labels: "
        f"fine-tuned {a['tuned']['32']['mean']:.0%}, from scratch "
        f"{a['scratch']['32']['mean']:.0%}. Counting words, with 512: fine-tuned "
        f"{v['odd']['tuned']['512']['mean']:.0%}, from scratch "
        f"{v['odd']['scratch']['512']['mean']:.0%}."
    )


def _panel(ax: Axes, side: Values, title: str) -> None:
    sizes = side["sizes"]
    ax.axhline(0.5, color=theme.MUTED, linewidth=1)  # always the same answer
    for short, (_, role, dashes) in WAYS.items():
        points = [side[short][str(n)] for n in sizes]
        low, high = [p["least"] for p in points], [p["most"] for p in points]
        ax.fill_between(sizes, low, high, color=role, alpha=0.13, linewidth=0)
        means = [p["mean"] for p in points]
        ax.plot(
            sizes, means, color=role, linestyle=dashes, marker="o", markersize=3.5, clip_on=False
        )
    ax.set_xscale("log", base=2)
    ax.set_xlim(8, 512)
    ax.set_ylim(0.4, 1)
    ax.set_yticks([0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], ["40%", "", "60%", "", "80%", "", "100%"])
    ax.set_xticks([8, 32, 128, 512], ["8", "32", "128", "512"])
    axis_titles(ax, "labelled sentences", title)


def _key(ax: Axes, x: float, y: float, columns: int, column_width: float) -> None:
    for index, (label, role, dashes) in enumerate(WAYS.values()):
        row, column = divmod(index, columns)
        left, top = x + column * column_width, y + row * 20
        ax.plot([left, left + 26], [top, top], color=role, linestyle=dashes, linewidth=2)
        write(ax, left + 34, top, label, role, theme.SMALL)


def draw(v: Values) -> Figure:
    figure, ground = theme.canvas(640, 390)
    for index, (task, title) in enumerate(TITLES.items()):
        ax = theme.chart_axes(figure, 46 + index * 306, 40, 270, 230)
        _panel(ax, v[task], title)
    _key(ground, 46, 330, 2, 306)
    return figure


def narrow(v: Values) -> Figure:
    figure, ground = theme.canvas(344, 640)
    for index, (task, title) in enumerate(TITLES.items()):
        ax = theme.chart_axes(figure, 46, 40 + index * 256, 270, 180)
        _panel(ax, v[task], title)
    _key(ground, 46, 544, 1, 0)
    return figure
