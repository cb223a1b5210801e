"""Held-out sentences still translated exactly when parts of the encoder add nothing."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures.encoder import _page
from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.values import Values

ROLES = {"translator": theme.ENCODER, "translator-one-head": theme.DECODER}
PANELS = {"all": "all sentences", "pronoun": "sentences with “it”"}


def values() -> Values:
    found: Values = {}
    for variant in _page.VARIANTS:
        removals = [model["removal"] for model in _page.models(variant)]
        found[variant] = {
            part: {
                "all": [removal[part]["exact_match"] for removal in removals],
                "pronoun": [removal[part]["by_kind"]["pronoun"] for removal in removals],
            }
            for part in removals[0]
        }
    four, one = (found[variant]["self-attention, both"] for variant in _page.VARIANTS)
    return {
        "sentences": _page.read()["removal_sentences"],
        "seeds": len(next(iter(four.values()))),
        "parts": list(found["translator"]),
        "exact": found,
        "four_heads_least_pronoun": min(four["pronoun"]),
        "four_heads_most": max(four["all"]),
        "four_heads_least": min(four["all"]),
        "one_head_least_pronoun": min(one["pronoun"]),
        "one_head_most_pronoun": max(one["pronoun"]),
        "one_head_least": min(one["all"]),
        "one_head_most": max(one["all"]),
        "layers": {
            str(n): _span(found["translator"][f"self-attention, layer {n}"]["pronoun"])
            for n in (1, 2)
        },
        "feed_forward": _span([n for v in found.values() for n in v["feed-forward, both"]["all"]]),
    }


def _span(shares: list[float]) -> dict[str, float]:
    return {"least": min(shares), "most": max(shares)}


def alt(v: Values) -> str:
    return (
        f"Share of {v['sentences']} held-out sentences translated exactly without parts of the "
        f"encoder, {v['seeds']} seeds of two models. Without all its self-attention the four-head "
        f"model keeps {v['four_heads_least']:.2f} to {v['four_heads_most']:.2f} of all sentences "
        f"and at least {v['four_heads_least_pronoun']:.2f} of those with it; the one-head model "
        f"keeps {v['one_head_least']:.2f} to {v['one_head_most']:.2f} of all."
    )


def draw(v: Values) -> Figure:
    figure, ax = theme.chart(640, 286, left=176, right=250, top=56, bottom=44)
    _panel(ax, v, "all", labels=True)
    other = theme.chart_axes(figure, 428, 56, 190, 186)
    _panel(other, v, "pronoun", labels=False)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.chart(336, 560, left=152, right=20, top=56, bottom=320)
    _panel(ax, v, "all", labels=True)
    other = theme.chart_axes(figure, 152, 330, 164, 184)
    _panel(other, v, "pronoun", labels=True)
    return figure


def _panel(ax: Any, v: Values, kind: str, labels: bool) -> None:
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    parts = v["parts"]
    for variant, role in ROLES.items():
        shift = -0.14 if variant == "translator" else 0.14
        filled = variant == "translator"
        for row, part in enumerate(parts):
            exact = v["exact"][variant][part][kind]
            ax.plot(
                exact,
                [row + shift] * len(exact),
                "o",
                markersize=8,
                clip_on=False,
                color=role,
                markerfacecolor=role if filled else theme.PANEL,
                markeredgewidth=1.8,
                alpha=0.9,
            )
    ax.set_xlim(-0.03, 1)
    ax.set_ylim(len(parts) - 0.5, -0.5)
    ax.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
    ax.set_yticks(range(len(parts)), parts if labels else [""] * len(parts))
    ax.text(0, 1.13, PANELS[kind], transform=ax.transAxes, color=theme.INK, weight="bold")
    if kind == "all":
        ax.text(
            0,
            1.03,
            "● four heads",
            transform=ax.transAxes,
            color=theme.ENCODER,
            fontsize=theme.SMALL,
        )
        ax.text(
            0.62,
            1.03,
            "○ one head",
            transform=ax.transAxes,
            color=theme.DECODER,
            fontsize=theme.SMALL,
        )
    axis_titles(ax, x="translated exactly")
