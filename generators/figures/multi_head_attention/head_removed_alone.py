"""Held-out sentences still translated exactly after one head is removed, for every head."""

from math import floor

from matplotlib.lines import Line2D

from generators.figures._shared.head_removals import FREE, USABLE, models, read, sub_layers, summary
from generators.figures._shared.head_rows import head_chart
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.theme import INK, NEUTRAL, PANEL, SMALL

MARKS = (("o", NEUTRAL[0], True), ("s", NEUTRAL[1], False), ("^", NEUTRAL[2], False))
TRAININGS = ("the model of these pages", "second training", "third training")
BESIDE = 0.2  # of the sentences: what the number beside a mark takes


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
        "little_lost": min(sum(share >= USABLE for share in one["exact"]) for one in found),
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
    """A mark for each training; the head that it misses most is named beside its mark."""
    models = v["models"]
    heads = models[0]["heads"] // len(v["attentions"])
    figure, ax, rows = head_chart(page, v["attentions"], heads, top=page.pick(78, 118))
    for model, (marker, colour, filled) in zip(models, MARKS, strict=True):
        face = colour if filled else PANEL
        ax.plot(model["exact"], rows, marker, mfc=face, mec=colour, zorder=3, clip_on=False)
    for model, (_, colour, _) in zip(models, MARKS, strict=True):
        _name_worst(ax, models, model["exact"], rows, colour)
    quarters = [quarter / 4 for quarter in range(floor(4 * v["worst"]["least"]), 5)]
    shares = Axis("", (quarters[0], 1.0), {share: f"{share:.0%}" for share in quarters})
    set_axes(ax, shares, Axis("sentences right without this head"))
    _key(ax, page)
    return figure


def _name_worst(
    ax: Axes, models: list[Values], exact: list[float], rows: list[float], colour: str
) -> None:
    """The share beside the mark furthest left, on the side where no other training's mark is."""
    worst = exact.index(min(exact))
    others = [model["exact"][worst] for model in models]
    left = any(exact[worst] < other < exact[worst] + BESIDE for other in others)
    ax.annotate(
        f"{exact[worst]:.0%}",
        (exact[worst], rows[worst]),
        xytext=(-8 if left else 8, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        color=colour,
        fontsize=SMALL,
        fontweight="semibold",
    )


def _key(ax: Axes, page: Page) -> None:
    """Which mark is which training, above the plot."""
    looks = [
        Line2D([], [], linestyle="", marker=marker, mfc=colour if filled else PANEL, mec=colour)
        for marker, colour, filled in MARKS
    ]
    ax.legend(
        looks,
        TRAININGS,
        loc="lower right",
        bbox_to_anchor=(1.02, 1.0),
        ncols=page.pick(3, 1),
        fontsize=SMALL,
        labelcolor=INK,
        handletextpad=0.2,
        columnspacing=1.2,
        borderaxespad=2.4,  # above the title of the plot
    )
