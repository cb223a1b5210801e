"""The one-head translator trained with the division by √d_k, without it, and with a small start."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import DPI, KEY, QUERY, SMALL, WEIGHT, chart_axes
from generators.kit.values import Values
from generators.pipeline import results

LINES = {
    "scaled": ("divided", WEIGHT, "-"),
    "folded": ("small start", KEY, (0, (5, 2))),
    "unscaled": ("not divided", QUERY, "-"),
}


def values() -> Values:
    found = results.read("scaling")
    value: Values = {
        key: found[key]
        for key in ("steps", "batch", "test_sentences", "start_sentences", "command")
    } | {"n_seeds": len(found["seeds"])}
    for name in LINES:
        runs = _runs(found, name, 1)
        value[name] = {
            "n": len(runs),
            "exact": [run["exact_match"] for run in runs],
            "mean": float(np.mean([run["exact_match"] for run in runs])),
            "least": min(run["exact_match"] for run in runs),
            "most": max(run["exact_match"] for run in runs),
            "loss": [run["loss_curve"] for run in runs],
            "match": [run["exact_match_curve"] for run in runs],
            "last_loss": float(np.mean([run["loss_curve"][-1][1] for run in runs])),
            "start": _start(runs),
        }
    value["four_heads"] = {
        name: [run["exact_match"] for run in _runs(found, name, 4)]
        for name in ("scaled", "unscaled")
    }
    value["gradient_ratio"] = (
        value["unscaled"]["start"]["gradient"] / value["scaled"]["start"]["gradient"]
    )
    starts = [value[name]["start"]["loss"] for name in ("scaled", "folded")]
    value["folded_start_gap"] = abs(starts[0] - starts[1])
    value["gap"] = value["scaled"]["mean"] - value["unscaled"]["mean"]
    value["points"] = 100 * value["gap"]
    value["folded_share"] = (value["folded"]["mean"] - value["unscaled"]["mean"]) / value["gap"]
    narrower = value["four_heads"]
    value["four_heads_gap"] = narrower["scaled"][0] - narrower["unscaled"][0]
    return value


def _runs(found: Values, scoring: str, heads: int) -> list[Values]:
    return [
        run for run in found["translators"] if run["scoring"] == scoring and run["heads"] == heads
    ]


def _start(runs: list[Values]) -> dict[str, float]:
    """Means over seeds of what was measured before the first update."""
    starts = [run["start"] for run in runs]
    return {
        "gradient": float(np.mean([one["gradient"]["queries_and_keys"] for one in starts])),
        "largest_weight": float(np.mean([one["largest_weight"] for one in starts])),
        "entropy_share": float(np.mean([one["entropy_share"] for one in starts])),
        "loss": float(np.mean([one["loss"] for one in starts])),
    }


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{text}: {v[name]['mean']:.0%} of held-out sentences right (from {v[name]['least']:.0%} "
        f"to {v[name]['most']:.0%} over {v[name]['n']} seeds)"
        for name, (text, _, _) in LINES.items()
    )
    return f"Training curves over {v['steps']} steps. After the last step: {parts}."


def draw(v: Values) -> Figure:
    figure = Figure(figsize=(700 / DPI, 300 / DPI), dpi=DPI)
    _panel(chart_axes(figure, 40, 44, 220, 198), v, "loss")
    _panel(chart_axes(figure, 388, 44, 220, 198), v, "match")
    return figure


def narrow(v: Values) -> Figure:
    figure = Figure(figsize=(338 / DPI, 544 / DPI), dpi=DPI)
    _panel(chart_axes(figure, 40, 44, 206, 170), v, "loss")
    _panel(chart_axes(figure, 40, 314, 206, 170), v, "match")
    return figure


def _panel(ax: Axes, v: Values, what: str) -> None:
    """Thin lines are seeds, the thick one their mean."""
    means = []
    for name, (_, role, dashes) in LINES.items():
        curves = np.array(v[name][what])  # [seeds, points, (step, number)]
        for curve in curves:
            ax.plot(*curve.T, color=role, linewidth=1, alpha=0.45, linestyle=dashes)
        means += ax.plot(*curves.mean(axis=0).T, color=role, linewidth=2.25, linestyle=dashes)
    ax.set_xlim(0, v["steps"])
    ax.set_xticks(range(0, v["steps"] + 1, 200))
    if what == "loss":
        ax.set_yscale("log")
        ax.set_ylim(0.008, 8)
        ax.set_yticks([0.01, 0.1, 1])
        ax.set_yticklabels(["0.01", "0.1", "1"])
    else:
        ax.set_ylim(0, 1)
        ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
        ax.set_yticklabels(["0 %", "25 %", "50 %", "75 %", "100 %"])
    label_lines(ax, means, [text for text, _, _ in LINES.values()], size=SMALL)
    title = "loss of a French word, nats" if what == "loss" else "held-out sentences right"
    axis_titles(ax, x="training steps", y=title)
