"""Which part of a model does the work as the text gets longer: the n² part against all the rest."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import explainer
from explainer.sizes import KNOWN, Architecture, flops_per_token, of_config
from generators.kit.charts import axis_titles
from generators.kit.charts.share_bars import LOOKS
from generators.kit.theme import DPI, INK, LABEL, PANEL, SMALL, WEIGHT, chart_axes
from generators.kit.values import Values

PARTS = ("scores", "projections", "feed_forward", "output")
SHORTEST, LONGEST = 4, 262_144
THINNEST = 0.08  # a band that can hold its name
QUOTED = (12, 256, 512, 1024, 4096, 32_768)
WORDS = {
    "scores": "scores and mixing",
    "projections": "projections",
    "feed_forward": "feed-forward",
    "output": "output projection",
}


def shares(of: Architecture, length: int) -> dict[str, float]:
    """The share of each part in the operations for one token among `length`."""
    parts = flops_per_token(of, length)
    total = sum(parts.values())
    return {part: parts[part] / total for part in PARTS}


def passes_the_rest(of: Architecture) -> int:
    """The first length at which scores and mixing take more than everything else together."""
    parts = flops_per_token(of, 1)
    for_each = parts.pop("scores")
    return sum(parts.values()) // for_each + 1


def passes_feed_forward(of: Architecture) -> int:
    """The first length at which scores and mixing take more than the feed-forward layers."""
    parts = flops_per_token(of, 1)
    return parts["feed_forward"] // parts["scores"] + 1


def values() -> Values:
    models = {"translator": of_config(explainer.load("translator").config), "gpt2": KNOWN["gpt2"]}
    lengths = np.unique(np.geomspace(SHORTEST, LONGEST, 85).round().astype(int)).tolist()
    found = {}
    for name, model in models.items():
        passed = passes_the_rest(model)
        found[name] = {
            "name": model.name,
            "d_model": model.d_model,
            "passes": passed,
            "share_there": shares(model, passed)["scores"],
            "share_before": shares(model, passed - 1)["scores"],
            "passes_feed_forward": passes_feed_forward(model),
            "shares": {part: [shares(model, n)[part] for n in lengths] for part in PARTS},
            "scores": {str(n): shares(model, n)["scores"] for n in QUOTED},
            "rest": {
                part: number
                for part, number in flops_per_token(model, 1).items()
                if part not in ("scores", "embeddings")
            },
            "scores_a_token": flops_per_token(model, 1)["scores"],
            "rest_total": sum(flops_per_token(model, 1).values())
            - flops_per_token(model, 1)["scores"],
        }
    return {"lengths": lengths, "models": found, "gpt2_longest": KNOWN["gpt2"].learned_positions}


def alt(v: Values) -> str:
    listed = "; ".join(
        f"{item['name']}: the scores pass all the rest together at {item['passes']:,} tokens"
        for item in v["models"].values()
    )
    return f"Shares of the operations by part, over the length of the text. {listed}."


def _panel(ax: Axes, v: Values, name: str) -> None:
    item = v["models"][name]
    stacked = np.cumsum([item["shares"][part] for part in PARTS], axis=0)
    lower = np.zeros(len(v["lengths"]))
    for part, upper in zip(PARTS, stacked, strict=True):
        _, role, alpha = LOOKS[part]
        ax.fill_between(v["lengths"], lower, upper, color=role, alpha=alpha, linewidth=0)
        lower = upper
    for upper in stacked[:-1]:
        ax.plot(v["lengths"], upper, color=PANEL, linewidth=1.5)
    ax.set_xscale("log", base=2)
    ax.set_xlim(SHORTEST, LONGEST)
    ticks = (4, 64, 1024, 16_384, 262_144)
    ax.set_xticks(ticks)
    ax.set_xticklabels([f"{n:,}" for n in ticks])
    ax.set_ylim(0, 1)
    ax.set_yticks([0, 0.5, 1])
    ax.set_yticklabels(["0", "50 %", "100 %"])
    ax.tick_params(colors=INK)
    ax.grid(False)
    ax.plot(
        [item["passes"]],
        [item["share_there"]],
        "o",
        color=WEIGHT,
        markersize=8,
        markerfacecolor=PANEL,
        markeredgewidth=2,
        zorder=5,
    )
    text = ax.annotate(
        f"half, at {item['passes']:,}",
        (item["passes"], item["share_there"]),
        xytext=(9, -14),
        textcoords="offset points",
        color=INK,
        fontsize=SMALL,
    )
    text.set_clip_on(False)
    axis_titles(ax, x="tokens in the text")
    ax.annotate(
        item["name"].replace("'", "’"),
        (0, 1),
        xytext=(0, 12),
        xycoords="axes fraction",
        textcoords="offset points",
        color=INK,
        fontsize=LABEL,
    )


def _names(ax: Axes, v: Values, name: str) -> None:
    """The parts, at the left edge of the plot, beside their bands; scores at the right edge."""
    item = v["models"][name]
    bottom = 0.0
    for part in PARTS:
        share = item["shares"][part][0]
        middle = bottom + share / 2
        bottom += share
        if part == "scores" or share < THINNEST:
            continue
        ax.annotate(
            WORDS[part],
            (0, middle),
            xytext=(8, -4),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            color=_ink_on(part),
            fontsize=SMALL,
        )
    ax.annotate(
        WORDS["scores"],
        (1, 0.16),
        xytext=(-8, -4),
        xycoords="axes fraction",
        textcoords="offset points",
        color=INK,
        fontsize=SMALL,
        ha="right",
    )


def _ink_on(part: str) -> str:
    return PANEL if LOOKS[part][2] > 0.6 else INK


def draw(v: Values) -> Figure:
    figure = Figure(figsize=(700 / DPI, 300 / DPI), dpi=DPI)
    for index, name in enumerate(v["models"]):
        ax = chart_axes(figure, 56 + index * 332, 40, 284, 212)
        _panel(ax, v, name)
        _names(ax, v, name)
    return figure


def narrow(v: Values) -> Figure:
    figure = Figure(figsize=(338 / DPI, 560 / DPI), dpi=DPI)
    for index, name in enumerate(v["models"]):
        ax = chart_axes(figure, 52, 36 + index * 276, 262, 190)
        _panel(ax, v, name)
        _names(ax, v, name)
    return figure
