"""Which part of a model does the work as the text gets longer: the n² part against all the rest."""

import numpy as np

import explainer
from explainer.sizes import KNOWN, Architecture, flops_per_token, of_config
from generators.kit.charts import Axis, set_axes
from generators.kit.charts.share_bars import LOOKS
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, LABEL, PANEL, SMALL, WEIGHT

PARTS = ("scores", "projections", "feed_forward", "output")
SHORTEST, LONGEST = 4, 262_144
THINNEST = 0.08  # a band that can hold its name
QUOTED = {"translator": 12, "gpt2": 1024}  # a length of which pages tell
WORDS = {
    "scores": "scores and mixing",
    "projections": "projections",
    "feed_forward": "feed-forward",
    "output": "vocabulary",
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
    found = {name: _of(model, QUOTED[name], lengths) for name, model in models.items()}
    found["gpt2"]["passes_feed_forward"] = passes_feed_forward(models["gpt2"])
    return {"lengths": lengths, "models": found, "gpt2_longest": KNOWN["gpt2"].learned_positions}


def _of(model: Architecture, told: int, lengths: list[int]) -> Values:
    passed = passes_the_rest(model)
    return {
        "name": model.name,
        "passes": passed,
        "share_there": shares(model, passed)["scores"],
        "shares": {part: [shares(model, n)[part] for n in lengths] for part in PARTS},
        "scores": {str(told): shares(model, told)["scores"]},
    }


def alt(v: Values) -> str:
    listed = "; ".join(
        f"{item['name']}: the scores pass all the rest together at {item['passes']:,} tokens"
        for item in v["models"].values()
    )
    return f"Shares of the operations by part, over the length of the text. {listed}."


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(2, page.pick((300, 212), (262, 190)), (52, 40, 26, 50))
    for ax, item in zip(plots, v["models"].values(), strict=True):
        title = item["name"].replace("'", "’")
        ax.set_title(title, loc="left", pad=12, fontsize=LABEL, color=INK)
        _bands(ax, v["lengths"], item["shares"])
        _names(ax, item["shares"])
        _half(ax, item["passes"], item["share_there"])
    _longest(plots[-1], v["gpt2_longest"])
    return figure


def _bands(ax: Axes, lengths: list[int], of: Values) -> None:
    """The parts one above the other."""
    ticks: dict[float, str] = {n: f"{n:,}" for n in (4, 64, 1024, 16_384, 262_144)}
    tokens = Axis("tokens in the text, ×16 a mark", (SHORTEST, LONGEST), ticks, log=2)
    set_axes(ax, tokens, Axis("", (0, 1), {0: "0", 0.5: "50%", 1: "100%"}))
    ax.grid(False)
    lower = np.zeros(len(lengths))
    for part in PARTS:
        _, role, alpha = LOOKS[part]
        upper = lower + of[part]
        ax.fill_between(lengths, lower, upper, color=role, alpha=alpha, linewidth=0)
        ax.plot(lengths, upper, color=PANEL, linewidth=1.5)
        lower = upper


def _names(ax: Axes, of: Values) -> None:
    """The parts, at the left edge of the plot, in their bands; scores at the right edge."""
    look: Values = {"fontsize": SMALL, "va": "center", "transform": ax.get_yaxis_transform()}
    ax.text(0.97, 0.16, WORDS["scores"], color=INK, ha="right", **look)
    bottom = 0.0
    for part in PARTS:
        share = of[part][0]
        if part != "scores" and share >= THINNEST:
            ink = PANEL if LOOKS[part][2] > 0.6 else INK
            ax.text(0.03, bottom + share / 2, WORDS[part], color=ink, **look)
        bottom += share


def _longest(ax: Axes, length: int) -> None:
    """The longest text that the model was built for."""
    ax.axvline(length, color=INK, linestyle=(0, (2, 3)), linewidth=1)
    text = f"built for {length:,}"
    ax.text(length * 1.4, 0.04, text, color=INK, fontsize=SMALL)


def _half(ax: Axes, length: int, share: float) -> None:
    """The ring from which on scores and mixing take more than all the rest together."""
    ring: Values = {"markersize": 8, "markerfacecolor": PANEL, "markeredgewidth": 2, "zorder": 5}
    ax.plot([length], [share], "o", color=WEIGHT, **ring)
    place: Values = {"xytext": (9, -14), "textcoords": "offset points"}
    ax.annotate(f"half, at {length:,}", (length, share), color=INK, fontsize=SMALL, **place)
