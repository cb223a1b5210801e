"""How many times less work a step is with the cache: counted from the config, and measured."""

import numpy as np
from matplotlib.figure import Figure

from explainer.key_value_cache import step_multiplications
from generators.figures._shared.writing import BASE_SIZED, measured, model
from generators.kit import charts, theme
from generators.kit.values import Values

LENGTHS = (4, 8, 16, 32, 64, 128, 256)
ROLES = {"translator": theme.DECODER, "base_sized": theme.WEIGHT}
TITLES = {"translator": "translator", "base_sized": "base-sized"}


def values() -> Values:
    timing = measured()["timing"]
    found: Values = {"lengths": list(LENGTHS)}
    for name, config in (("translator", model("finished").config), ("base_sized", BASE_SIZED)):
        n_source = timing[name]["n_source"]
        steps = timing[name]["steps"]
        assert [row["length"] for row in steps] == list(LENGTHS)
        counts = [
            [sum(step_multiplications(config, n, n_source, cached).values()) for n in LENGTHS]
            for cached in (False, True)
        ]
        kept, whole = (
            [1000 * float(np.median(row[key])) for row in steps] for key in ("cached", "uncached")
        )
        found[name] = {
            "counted": [a / b for a, b in zip(*counts, strict=True)],
            "measured": [a / b for a, b in zip(whole, kept, strict=True)],
            "ms_with": kept,
            "ms_without": whole,
            "difference": max(row["difference"] for row in steps),
            "longest": {
                "length": LENGTHS[-1],
                "counted": counts[0][-1] / counts[1][-1],
                "measured": whole[-1] / kept[-1],
            },
            "at": {
                str(n): {"counted": a / b, "measured": c / d}
                for n, a, b, c, d in zip(LENGTHS, *counts, whole, kept, strict=True)
            },
        }
    found["most_measured_share"] = max(
        one["measured"] / one["counted"] for name in ROLES for one in found[name]["at"].values()
    )
    found["repeats"] = len(timing["translator"]["steps"][0]["cached"])
    return found


def alt(v: Values) -> str:
    parts = [
        f"{TITLES[name]}: {v[name]['longest']['counted']:.0f} times counted, "
        f"{v[name]['longest']['measured']:.0f} times measured"
        for name in ROLES
    ]
    return (
        f"Work of one step without the cache divided by that with it, by the length of the text. "
        f"At {v['translator']['longest']['length']} words: {'; '.join(parts)}."
    )


def _draw(v: Values, width: float, right: float) -> Figure:
    figure, ax = theme.chart(width, 340, left=44, right=right, top=44, bottom=56)
    ax.set_xscale("log", base=2)
    ax.set_yscale("log")
    ax.minorticks_off()
    lines, labels = [], []
    for name, role in ROLES.items():
        side = v[name]
        lines += ax.plot(v["lengths"], side["counted"], color=role)
        lines += ax.plot(
            v["lengths"],
            side["measured"],
            color=role,
            linestyle=(0, (1, 2)),
            marker="o",
            markersize=5,
            linewidth=1.5,
        )
        labels += [f"{TITLES[name]}, counted", f"{TITLES[name]}, measured"]
    ax.set_xlim(v["lengths"][0], v["lengths"][-1])
    ax.set_xticks(v["lengths"], [str(n) for n in v["lengths"]])
    ticks = [1, 3, 10, 30, 100, 300]
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.set_ylim(0.8, 450)
    charts.axis_titles(ax, "words in the decoder", "times less work for the next word")
    charts.label_lines(ax, lines, labels, theme.SMALL)
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, 520, 142)


def narrow(v: Values) -> Figure:
    return _draw(v, 344, 128)
