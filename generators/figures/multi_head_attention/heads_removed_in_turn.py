"""Held-out exact match as heads are removed one after the other: best order, random orders."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures._shared.head_removals import models, read, title
from generators.kit.charts import axis_titles
from generators.kit.theme import DECODER, ENCODER, LABEL, MUTED, SMALL, chart

VARIANT = "translator"
USABLE = 0.95  # of the sentences still exact
TOGETHER = 4  # heads removed together, against the sum of what each costs alone


def values() -> dict[str, Any]:
    measured, found = read(), models(VARIANT)
    per_model = [_one(model) for model in found]
    return {
        "sentences": measured["sentences"],
        "choosing": measured["choosing_sentences"],
        "orders": measured["random_orders"],
        "seeds": len(found),
        "heads": len(found[0]["single"]),
        "usable": USABLE,
        "models": per_model,
        "fewest_gone": min(model["usable_greedy"] for model in per_model),
        "most_gone": max(model["usable_greedy"] for model in per_model),
        "random_gone": max(max(model["usable_random"]) for model in per_model),
        "together": TOGETHER,
        "random_gone_least": min(min(model["usable_random"]) for model in per_model),
        "one_head": [_one(model) for model in models("translator-one-head")],
    }


def _one(model: dict[str, Any]) -> dict[str, Any]:
    removed, greedy = model["greedy"]["removed"], model["greedy"]["exact"]
    runs = [run["exact"] for run in model["random"]]
    several = model["heads_per_attention"] > 1
    names = [
        title({"sub_layer": name, "head": head}, several) for name, head in model["greedy"]["order"]
    ]
    return {
        "seed": model["seed"],
        "removed": removed,
        "greedy": greedy,
        "greedy_pronoun": model["greedy"]["pronoun"],
        "random": runs,
        "random_mean": [sum(column) / len(column) for column in zip(*runs, strict=True)],
        "usable_greedy": _last(removed, greedy),
        "usable_random": [_last(removed, run) for run in runs],
        "first_gone": names[:6],
        **_together(model),
        "last_gone": names[-1],
    }


def _together(model: dict[str, Any]) -> dict[str, float]:
    """Mean cost of TOGETHER heads of the random orders, and the sum of their single costs."""
    whole = model["whole"]["exact"]
    alone = {(row["sub_layer"], row["head"]): whole - row["exact"] for row in model["single"]}
    runs = model["random"]
    place = model["greedy"]["removed"].index(TOGETHER)
    sums = [sum(alone[name, head] for name, head in run["order"][:TOGETHER]) for run in runs]
    costs = [whole - run["exact"][place] for run in runs]
    return {"cost_together": sum(costs) / len(costs), "sum_of_costs": sum(sums) / len(sums)}


def _last(removed: list[int], exact: list[float]) -> int:
    """The most heads gone, among the measured counts, before the share falls below USABLE."""
    last = 0
    for count, share in zip(removed, exact, strict=True):
        if share < USABLE:
            break
        last = count
    return last


def alt(v: dict[str, Any]) -> str:
    first = v["models"][0]
    return (
        f"Exact match against heads removed, of {v['heads']}. In the greedy order "
        f"{first['usable_greedy']} can go before it falls below {v['usable']:.0%} (seed "
        f"{first['seed']}); in {v['orders']} random orders at most {max(first['usable_random'])}."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _draw(v, 560, 30)


def narrow(v: dict[str, Any]) -> Figure:
    return _draw(v, 336, 20)


def _draw(v: dict[str, Any], width: int, right: int) -> Figure:
    figure, ax = chart(width, 340, left=44, right=right, top=44, bottom=52)
    lines = []
    for number, model in enumerate(v["models"]):
        for run in model["random"]:
            ax.plot(model["removed"], run, color=MUTED, linewidth=1, alpha=0.3)
        shown: dict[str, Any] = {
            "alpha": 1.0 if number == 0 else 0.45,
            "linewidth": 2.5 if number == 0 else 1.5,
        }
        (mean,) = ax.plot(model["removed"], model["random_mean"], color=DECODER, **shown)
        (greedy,) = ax.plot(model["removed"], model["greedy"], color=ENCODER, **shown)
        ax.plot(
            model["removed"],
            model["greedy"],
            "o",
            color=ENCODER,
            markersize=4,
            alpha=shown["alpha"],
        )
        if number == 0:
            lines = [greedy, mean]
    ax.set_ylim(0, 1.02)
    ax.set_xlim(0, 24)
    ax.set_xticks([0, 4, 8, 12, 16, 20, 24])
    first = v["models"][0]
    for line, text, key, share in (
        (lines[0], "least harm first", "greedy", 0.75),
        (lines[1], "random order", "random_mean", 0.2),
    ):
        at = next(index for index, value in enumerate(first[key]) if value <= share)
        ax.annotate(
            text,
            (first["removed"][at], first[key][at]),
            xytext=(10, 8),
            textcoords="offset points",
            color=line.get_color(),
            fontsize=LABEL if width > 400 else SMALL,
        )
    axis_titles(ax, x="heads removed", y="share translated exactly")
    return figure
