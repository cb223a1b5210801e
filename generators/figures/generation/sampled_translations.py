"""Exact translations by temperature, for both models and three ways of drawing the words."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.figures._shared.writing import measured
from generators.kit import charts, theme
from generators.kit.values import Values

# model, way, what the line is called, role, dash pattern
LINES: tuple[tuple[str, str, str, str, Any], ...] = (
    ("finished", "plain", "finished, all words", theme.DECODER, "-"),
    ("early", "top_p", "early, top-p", theme.WEIGHT, (0, (5, 2))),
    ("early", "top_k", "early, top-k", theme.ENCODER, (0, (1, 2))),
    ("early", "plain", "early, all words", theme.KEY, "-"),
)


def values() -> Values:
    content = measured()
    found: Values = {
        "n": content["sentences"]["sampled"],
        "n_seeds": len(content["seeds"]),
        "temperatures": [
            row["temperature"] for row in content["models"]["early"]["sampled"]["plain"]
        ],
    }
    for name, one in content["models"].items():
        found[name] = {"greedy": one["sampled"]["greedy"]}
        for way in ("plain", "top_k", "top_p"):
            rows = one["sampled"][way]
            found[name][way] = {
                "mean": [float(np.mean(row["exact"])) for row in rows],
                "low": [min(row["exact"]) for row in rows],
                "high": [max(row["exact"]) for row in rows],
                "different": [row["different_per_sentence"] for row in rows],
                "at": {
                    f"{row['temperature']:g}".replace(".", "_"): float(np.mean(row["exact"]))
                    for row in rows
                },
            }
    return found


def alt(v: Values) -> str:
    first, last = v["temperatures"][0], v["temperatures"][-1]
    parts = [
        f"{title}: {v[name][way]['mean'][0]:.0%} at {first:g}, "
        f"{v[name][way]['mean'][-1]:.0%} at {last:g}"
        for name, way, title, *_ in LINES
    ]
    return f"Share of exact translations by temperature. {'; '.join(parts)}."


def _draw(v: Values, width: float) -> Figure:
    figure, ax = theme.chart(width, 330, left=44, right=128, top=44, bottom=56)
    lines = []
    for name, way, _, role, dashes in LINES:
        side = v[name][way]
        ax.fill_between(
            v["temperatures"], side["low"], side["high"], color=role, alpha=0.15, linewidth=0
        )
        lines += ax.plot(
            v["temperatures"], side["mean"], color=role, linestyle=dashes, marker="o", markersize=4
        )
    ax.axhline(v["early"]["greedy"], color=theme.MUTED, linewidth=1, linestyle=(0, (2, 3)))
    ax.annotate(
        "early, greedy",
        (1.5, v["early"]["greedy"]),
        xytext=(0, 5),
        textcoords="offset points",
        ha="right",
        color=theme.MUTED,
        fontsize=theme.SMALL,
    )
    ax.set_xlim(0, v["temperatures"][-1])
    ax.set_ylim(0, 1.02)
    first = "0.25" if width > 400 else ""
    ax.set_xticks(v["temperatures"], [first, "0.5", "", "1", "", "1.5", "2"])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    charts.axis_titles(ax, "temperature", "exact translations")
    charts.label_lines(ax, lines, [line[2] for line in LINES], theme.SMALL)
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, 520)


def narrow(v: Values) -> Figure:
    return _draw(v, 344)
