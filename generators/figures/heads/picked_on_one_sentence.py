"""A head chosen on one sentence: its value there, and the same head's on all other sentences."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.heads._page import STATISTICS, read, sub_layers
from generators.kit.charts.labelled_dots import dot
from generators.kit.marks import note, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, SMALL, WEIGHT, canvas
from generators.kit.values import Values

LOW, HIGH = 0.12, 0.32  # of the axis


def values() -> Values:
    results = read()
    groups = {
        "trained": [model["picked"] for model in results["models"]],
        "random": [model["picked"] for model in results["untrained"]],
    }
    even = {
        key: float(
            np.mean(
                [
                    model["rows_shuffled"][name][key]
                    for model in results["models"]
                    for name, _ in sub_layers("encoder")
                ]
            )
        )
        for key in groups["trained"][0]
    }
    means = {
        name: {
            key: {
                part: float(np.mean([model[key][part] for model in models]))
                for part in ("there", "elsewhere", "same_winner")
            }
            for key in even
        }
        for name, models in groups.items()
    }
    return {
        "sentences": results["sentences"],
        "heads": 8,
        "seeds": len(groups["trained"]),
        "starts": len(groups["random"]),
        "even": even,
        "means": means,
        "rows": {name: [dict(model) for model in models] for name, models in groups.items()},
        "random_least_drop": min(
            row["there"] - row["elsewhere"] for model in groups["random"] for row in model.values()
        ),
        "trained_most_drop": max(
            row["there"] - row["elsewhere"] for model in groups["trained"] for row in model.values()
        ),
        "random_elsewhere": max(
            row["elsewhere"] for model in groups["random"] for row in model.values()
        ),
        "random_there": min(row["there"] for model in groups["random"] for row in model.values()),
    }


def alt(v: Values) -> str:
    random, trained = v["means"]["random"]["next"], v["means"]["trained"]["next"]
    return (
        f"For previous, same and next word: the encoder head with most weight on it in one "
        f"sentence. Next word, random weights: {random['there']:.2f} there, "
        f"{random['elsewhere']:.2f} on other sentences; trained: {trained['there']:.2f} and "
        f"{trained['elsewhere']:.2f}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 600, 170)


def narrow(v: Values) -> Figure:
    return _draw(v, 340, 122)


def _draw(v: Values, width: int, left: float) -> Figure:
    figure, ax = canvas(width, 332)
    scale = width - left - 26

    def place(share: float) -> float:
        return left + (share - LOW) / (HIGH - LOW) * scale

    for share in (0.15, 0.2, 0.25, 0.3):
        ax.plot([place(share)] * 2, [52, 300], color=GRID, linewidth=1)
        write(ax, place(share), 314, f"{share:.2f}", MUTED, SMALL, align="centre")
    write(ax, width - 14, 38, "share of attention", MUTED, SMALL, align="right")
    dot(ax, 20, 20, WEIGHT)
    write(ax, 30, 20, "on the sentence that chose it", INK, SMALL)
    dot(ax, 20, 38, WEIGHT, "ring")
    write(ax, 30, 38, "the same head, all others", INK, SMALL)
    y = 74.0
    for key in v["even"]:
        note(ax, 14, y - 10, STATISTICS[key], INK, LABEL, weight="semibold")
        ax.plot([place(v["even"][key])] * 2, [y - 10, y + 52], color=INK, linewidth=1.5, zorder=2.5)
        for index, name in enumerate(("trained", "random")):
            _models(ax, place, left, y + 16 + index * 27, v["rows"][name], key, name)
        y += 80
    return figure


def _models(
    ax: Axes, place: Any, left: float, y: float, models: list[Values], key: str, name: str
) -> None:
    title = {"trained": "trained", "random": "random weights"}[name]
    write(ax, left - 14, y, title, MUTED, SMALL, align="right")
    for index, model in enumerate(models):
        height = y + (index - 1) * 8
        there, elsewhere = place(model[key]["there"]), place(model[key]["elsewhere"])
        ax.plot([elsewhere, there], [height] * 2, color=WEIGHT, linewidth=2, alpha=0.4)
        dot(ax, elsewhere, height, WEIGHT, "ring")
        dot(ax, there, height, WEIGHT)
