"""Held-out exact match as heads are removed one after the other: best order, random orders."""

from typing import Any

from explainer.drawing.marks.grids import clear_ground
from generators.figures._shared import head_removals
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, SMALL

GREEDY, RANDOM = INK, RESIDUAL
LOW = 0.2  # where the random orders are named: most of their lines are to the left


def values() -> Values:
    measured, found = head_removals.read(), head_removals.models("translator")
    per_model = [head_removals.in_turn(model) for model in found]
    gone = [one["usable_greedy"] for one in per_model]
    counts = found[0]["greedy"]["removed"]
    by_chance = head_removals.usable_by_chance(found)
    return {
        "sentences": measured["sentences"],
        "orders": measured["random_orders"],
        "seeds": len(found),
        "heads": len(found[0]["single"]),
        "usable": head_removals.USABLE,
        "together": head_removals.TOGETHER,
        "removed": counts,
        "models": per_model,
        "fewest_gone": min(gone),
        "most_gone": max(gone),
        "random_gone": max(by_chance),
        "random_gone_least": min(by_chance),
    }


def alt(v: Values) -> str:
    first = v["models"][0]
    return (
        f"Exact match against heads removed, of {v['heads']}. In the greedy order "
        f"{first['usable_greedy']} can go before it falls below {v['usable']:.0%} (seed "
        f"{first['seed']}); in {v['orders']} random orders of each of {v['seeds']} models at most "
        f"{v['random_gone']}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 340, left=44, right=page.pick(30, 20), top=44, bottom=52)
    counts = Axis("heads removed", (0, v["heads"]), range(0, v["heads"] + 1, v["together"]))
    set_axes(ax, counts, Axis("share translated exactly", (0, 1.02)))
    for number, model in enumerate(v["models"]):
        for run in model["random"]:
            ax.plot(v["removed"], run, color=MUTED, linewidth=1, alpha=0.3)
        look: dict[str, Any] = {"linewidth": 1.5, "alpha": 0.4} if number else {"linewidth": 2.5}
        ax.plot(v["removed"], model["random_mean"], color=RANDOM, linestyle=(0, (4, 2)), **look)
        ax.plot(v["removed"], model["greedy"], "o-", color=GREEDY, markersize=4, **look)
    style: dict[str, Any] = {"textcoords": "offset points", "xytext": (8, 4), "zorder": 6}
    mean = v["models"][0]["random_mean"]
    low = next(place for place, share in enumerate(mean) if share < LOW)
    for text, at, role in (
        ("least harm first", (v["most_gone"] + 1, v["usable"]), GREEDY),
        ("random order", (v["removed"][low], mean[low]), RANDOM),
    ):
        name = ax.annotate(text, at, color=role, fontsize=page.pick(LABEL, SMALL), **style)
        clear_ground(name)  # other lines pass behind it
    return figure
