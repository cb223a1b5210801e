"""Held-out exact match as heads are removed one after the other: best order, random orders."""

from itertools import takewhile
from typing import Any

from matplotlib.figure import Figure

from generators.figures._shared.head_removals import models, read, title
from generators.kit import seeds
from generators.kit.charts import Axis, set_axes
from generators.kit.layout import Page
from generators.kit.marks.grids import clear_ground
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, SMALL

USABLE = 0.95  # of the sentences still exact
TOGETHER = 4  # heads removed together, against the sum of what each costs alone
GREEDY, RANDOM = INK, RESIDUAL
LOW = 0.2  # where the random orders are named: most of their lines are to the left


def values() -> dict[str, Any]:
    measured, found = read(), models("translator")
    per_model = [_one(model) for model in found]
    gone = [one["usable_greedy"] for one in per_model]
    counts = found[0]["greedy"]["removed"]
    by_chance = [_last(counts, run["exact"]) for model in found for run in model["random"]]
    return {
        "sentences": measured["sentences"],
        "orders": measured["random_orders"],
        "seeds": len(found),
        "heads": len(found[0]["single"]),
        "usable": USABLE,
        "together": TOGETHER,
        "removed": counts,
        "models": per_model,
        "fewest_gone": min(gone),
        "most_gone": max(gone),
        "random_gone": max(by_chance),
        "random_gone_least": min(by_chance),
    }


def _one(model: dict[str, Any]) -> dict[str, Any]:
    greedy = model["greedy"]
    runs = [run["exact"] for run in model["random"]]
    first = [title({"sub_layer": name, "head": head}) for name, head in greedy["order"][:3]]
    return {
        "seed": model["seed"],
        "greedy": greedy["exact"],
        "random": runs,
        "random_mean": seeds.curves(runs)["mean"],
        "usable_greedy": _last(greedy["removed"], greedy["exact"]),
        "first_gone": first,
        **_together(model),
    }


def _together(model: dict[str, Any]) -> dict[str, float]:
    """Mean cost of TOGETHER heads of the random orders, and the sum of their single costs."""
    whole, runs = model["whole"]["exact"], model["random"]
    alone = {(row["sub_layer"], row["head"]): whole - row["exact"] for row in model["single"]}
    place = model["greedy"]["removed"].index(TOGETHER)
    sums = [sum(alone[name, head] for name, head in run["order"][:TOGETHER]) for run in runs]
    costs = [whole - run["exact"][place] for run in runs]
    return {"cost_together": sum(costs) / len(costs), "sum_of_costs": sum(sums) / len(sums)}


def _last(removed: list[int], exact: list[float]) -> int:
    """The most heads gone, among the measured counts, before the share falls below USABLE."""
    usable = takewhile(lambda pair: pair[1] >= USABLE, zip(removed, exact, strict=True))
    return max((count for count, _ in usable), default=0)


def alt(v: dict[str, Any]) -> str:
    first = v["models"][0]
    return (
        f"Exact match against heads removed, of {v['heads']}. In the greedy order "
        f"{first['usable_greedy']} can go before it falls below {v['usable']:.0%} (seed "
        f"{first['seed']}); in {v['orders']} random orders of each of {v['seeds']} models at most "
        f"{v['random_gone']}."
    )


def draw(v: dict[str, Any], page: Page) -> Figure:
    figure, ax = page.chart(560, 340, left=44, right=page.pick(30, 20), top=44, bottom=52)
    counts = Axis("heads removed", (0, v["heads"]), range(0, v["heads"] + 1, TOGETHER))
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
