"""The memory that attention takes at its peak: every step kept, one square, or tiles."""

import math
import statistics

from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import NEUTRAL, SMALL
from generators.pipeline.results import read

LOOKS = {  # name in the results -> words, colour
    "every step kept": ("this library", NEUTRAL[1]),
    "one square": ("one n × n square", NEUTRAL[0]),
    "tiles": ("tiles", NEUTRAL[2]),
}
MEBIBYTE = 2**20
TICKS: dict[float, str] = {size: f"{size:g} MiB" for size in (0.25, 1, 4, 16, 64, 256)}


def values() -> Values:
    results = read("cost")
    measured = results["memory"]
    lengths = [int(n) for n in measured["bytes"]]
    peaks = {name: [measured["bytes"][str(n)][name] / MEBIBYTE for n in lengths] for name in LOOKS}
    square, tiled = peaks["one square"], peaks["tiles"]
    ratios = [
        statistics.median(of["tiles"]) / statistics.median(of["one square"])
        for of in measured["seconds"].values()
    ]
    tiles = math.ceil(lengths[-1] / results["tile"])
    errors = measured["largest_error"]
    return {
        "n_tiles": tiles**2,
        "n_tiles_causal": tiles * (tiles + 1) // 2,
        "lengths": lengths,
        "longest": lengths[-1],
        "d_head": results["d_head"],
        "tile": results["tile"],
        "mebibytes": peaks,
        "saved": square[-1] / tiled[-1],
        "doubling": {"one_square": square[-1] / square[-2], "tiles": tiled[-1] / tiled[-2]},
        "largest_error": max(errors["tiles"].values()),
        "largest_error_square": max(errors["one square"].values()),
        "least_time_ratio": min(ratios),
        "most_time_ratio": max(ratios),
    }


def alt(v: Values) -> str:
    listed = ", ".join(
        f"{words} {v['mebibytes'][name][-1]:.0f} MiB" for name, (words, _) in LOOKS.items()
    )
    return (
        f"Peak memory of one head over the length of the text, both axes logarithmic. At "
        f"{v['longest']:,} tokens: {listed}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 280, left=66, right=page.pick(180, 122), top=38, bottom=46)
    lengths = v["lengths"]
    ticks: dict[float, str] = {n: f"{n:,}" for n in lengths[:: page.pick(1, 2)]}
    peak = Axis(f"peak memory, one head of {v['d_head']} numbers", (0.22, 400), TICKS, log=2)
    set_axes(ax, Axis("tokens n", (0.9 * lengths[0], 1.1 * lengths[-1]), ticks, log=2), peak)
    lines = []
    for name, (words, role) in LOOKS.items():
        sizes = v["mebibytes"][name]
        size = page.pick(f": {sizes[-1]:.3g} MiB", "")
        lines.append(Curve(words + size, sizes, role=role, marker="o"))
    curves(ax, lengths, lines, SMALL)
    return figure
