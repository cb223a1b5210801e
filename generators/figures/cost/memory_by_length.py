"""The memory that attention takes at its peak: every step kept, one square, or tiles."""

import math
import statistics

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import INK, MUTED, RESIDUAL, SMALL, VALUE, WEIGHT, chart
from generators.kit.values import Values
from generators.pipeline.results import read

LOOKS = {
    "every step kept": ("all five steps kept", RESIDUAL),
    "one square": ("one n × n square", WEIGHT),
    "tiles": ("tiles", VALUE),
}
MEBIBYTE = 2**20


def values() -> Values:
    results = read("cost")
    measured = results["memory"]
    lengths = [int(n) for n in measured["bytes"]]
    peaks = {name: [measured["bytes"][str(n)][name] for n in lengths] for name in LOOKS}
    seconds = {
        name: [statistics.median(measured["seconds"][str(n)][name]) for n in lengths]
        for name in ("one square", "tiles")
    }
    output = lengths[-1] * results["d_head"] * 4
    tiles = math.ceil(lengths[-1] / results["tile"])
    return {
        "n_tiles": tiles**2,
        "n_tiles_causal": tiles * (tiles + 1) // 2,
        "lengths": lengths,
        "longest": lengths[-1],
        "d_head": results["d_head"],
        "tile": results["tile"],
        "bytes": peaks,
        "mebibytes": {
            name: {str(n): number / MEBIBYTE for n, number in zip(lengths, numbers, strict=True)}
            for name, numbers in peaks.items()
        },
        "square_mebibytes": lengths[-1] ** 2 * 4 / MEBIBYTE,
        "output_mebibytes": output / MEBIBYTE,
        "saved": peaks["one square"][-1] / peaks["tiles"][-1],
        "shortest_ratio": peaks["tiles"][0] / peaks["one square"][0],
        "doubling": {
            name.replace(" ", "_"): numbers[-1] / numbers[-2] for name, numbers in peaks.items()
        },
        "powers": {name: math.log2(numbers[-1] / numbers[-2]) for name, numbers in peaks.items()},
        "largest_error": max(measured["largest_error"]["tiles"].values()),
        "largest_error_square": max(measured["largest_error"]["one square"].values()),
        "smallest_output": min(measured["largest_output"].values()),
        "time_ratio": {
            str(n): tiles / square
            for n, square, tiles in zip(
                lengths, seconds["one square"], seconds["tiles"], strict=True
            )
        },
        "least_time_ratio": min(
            tiles / square
            for square, tiles in zip(seconds["one square"], seconds["tiles"], strict=True)
        ),
        "most_time_ratio": max(
            tiles / square
            for square, tiles in zip(seconds["one square"], seconds["tiles"], strict=True)
        ),
    }


def alt(v: Values) -> str:
    listed = ", ".join(
        f"{words} {v['mebibytes'][name][str(v['longest'])]:.0f} MiB"
        for name, (words, _) in LOOKS.items()
    )
    return (
        f"Peak memory of one head over the length of the text, both axes logarithmic. At "
        f"{v['longest']:,} tokens: {listed}."
    )


def _plot(ax: Axes, v: Values, roomy: bool) -> None:
    ax.set_xscale("log", base=2)
    ax.set_yscale("log", base=2)
    lines = []
    for name, (_, role) in LOOKS.items():
        numbers = [number / MEBIBYTE for number in v["bytes"][name]]
        line = ax.plot(v["lengths"], numbers, "o-", color=role, markersize=6)[0]
        line.set_clip_on(False)
        lines.append(line)
    ax.set_xlim(224, v["longest"])
    ax.set_xticks(v["lengths"])
    ax.set_xticklabels([f"{n:,}" for n in v["lengths"]])
    ax.set_ylim(0.22, 400)
    ticks = (0.25, 1, 4, 16, 64, 256)
    ax.set_yticks(ticks)
    ax.set_yticklabels([f"{tick:g} MiB" for tick in ticks])
    ax.minorticks_off()
    ax.tick_params(colors=INK)
    axis_titles(ax, x="tokens n", y=f"peak memory, one head of {v['d_head']} numbers")
    last = str(v["longest"])
    sizes = [f": {v['mebibytes'][name][last]:.3g} MiB" if roomy else "" for name in LOOKS]
    words = [words for words, _ in LOOKS.values()]
    labels = [word + size for word, size in zip(words, sizes, strict=True)]
    label_lines(ax, lines, labels, size=SMALL)


def draw(v: Values) -> Figure:
    figure, ax = chart(560, 290, left=66, right=180, top=38, bottom=46)
    _plot(ax, v, True)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = chart(340, 290, left=58, right=122, top=38, bottom=46)
    _plot(ax, v, False)
    ax.set_xticks(v["lengths"][::2])
    ax.set_xticklabels([f"{n:,}" for n in v["lengths"][::2]])
    ax.minorticks_off()
    ax.tick_params(axis="x", colors=MUTED)
    return figure
