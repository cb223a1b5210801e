"""Held-out sentences still translated exactly after one head is removed, for every head."""

from math import floor

from generators.figures._shared.head_removals import FREE, models, read, sub_layers, summary
from generators.figures._shared.head_rows import head_chart
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.theme import MUTED, PANEL, RESIDUAL


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
        "free": brief(free),
        "worst": brief(worst),
        "worst_in_cross": sum(one["worst"].startswith("cross") for one in found),
        "different_worst": len({one["worst"] for one in found}),
        "first_layer_lowest": min(exact for one in found for exact in one["exact"][:per_layer]),
        "one_head": [{key: one[key] for key in ("whole", "worst_exact")} for one in one_head],
        "one_head_least": min(one["whole"] for one in one_head),
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
    figure, ax, rows = head_chart(page, v["attentions"], first["heads"] // len(v["attentions"]))
    ax.hlines(rows, first["exact"], first["whole"], color=RESIDUAL, linewidth=2, alpha=0.45)
    for model in others:
        ax.plot(model["exact"], rows, "o", mfc=PANEL, mec=MUTED, zorder=3, clip_on=False)
    ax.plot(first["exact"], rows, "o", ms=7, color=RESIDUAL, zorder=4, clip_on=False)
    quarters = [quarter / 4 for quarter in range(floor(4 * v["worst"]["least"]), 5)]
    shares = Axis("", (quarters[0], 1.0), {share: f"{share:.0%}" for share in quarters})
    set_axes(ax, shares, Axis("sentences right without this head"))
    return figure
