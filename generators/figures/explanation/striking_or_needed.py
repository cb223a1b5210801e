"""Every head at the pronoun: how sharp its row looks, and what is lost without the head."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.inspect import bootstrap_interval, spearman
from generators.figures._shared.head_removals import title
from generators.figures.explanation import _page
from generators.figures.explanation._page import FOUR_HEADS, ONE_HEAD
from generators.kit.charts import axis_titles
from generators.kit.needs import needs
from generators.kit.theme import DECODER, ENCODER, INK, MUTED, PANEL, SMALL, WEIGHT, chart
from generators.kit.values import Values

COSTLESS = 0.01  # fewer than this share of the pronouns change
NEEDED = 0.05  # more than this share change


def values() -> Values:
    four, one = _page.runs(FOUR_HEADS), _page.runs(ONE_HEAD)
    heads = [_head(run, head) for run in (*four, *one) for head in run["heads"]]
    mine = [head for head in heads if head["several"]]
    largest, lost = (np.array([head[key] for head in mine]) for key in ("largest", "lost"))
    costless = [head for head in heads if head["right"] > 1 - COSTLESS]
    needed = [head for head in heads if head["right"] < 1 - NEEDED]
    needs(bool(costless), f"a head without which fewer than {COSTLESS:.0%} of the pronouns change")
    needs(bool(needed), f"a head without which more than {NEEDED:.0%} of the pronouns change")
    return {
        "heads": heads,
        "n_heads": len(heads),
        "n_four": len(mine),
        "a_model": len(four[0]["heads"]),
        "costless": sum(head in mine for head in costless),
        "costless_one": sum(not head["several"] for head in costless),
        "n_one": sum(not head["several"] for head in heads),
        "needed_four": sum(head["several"] for head in needed),
        "striking": max(costless, key=lambda head: head["largest"]),
        "dull": min(needed, key=lambda head: head["largest"]),
        "sharper_but_costless": sum(
            head["largest"] > min(head["largest"] for head in needed) for head in costless
        ),
        "sharpest_is_costliest": sum(
            max(run["heads"], key=lambda head: head["largest"])
            == min(run["heads"], key=lambda head: head["right"])
            for run in four
        ),
        "sharpest_is_costliest_one": sum(
            max(run["heads"], key=lambda head: head["largest"])
            == min(run["heads"], key=lambda head: head["right"])
            for run in one
        ),
        "correlation": spearman(largest, lost),
        "interval": list(bootstrap_interval(spearman, largest, lost)),
        "costless_below": COSTLESS,
        "needed_above": NEEDED,
        "n": _page.read()["n"],
        "seeds": len(four),
    }


def _head(run: Values, head: Values) -> Values:
    several = run["variant"] == FOUR_HEADS
    return {**head, "seed": run["seed"], "several": several, "name": title(head, several)}


def alt(v: Values) -> str:
    return (
        f"{v['n_heads']} heads: largest weight of the row against the share of right pronouns "
        f"without the head. {v['striking']['name']} has {v['striking']['largest']:.2f} and can "
        f"go; {v['dull']['name']} has {v['dull']['largest']:.2f} and leaves "
        f"{v['dull']['right']:.0%} right."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 560, True)


def narrow(v: Values) -> Figure:
    return _draw(v, 340, False)


STYLES = {"encoder": (ENCODER, "o"), "decoder": (DECODER, "s"), "cross": (WEIGHT, "D")}


def _stack(sub_layer: str) -> str:
    return "cross" if "cross" in sub_layer else sub_layer.partition(".")[0]


def _draw(v: Values, width: int, wide: bool) -> Figure:
    figure, ax = chart(width, 370 if wide else 330, left=52, right=20, top=94, bottom=50)
    for stack, (colour, marker) in STYLES.items():
        for head in (h for h in v["heads"] if _stack(h["sub_layer"]) == stack):
            first = head["several"]
            ax.plot(
                [head["largest"]],
                [head["right"]],
                linestyle="none",
                marker=marker,
                markersize=7 if first else 6,
                markerfacecolor=colour if first else PANEL,
                markeredgecolor=colour,
                markeredgewidth=1.2,
                clip_on=False,
                zorder=4 if first else 3,
            )
    ax.set_xlim(0, 1)
    ax.set_ylim(0.25, 1.12)
    ax.set_yticks([0.25, 0.5, 0.75, 1], ["25%", "50%", "75%", "100%"])
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    _label(ax, v["striking"], 12)
    _label(ax, v["dull"], -16)
    _key(ax)
    axis_titles(ax, x="largest weight of the row, mean", y="pronouns right without the head")
    return figure


def _label(ax: Axes, head: Values, above: float) -> None:
    """The name of a head, towards the middle of the plot."""
    ax.annotate(
        head["name"],
        (head["largest"], head["right"]),
        xytext=(0, above),
        ha="right" if head["largest"] > 0.5 else "left",
        textcoords="offset points",
        color=INK,
        fontsize=SMALL,
        annotation_clip=False,
    )


def _key(ax: Axes) -> None:
    x = 0
    for stack, (colour, marker) in STYLES.items():
        text = {"encoder": "encoder", "decoder": "decoder, self", "cross": "cross"}[stack]
        ax.annotate(
            {"o": "●", "s": "■", "D": "◆"}[marker] + " " + text,
            (0, 1),
            xytext=(x - 44, 60),
            xycoords="axes fraction",
            textcoords="offset points",
            color=colour,
            fontsize=SMALL,
        )
        x += 76 if stack == "encoder" else 110
    ax.annotate(
        "filled: four heads   open: one head",
        (0, 1),
        xytext=(-44, 40),
        xycoords="axes fraction",
        textcoords="offset points",
        color=MUTED,
        fontsize=SMALL,
    )
