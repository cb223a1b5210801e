"""Attention, recurrence and convolution by length of text: the time of one layer, measured."""

import math

from generators.figures.cost._page import WIDTH, layer_lines, medians
from generators.kit.charts import Axis
from generators.kit.figure import Figure, Page, Values
from generators.pipeline.results import read

TICKS: dict[float, str] = {
    1e-5: "0.01 ms",
    1e-4: "0.1 ms",
    1e-3: "1 ms",
    1e-2: "10 ms",
    1e-1: "100 ms",
}


def values() -> Values:
    results = read("cost")
    lengths, seconds = results["lengths"], medians(WIDTH)
    crossing = results["crossover"][str(WIDTH)]
    return {
        "d": WIDTH,
        "lengths": lengths,
        "seconds": seconds,
        "crossing": [crossing, between(crossing, lengths, seconds["recurrent"])],
    }


def between(x: float, lengths: list[int], numbers: list[float]) -> float:
    """The number at x, on a straight line in logarithms between its two neighbours."""
    near = max(index for index, n in enumerate(lengths) if n <= x)
    (low, high), (below, above) = lengths[near : near + 2], numbers[near : near + 2]
    return float(below * (above / below) ** (math.log(x / low) / math.log(high / low)))


def alt(v: Values) -> str:
    last = ", ".join(f"{name} {1000 * of[-1]:.0f}" for name, of in v["seconds"].items())
    return (
        f"Measured time of one layer of width {v['d']} over the length of the text, both axes "
        f"logarithmic. The n² part of attention, called scores, meets the recurrent layer at "
        f"{v['crossing'][0]:.0f} tokens. Milliseconds at {v['lengths'][-1]:,} tokens: {last}."
    )


def draw(v: Values, page: Page) -> Figure:
    axis = Axis(f"time of one layer, d = {v['d']}, one thread", (8e-6, 0.6), TICKS, log=10)
    return layer_lines(page, v["lengths"], v["seconds"], axis, v["crossing"])
