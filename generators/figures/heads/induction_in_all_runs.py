"""Induction score and second copy along training, in all runs and in those that lack something."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.heads._induction import NAMES, passed, read, runs
from generators.kit import theme
from generators.kit.charts import axis_titles, label_lines
from generators.kit.values import Values

STYLES: dict[str, tuple[str, Any]] = {
    "one-head": (theme.WEIGHT, "-"),
    "four-heads": (theme.QUERY, "-"),
    "one-layer": (theme.KEY, (0, (4, 2))),
    "text-only": (theme.VALUE, (0, (4, 2))),
    "no-repeats": (theme.RESIDUAL, (0, (4, 2))),
}
PANELS = (("induction", "induction score"), ("accuracy", "second copy: next token right"))


def values() -> Values:
    found = read()
    value: Values = {
        key: found[key]
        for key in (
            "command",
            "tokens",
            "periods",
            "copy_tokens",
            "sequences",
            "batch",
            "length",
            "training_tokens",
            "held_out",
        )
    }
    value["cpu_minutes"] = sum(run["train_cpu_seconds"] for run in found["runs"]) / 60
    value["n_runs"] = len(found["runs"])
    value["last_step"] = found["runs"][0]["steps"]
    for variant in NAMES:
        value[variant.replace("-", "_")] = _summary(runs(variant))
    return value


def _summary(found: list[Values]) -> Values:
    """The curves of one variant and where they end."""
    steps = found[0]["curves"]["step"]
    scores = [[max(heads) for heads in run["curves"]["induction"]] for run in found]
    final = [run["final"] for run in found]
    birth = [passed(curve, steps, 0.5) for curve in scores]
    happened = [step for step in birth if step is not None]
    ends = {
        "induction": [max(one["induction"][-1]) for one in final],
        "previous": [max(one["previous"][0]) for one in final],
        "accuracy": [one["random"]["second_accuracy"] for one in final],
        "first_accuracy": [one["random"]["first_accuracy"] for one in final],
        "first_loss": [one["random"]["first_loss"] for one in final],
        "second_loss": [one["random"]["second_loss"] for one in final],
        "text_first": [one["text_twice"]["first_accuracy"] for one in final],
        "text_second": [one["text_twice"]["second_accuracy"] for one in final],
        "text_loss": [one["text_loss"] for one in final],
    }
    ends["text_gain"] = [
        second - first
        for first, second in zip(ends["text_first"], ends["text_second"], strict=True)
    ]
    return {
        "seeds": len(found),
        "parameters": found[0]["parameters"],
        "steps": steps,
        "induction": scores,
        "accuracy": [run["curves"]["random_second_accuracy"] for run in found],
        "birth": birth,
        "births": len(happened),
        "first_birth": min(happened, default=None),
        "last_birth": max(happened, default=None),
        "ends": ends,
        "least": {key: min(each) for key, each in ends.items()},
        "most": {key: max(each) for key, each in ends.items()},
        "mean": {key: float(np.mean(each)) for key, each in ends.items()},
    }


def alt(v: Values) -> str:
    born = ", ".join(
        f"{name}: {v[key]['births']} of {v[key]['seeds']} runs"
        for key, name in ((variant.replace("-", "_"), NAMES[variant]) for variant in NAMES)
    )
    return (
        f"Induction score and accuracy on the second copy over {v['last_step']} steps for "
        f"{v['n_runs']} runs. Score of at least one half reached: {born}."
    )


def draw(v: Values) -> Figure:
    figure, left = theme.chart(716, 296, left=40, right=716 - 40 - 250, top=44, bottom=50)
    right = theme.chart_axes(figure, 346, 44, 250, 202)
    _panel(left, v, *PANELS[0], labelled=False)
    _panel(right, v, *PANELS[1], labelled=True)
    return figure


def narrow(v: Values) -> Figure:
    figure, upper = theme.chart(340, 500, left=36, right=112, top=40, bottom=290)
    lower = theme.chart_axes(figure, 36, 282, 192, 170)
    for ax, panel in zip((upper, lower), PANELS, strict=True):
        _panel(ax, v, *panel, labelled=True)
    return figure


def _panel(ax: Axes, v: Values, key: str, title: str, labelled: bool) -> None:
    """All seeds of all variants; one label a variant at the mean of its ends."""
    lines, labels = [], []
    for variant, (role, dashes) in STYLES.items():
        found = v[variant.replace("-", "_")]
        for curve in found[key]:
            ax.plot(found["steps"], curve, color=role, linestyle=dashes, linewidth=1.6)
        lines += ax.plot(
            found["steps"][-1:], [np.mean([curve[-1] for curve in found[key]])], color=role
        )
        labels.append(NAMES[variant])
    ax.set_xlim(0, v["last_step"])
    ax.set_ylim(0, 1)
    ax.set_xticks([0, v["last_step"] // 2, v["last_step"]])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axis_titles(ax, "steps of training", title)
    if labelled:
        label_lines(ax, lines, labels, size=theme.SMALL)
