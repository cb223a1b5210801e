"""Attention, recurrence and convolution by length of text: the multiplications of one layer."""

import statistics
from collections.abc import Iterable

from generators.figures.cost._page import WIDTH, layer_lines, medians, spreads
from generators.kit.charts import Axis
from generators.kit.figure import Figure, Page, Values
from generators.pipeline.results import read

NARROW = 64  # the other width that was timed
POWERS: dict[float, str] = {1e6: "1 million", 1e8: "100 million", 1e10: "10 billion"}


def values() -> Values:
    results = read("cost")
    lengths, width = results["lengths"], str(WIDTH)
    seconds, narrow = medians(WIDTH), medians(NARROW)
    counts = results["multiplications"][width]
    counted = {name: [of[str(n)] for n in lengths] for name, of in counts.items()}
    ratios = dict(zip(lengths, _ratios(narrow, "attention"), strict=True))
    return {
        "lengths": lengths,
        "longest": lengths[-1],
        "repeats": results["repeats"]["layers"],
        "block": results["block"],
        "multiplications": counted,
        "counted_crossover": WIDTH,  # 2 n² d = 2 n d²
        "scores_there": counts["scores"][width],
        "recurrent_there": counts["recurrent"][width],
        "measured_crossover": results["crossover"][width],
        "crossovers": {str(NARROW): results["crossover"][str(NARROW)]},
        "counted_ratio_at_longest": _ratios(counted, "scores")[-1],
        "ratio_at_longest": _ratios(seconds, "scores")[-1],
        "whole_counted_over_recurrent_least": min(_ratios(counted, "attention")),
        "blocks_save": seconds["scores"][-1] / seconds["restricted"][-1],
        "blocks_save_counted": counted["scores"][-1] / counted["restricted"][-1],
        **_spreads(results["layers"]),
        "narrow_whole_over_recurrent": {str(n): ratios[n] for n in (64, 1024)},
        "steps": {name: results["steps"][name] for name in ("attention", "recurrent")},
        "processor": results["processor"],
        "numpy": results["versions"]["numpy"],
        "cpu_seconds": results["cpu_seconds"],
    }


def _spreads(widths: Iterable[str]) -> dict[str, float]:
    """How far the repeats of a point lie apart: of half of the points, and of the worst."""
    found = [spread for width in widths for spread in spreads(int(width))]
    return {"spread": statistics.median(found), "widest_spread": max(found)}


def _ratios(numbers: dict[str, list[float]], name: str) -> list[float]:
    """How many times the recurrent layer's numbers this layer has, by length."""
    return [a / b for a, b in zip(numbers[name], numbers["recurrent"], strict=True)]


def alt(v: Values) -> str:
    last = ", ".join(
        f"{name} {numbers[-1] / 1e9:.1f}" for name, numbers in v["multiplications"].items()
    )
    return (
        "Multiplications of one layer over the length of the text, both axes logarithmic. The "
        f"n² part of attention, called scores, meets the recurrent layer at "
        f"{v['counted_crossover']} tokens. Billions at {v['longest']:,} tokens: {last}."
    )


def draw(v: Values, page: Page) -> Figure:
    crossing = v["counted_crossover"], v["scores_there"]
    axis = Axis("multiplications of one layer", (1e5, 3e10), POWERS, log=10)
    return layer_lines(page, v["lengths"], v["multiplications"], axis, crossing)
