"""The time for a given text in one pass against writing it word after word, by its length."""

import numpy as np

from explainer.key_value_cache import step_multiplications
from explainer.model import Config
from generators.figures._shared.writing import BASE_SIZED, measured, model
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, bar, titled, write
from generators.kit.theme import MUTED, NEUTRAL, SMALL

TITLES = {"translator": "translator", "base_sized": "base-sized decoder"}
KINDS = {"one_pass": ("one pass", NEUTRAL[0]), "one_by_one": ("one by one", NEUTRAL[1])}
ROW, TRACK = 54, 110  # px: of a length, of a whole bar


def work_ratio(config: Config, length: int, n_source: int) -> float:
    """Multiplications of all cached steps, divided by those of one pass over the same words."""
    in_turn = sum(
        sum(step_multiplications(config, n, n_source).values()) for n in range(1, length + 1)
    )
    whole = step_multiplications(config, length, n_source, cached=False)
    in_turn += whole["source keys and values"]  # the first step makes them
    return in_turn / (sum(whole.values()) + (length - 1) * whole["output"])


def values() -> Values:
    timing = measured()["timing"]
    configs = {"translator": model("finished").config, "base_sized": BASE_SIZED}
    found: Values = {
        name: [
            {
                "length": row["length"],
                **{kind: 1000 * float(np.median(row[kind])) for kind in KINDS},
            }
            for row in timing[name]["whole"]
        ]
        for name in configs
    }
    ratios = [row["one_by_one"] / row["one_pass"] for name in configs for row in found[name]]
    works = [
        work_ratio(config, row["length"], timing[name]["n_source"])
        for name, config in configs.items()
        for row in found[name]
    ]
    extremes = {"least_ratio": min(ratios), "most_ratio": max(ratios)}
    return {**found, **extremes, "most_work_ratio": max(works)}


def alt(v: Values) -> str:
    parts = [
        f"{title}, {row['length']} words: {row['one_pass']:.0f} and {row['one_by_one']:.0f} ms"
        for name, title in TITLES.items()
        for row in v[name]
    ]
    return f"Processor time in one pass and one word after the other. {'; '.join(parts)}."


def draw(v: Values, page: Page) -> Figure:
    height = 28 + ROW * max(len(v[name]) for name in TITLES)
    figure, ax, boxes = page.panels(2, (310, height), (312, height), gap=page.pick(24, 14))
    for box, (name, title) in zip(boxes, TITLES.items(), strict=True):
        _panel(ax, titled(ax, box, title), v[name])
    return figure


def _panel(ax: Axes, box: Box, rows: list[Values]) -> None:
    """A pair of bars for each length; the longest time fills its track."""
    names = box.left + 126
    for index, row in enumerate(rows):
        top = box.top + 4 + index * ROW
        write(ax, box.left, top + 7, f"{row['length']} words", MUTED, SMALL)
        for line, (kind, (text, role)) in enumerate(KINDS.items()):
            y, share = top + 19 * line, row[kind] / rows[-1]["one_by_one"]
            write(ax, names, y + 7, text, role, SMALL, align="right")
            bar(ax, names + 8, y, share, TRACK, role=role, text=_time(row[kind]))


def _time(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.2f} s" if milliseconds >= 1000 else f"{milliseconds:.1f} ms"
