"""Held-out sentences still translated exactly after one head is removed, for every head."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures._shared.head_removals import (
    FREE,
    SUB_LAYERS,
    in_order,
    models,
    read,
    summary,
)
from generators.figures._shared.head_rows import head_rows, row_of
from generators.kit.charts import axis_titles
from generators.kit.theme import MUTED, PANEL, WEIGHT


def values() -> dict[str, Any]:
    measured, first = read(), models("translator")
    return {
        "sentences": measured["sentences"],
        "pronoun_sentences": measured["pronoun_sentences"],
        "free_below": FREE,
        "cpu_seconds": measured["cpu_seconds"],
        "seeds": len(first),
        "models": [
            {
                **summary(model),
                "exact": [row["exact"] for row in in_order(model)],
                "pronoun": [row["pronoun"] for row in in_order(model)],
                "mean_instead": [row["mean_instead"] for row in in_order(model)],
            }
            for model in first
        ],
        "fewest_free": min(summary(model)["free"] for model in first),
        "most_free": max(summary(model)["free"] for model in first),
        "fewest_free_mean": min(summary(model)["free_mean"] for model in first),
        "most_free_mean": max(summary(model)["free_mean"] for model in first),
        "lowest": min(summary(model)["worst_exact"] for model in first),
        "highest_worst": max(summary(model)["worst_exact"] for model in first),
        "worst_in_cross": sum(summary(model)["worst"].startswith("cross") for model in first),
        "different_worst": len({summary(model)["worst"] for model in first}),
        "first_layer_lowest": min(
            row["exact"]
            for model in first
            for row in in_order(model)[: model["heads_per_attention"]]
        ),
        "lowest_pronoun": min(summary(model)["lowest_pronoun"] for model in first),
        "one_head": [summary(model) for model in models("translator-one-head")],
        "one_head_lowest": min(
            summary(model)["worst_exact"] for model in models("translator-one-head")
        ),
        "one_head_most_free": max(
            summary(model)["free"] for model in models("translator-one-head")
        ),
    }


def alt(v: dict[str, Any]) -> str:
    first = v["models"][0]
    return (
        f"Share of {v['sentences']} held-out sentences translated exactly after removing each of "
        f"{first['heads']} heads, {v['seeds']} training seeds. Seed {first['seed']}: "
        f"{first['free']} heads cost less than {v['free_below']:.0%}; the worst, "
        f"{first['worst']}, leaves {first['worst_exact']:.2f}."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _draw(v, 600, 178)


def narrow(v: dict[str, Any]) -> Figure:
    return _draw(v, 336, 118)


def _draw(v: dict[str, Any], width: int, left: int) -> Figure:
    """Seed 0 as filled dots with a line to the whole model; other seeds as rings."""
    figure, ax = head_rows([name for _, name in SUB_LAYERS], width, left)
    first = v["models"][0]
    for index, exact in enumerate(first["exact"]):
        y = row_of(index)
        ax.plot([exact, first["whole"]], [y, y], color=WEIGHT, linewidth=2, alpha=0.45)
    for number, model in reversed(list(enumerate(v["models"]))):
        filled = number == 0
        ax.plot(
            model["exact"],
            [row_of(index) for index in range(len(model["exact"]))],
            linestyle="none",
            marker="o",
            markersize=7 if filled else 6,
            markerfacecolor=WEIGHT if filled else PANEL,
            markeredgecolor=WEIGHT if filled else MUTED,
            markeredgewidth=1,
            clip_on=False,
            zorder=4 if filled else 3,
        )
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axis_titles(
        ax,
        y="share translated exactly without this head"
        if width > 400
        else "share exact without this head",
    )
    return figure
