"""Held-out sentences still translated exactly after one head is removed, for every head."""

from math import floor
from typing import Any

from matplotlib.figure import Figure

from generators.figures._shared.head_removals import FREE, models, read, sub_layers, summary
from generators.figures._shared.head_rows import head_chart
from generators.kit.charts import Axis, set_axes
from generators.kit.layout import Page
from generators.kit.theme import MUTED, PANEL, RESIDUAL
from generators.kit.values import Values


def values() -> Values:
    measured, trained = read(), models("translator")
    found = [summary(model) for model in trained]
    one_head = [summary(model) for model in models("translator-one-head")]
    free, worst = ([one[key] for one in found] for key in ("free", "worst_exact"))
    per_layer = trained[0]["heads_per_attention"]
    return {
        "sentences": measured["sentences"],
        "pronoun_sentences": measured["pronoun_sentences"],
        "free_below": FREE,
        "seeds": len(found),
        "attentions": sub_layers(trained[0]),
        "models": found,
        "fewest_free": min(free),
        "most_free": max(free),
        "lowest": min(worst),
        "highest_worst": max(worst),
        "worst_in_cross": sum(one["worst"].startswith("cross") for one in found),
        "different_worst": len({one["worst"] for one in found}),
        "first_layer_lowest": min(exact for one in found for exact in one["exact"][:per_layer]),
        "one_head": [{key: one[key] for key in ("whole", "worst_exact")} for one in one_head],
        "one_head_most_free": max(one["free"] for one in one_head),
    }


def alt(v: Values) -> str:
    first = v["models"][0]
    return (
        f"Share of {v['sentences']} held-out sentences translated exactly after removing each of "
        f"{first['heads']} heads, {v['seeds']} training seeds. Seed {first['seed']}: "
        f"{first['free']} heads cost less than {v['free_below']:.0%}; the worst, "
        f"{first['worst']}, leaves {first['worst_exact']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    """The first seed as filled dots with a line to the whole model, other seeds as rings."""
    first, *others = v["models"]
    heads = first["heads"] // len(v["attentions"])
    figure, ax, rows = head_chart(page, v["attentions"], heads)
    ax.hlines(rows, first["exact"], first["whole"], color=RESIDUAL, linewidth=2, alpha=0.45)
    look: dict[str, Any] = {"clip_on": False, "markeredgewidth": 1}
    for model in others:
        ax.plot(model["exact"], rows, "o", ms=6, mfc=PANEL, mec=MUTED, zorder=3, **look)
    ax.plot(first["exact"], rows, "o", ms=7, color=RESIDUAL, zorder=4, **look)
    quarters = range(floor(4 * v["lowest"]), 5)
    shares = {quarter / 4: f"{quarter / 4:.0%}" for quarter in quarters}
    span = (min(shares), 1.0)
    set_axes(ax, Axis(span=span, ticks=shares), Axis("sentences right without this head"))
    return figure
