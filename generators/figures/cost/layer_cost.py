"""Attention, recurrence and convolution by length of text: work counted, and time measured."""

import math
import statistics
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.drawing.marks.grids import clear_ground
from generators.figures.cost._page import LOOKS, medians, spreads
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import DPI, INK, PANEL, SMALL, WEIGHT, chart_axes
from generators.kit.values import Values
from generators.pipeline.results import read

WIDTH = 256  # d, of the layers drawn
TICKS = (16, 64, 256, 1024, 4096)


def values() -> Values:
    results = read("cost")
    lengths = results["lengths"]
    seconds = medians(WIDTH)
    counted = {
        name: [by_length[str(n)] for n in lengths]
        for name, by_length in results["multiplications"][str(WIDTH)].items()
    }
    all_spreads = [spread for width in results["layers"] for spread in spreads(int(width))]
    last = {name: times[-1] for name, times in seconds.items()}
    small = {name: dict(zip(lengths, times, strict=True)) for name, times in seconds.items()}
    return {
        "d": WIDTH,
        "lengths": lengths,
        "longest": lengths[-1],
        "repeats": results["repeats"]["layers"],
        "kernel": results["kernel"],
        "block": results["block"],
        "multiplications": counted,
        "seconds": seconds,
        "counted_crossover": WIDTH,  # 2 n² d = 2 n d²
        "scores_there": results["multiplications"][str(WIDTH)]["scores"][str(WIDTH)],
        "recurrent_there": results["multiplications"][str(WIDTH)]["recurrent"][str(WIDTH)],
        "measured_crossover": results["crossover"][str(WIDTH)],
        "crossovers": results["crossover"],
        "smallest_crossover": min(results["crossover"].values()),
        "counted_ratio_at_longest": counted["scores"][-1] / counted["recurrent"][-1],
        "ratio_at_longest": last["scores"] / last["recurrent"],
        "ratio_at_128": small["scores"][128] / small["recurrent"][128],
        "whole_over_recurrent": [
            a / b for a, b in zip(seconds["attention"], seconds["recurrent"], strict=True)
        ],
        "whole_over_recurrent_least": min(
            a / b for a, b in zip(seconds["attention"], seconds["recurrent"], strict=True)
        ),
        "whole_counted_over_recurrent_least": min(
            a / b for a, b in zip(counted["attention"], counted["recurrent"], strict=True)
        ),
        "blocks_save": last["scores"] / last["restricted"],
        "blocks_save_counted": counted["scores"][-1] / counted["restricted"][-1],
        "spread": statistics.median(all_spreads),
        "widest_spread": max(all_spreads),
        "narrow_whole_over_recurrent": {
            str(n): a / b
            for n, a, b in zip(
                lengths, medians(64)["attention"], medians(64)["recurrent"], strict=True
            )
        },
        "steps": results["steps"],
        "processor": results["processor"],
        "numpy": results["versions"]["numpy"],
        "cpu_seconds": results["cpu_seconds"],
    }


def alt(v: Values) -> str:
    return (
        "Two plots over the length of the text, both axes logarithmic. Left, multiplications: the "
        "n² part of attention meets the recurrent layer at "
        f"{v['counted_crossover']} tokens. Right, measured time: they meet at "
        f"{v['measured_crossover']:.0f}; at {v['longest']:,} tokens the n² part takes "
        f"{v['ratio_at_longest']:.1f} times as long."
    )


def _lines(ax: Axes, v: Values, numbers: dict[str, list[float]]) -> list[Any]:
    ax.set_xscale("log", base=2)
    ax.set_yscale("log")
    found = []
    for name, (_, role, dashes) in LOOKS.items():
        line = ax.plot(v["lengths"], numbers[name], color=role, linestyle=dashes)[0]
        line.set_clip_on(False)
        found.append(line)
    ax.set_xlim(16, v["longest"])
    ax.set_xticks(TICKS)
    ax.set_xticklabels([f"{n:,}" for n in TICKS])
    ax.minorticks_off()
    ax.tick_params(colors=INK)
    return found


def _mark(ax: Axes, x: float, y: float, text: str) -> None:
    """The crossing of the n² part with the recurrent layer."""
    ax.plot(
        [x],
        [y],
        "o",
        color=WEIGHT,
        markersize=8,
        markerfacecolor=PANEL,
        markeredgewidth=2,
        zorder=5,
    )
    label = ax.annotate(
        text, (x, y), xytext=(10, -34), textcoords="offset points", color=WEIGHT, fontsize=SMALL
    )
    clear_ground(label)


def _counted(ax: Axes, v: Values) -> None:
    _lines(ax, v, v["multiplications"])
    ax.set_ylim(1e5, 3e10)
    ax.set_yticks([1e6, 1e8, 1e10])
    ax.set_yticklabels(["1 million", "100 million", "10 billion"])
    _mark(ax, v["counted_crossover"], v["scores_there"], f"n = d = {v['counted_crossover']}")
    axis_titles(ax, x="tokens n", y="counted: multiplications")


def _measured(ax: Axes, v: Values) -> None:
    lines = _lines(ax, v, v["seconds"])
    ax.set_ylim(8e-6, 0.6)
    ax.set_yticks([1e-5, 1e-4, 1e-3, 1e-2, 1e-1])
    ax.set_yticklabels(["0.01 ms", "0.1 ms", "1 ms", "10 ms", "100 ms"])
    x = v["measured_crossover"]
    near = max(i for i, n in enumerate(v["lengths"]) if n <= x)
    low, high = v["lengths"][near : near + 2]
    below, above = v["seconds"]["recurrent"][near : near + 2]
    y = below * (above / below) ** (math.log(x / low) / math.log(high / low))
    _mark(ax, x, y, f"n ≈ {x:.0f}")
    axis_titles(ax, x="tokens n", y=f"measured: time, d = {v['d']}, one thread")
    label_lines(ax, lines, [words for words, _, _ in LOOKS.values()], size=SMALL)


def draw(v: Values) -> Figure:
    figure = Figure(figsize=(716 / DPI, 330 / DPI), dpi=DPI)
    _counted(chart_axes(figure, 74, 36, 220, 246), v)
    _measured(chart_axes(figure, 370, 36, 232, 246), v)
    return figure


def narrow(v: Values) -> Figure:
    figure = Figure(figsize=(338 / DPI, 600 / DPI), dpi=DPI)
    _counted(chart_axes(figure, 74, 34, 160, 220), v)
    _measured(chart_axes(figure, 60, 330, 172, 220), v)
    return figure
