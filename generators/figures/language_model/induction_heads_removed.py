"""SmolLM2 (4-bit quantised) without its strongest induction heads: a second copy, ordinary text."""

from math import ceil, log

import numpy as np

from generators.figures._shared import smollm2
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, MUTED, NEUTRAL, PANEL, SMALL

PANELS = {  # loss of the strongest, of others, of the whole model; what the axis says
    "second_copy": ("others_second_copy", "whole", "loss on the second round, nats"),
    "ordinary": ("others_ordinary", "whole_ordinary", "loss on ordinary text, nats"),
}


def values() -> Values:
    removal, repeated = smollm2.read()["removal"], smollm2.read()["repeated"]["loss_by_place"]
    whole = removal["whole"]
    first = float(np.mean(repeated[: len(repeated) // 2]))
    rows = []
    for count, best, others in zip(
        removal["counts"], removal["best"], removal["others"], strict=True
    ):
        second, ordinary = ([one[kind] for one in others] for kind in PANELS)
        rows.append(
            {
                "count": count,
                **{kind: best[kind] for kind in PANELS},
                "others_second_copy": second,
                "others_ordinary": ordinary,
                "others_mean": float(np.mean(second)),
                "others_largest": max(second),
                "others_ordinary_mean": float(np.mean(ordinary)),
                "rise_ordinary": best["ordinary"] - whole["ordinary"],
            }
        )
    return {
        "even": log(smollm2.read()["card"]["vocabulary"]),
        "whole": whole["second_copy"],
        "first_copy": first,
        "second_by_first": whole["second_copy"] / first,
        "whole_ordinary": whole["ordinary"],
        "rows": rows,
        "sets": removal["random_sets"],
        "repeated_texts": removal["repeated_texts"],
        "passages": removal["passages"],
        "ranked_on": removal["ranked_on"],
        "best_above_all_others": sum(row["second_copy"] > row["others_largest"] for row in rows),
    }


def alt(v: Values) -> str:
    last = v["rows"][-1]
    return (
        f"Loss on random tokens: {v['first_copy']:.1f} nats in the first round, in the second "
        f"{v['whole']:.2f} with all heads; without "
        f"the {last['count']} strongest induction heads {last['second_copy']:.2f}; without as many "
        f"others of the same layers {last['others_mean']:.2f} on average."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, panels = page.charts(2, page.pick((318, 226), (288, 200)), (40, 44, 8, 46))
    counts = {0.0: "0"} | {float(n): str(row["count"]) for n, row in enumerate(v["rows"], 1)}
    top = ceil(max(v["even"], v["first_copy"])) + 1
    for ax, (kind, (others, whole, title)) in zip(panels, PANELS.items(), strict=True):
        x = Axis("heads removed", (-0.3, len(v["rows"]) + 0.3), counts)
        set_axes(ax, x, Axis(title, (0, top)))
        for step, row in enumerate(v["rows"], 1):
            places = [step] * len(row[others])
            ax.plot(places, row[others], "o", markersize=5, mfc=PANEL, mec=MUTED)
        strongest = [v[whole], *(row[kind] for row in v["rows"])]
        ax.plot(list(counts), strongest, color=NEUTRAL[0], marker="o", markersize=6)
    lowest = min(v["rows"][-1]["others_second_copy"])
    for text, level in (("the first round", v["first_copy"]), ("an even guess", v["even"])):
        panels[0].axhline(level, color=INK, linewidth=1, linestyle=":")
        _say(panels[0], (-0.1, level + 0.25), text, INK)
    _say(panels[0], (3.2, v["rows"][2]["second_copy"] - 1.3), "the strongest", NEUTRAL[0])
    _say(panels[0], (len(v["rows"]), lowest - 1.6), "others of the same layers", MUTED, "right")
    return figure


def _say(ax: Axes, place: tuple[float, float], text: str, role: str, align: str = "left") -> None:
    ax.text(*place, text, color=role, fontsize=SMALL, ha=align)
