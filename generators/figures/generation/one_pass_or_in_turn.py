"""The time for a given text in one pass against writing it word after word, by its length."""

import numpy as np
from matplotlib.figure import Figure

from explainer.key_value_cache import step_multiplications
from explainer.model import Config
from generators.figures._shared.writing import BASE_SIZED, measured, model
from generators.kit import marks, theme
from generators.kit.values import Values

TITLES = {"translator": "translator", "base_sized": "base-sized decoder"}
KINDS = (("one_pass", "one pass", theme.ENCODER), ("one_by_one", "one by one", theme.DECODER))
PANEL, ROW = 250, 54


def work_ratio(config: Config, length: int, n_source: int) -> float:
    """Multiplications of all cached steps, divided by those of one pass over the same words."""
    in_turn = sum(
        sum(step_multiplications(config, n, n_source).values()) for n in range(1, length + 1)
    )
    whole = step_multiplications(config, length, n_source, cached=False)
    in_turn += whole["source keys and values"]  # the first step makes them
    return in_turn / (sum(whole.values()) + (length - 1) * whole["output"])


def values() -> Values:
    found: Values = {}
    for name, config in (("translator", model("finished").config), ("base_sized", BASE_SIZED)):
        rows = measured()["timing"][name]["whole"]
        n_source = measured()["timing"][name]["n_source"]
        found[name] = [
            {
                "length": row["length"],
                **{key: 1000 * float(np.median(row[key])) for key, *_ in KINDS},
                "work_ratio": work_ratio(config, row["length"], n_source),
                "ratio": float(np.median(row["one_by_one"]) / np.median(row["one_pass"])),
            }
            for row in rows
        ]
    ratios = [row["ratio"] for name in TITLES for row in found[name]]
    found["least_ratio"], found["most_ratio"] = min(ratios), max(ratios)
    found["most_work_ratio"] = max(row["work_ratio"] for name in TITLES for row in found[name])
    found["repeats"] = len(measured()["timing"]["translator"]["whole"][0]["one_pass"])
    return found


def alt(v: Values) -> str:
    parts = [
        f"{title}, {row['length']} words: {row['one_pass']:.0f} and {row['one_by_one']:.0f} ms"
        for name, title in TITLES.items()
        for row in v[name]
    ]
    return f"Processor time in one pass and one word after the other. {'; '.join(parts)}."


def _time(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.2f} s" if milliseconds >= 1000 else f"{milliseconds:.1f} ms"


def _draw(v: Values, columns: int) -> Figure:
    rows = len(v["translator"])
    height = 44 + rows * ROW
    panels = -(-len(TITLES) // columns)
    figure, ax = theme.canvas(16 + columns * (PANEL + 64), 8 + panels * height)
    for index, (name, title) in enumerate(TITLES.items()):
        x, y = 16 + index % columns * (PANEL + 64), 10 + index // columns * height
        marks.write(ax, x, y + 10, title, theme.INK, theme.LABEL, weight="semibold")
        for i, row in enumerate(v[name]):
            top = y + 34 + i * ROW
            marks.write(ax, x, top + 7, f"{row['length']} words", theme.MUTED, theme.SMALL)
            for j, (key, text, role) in enumerate(KINDS):
                at = top + 19 * j
                marks.write(ax, x + 126, at + 7, text, role, theme.SMALL, align="right")
                marks.bar(
                    ax,
                    x + 134,
                    at,
                    row[key] / v[name][-1]["one_by_one"],
                    90,
                    role=role,
                    text=_time(row[key]),
                )
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, 2)


def narrow(v: Values) -> Figure:
    return _draw(v, 1)
