"""How much every head of SmolLM2 (4-bit quantised) puts on the first token, with controls."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import inspect
from generators.figures._shared import smollm2
from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.values import Values

LINES = {
    "ordinary": (theme.WEIGHT, "-"),
    "with_first": (theme.KEY, "--"),
    "mixed": (theme.RESIDUAL, "-"),
    "untrained": (theme.MASKED, ":"),
}
CONDITIONS = {
    "ordinary": "ordinary",
    "with_first": "ordinary_with_first_token",
    "end_of_text": "ordinary_with_end_of_text",
    "mixed": "ordinary_mixed_weights",
    "untrained": "ordinary_untrained",
    "random_tokens": "repeated",
}


def values() -> Values:
    results = smollm2.read()
    found: Values = {}
    for key, condition in CONDITIONS.items():
        shares = smollm2.per_head(condition, "first")
        found[key] = {
            "sorted": sorted(shares.ravel().tolist(), reverse=True),
            "above_half": int((shares > 0.5).sum()),
            "mean": float(shares.mean()),
            "largest": float(shares.max()),
            "best": smollm2.name(smollm2.strongest(shares)[0]),
        }
    tokens = results["ordinary"]["tokens"]
    return {
        **found,
        "heads": len(found["ordinary"]["sorted"]),
        "texts": results["ordinary"]["texts"],
        "tokens": tokens,
        "even": float(np.mean([1 / (row + 1) for row in range(1, tokens)])),
        "moved_to_second": float(smollm2.per_head("ordinary_with_first_token", "second").mean()),
        "layers": _layers(),
    }


def _layers() -> Values:
    """Of each layer: the mean share on the first token, and how long its vector is on entry."""
    by_layer = smollm2.per_head("ordinary", "first").mean(axis=1)
    lengths = np.array(smollm2.read()["running"]["endings"]["stream_length"])[:-1]
    ratios = lengths[:, 0] / lengths[:, 1:].mean(axis=1)
    longest = int(ratios.argmax())
    return {
        "share": by_layer.tolist(),
        "ratio": ratios.tolist(),
        "longest": float(ratios.max()),
        "longest_layer": longest + 1,
        "at_first": float(ratios[0]),
        "spearman": float(inspect.spearman(by_layer, ratios)),
        "count": len(ratios),
        "pause": [
            {"share": float(by_layer[layer]), "ratio": float(ratios[layer])} for layer in (10, 11)
        ],
        "pause_largest_share": float(max(by_layer[10:12])),
        "before_pause_least": float(min(by_layer[3:10])),
        "after_pause_least": float(min(by_layer[12:])),
    }


def alt(v: Values) -> str:
    return (
        f"Mean share on the first token, heads sorted: {v['ordinary']['above_half']} of "
        f"{v['heads']} heads lie above one half as published, "
        f"{v['with_first']['above_half']} with a start token in front, "
        f"{v['mixed']['above_half']} with the weights mixed up, "
        f"{v['untrained']['above_half']} in an untrained model. By layer the share falls to "
        f"{v['layers']['pause_largest_share']:.2f} or less in layers 11 and 12, where the first "
        "token's vector is no longer than the others."
    )


def draw(v: Values) -> Figure:
    figure, _ = theme.canvas(720, 330)
    _sorted_heads(theme.chart_axes(figure, 36, 44, 300, 236), v)
    _by_layer(figure, v, 396, 44, 306)
    return figure


def narrow(v: Values) -> Figure:
    figure, _ = theme.canvas(336, 650)
    _sorted_heads(theme.chart_axes(figure, 36, 44, 288, 236), v)
    _by_layer(figure, v, 36, 364, 288)
    return figure


def _sorted_heads(ax: Axes, v: Values) -> None:
    ranks = np.arange(1, v["heads"] + 1)
    for key, (colour, style) in LINES.items():
        ax.plot(ranks, v[key]["sorted"], color=colour, linestyle=style)
    ax.set_xlim(1, v["heads"])
    ax.set_ylim(0, 1.02)
    ax.set_xticks([1, 90, 180, v["heads"]])
    axis_titles(ax, x="heads, sorted", y="mean share on the first token")
    labels = [
        (96, 0.64, "as published", theme.WEIGHT),
        (26, 0.46, "start token in front", theme.KEY),
        (12, 0.13, "untrained, or weights mixed up", theme.MUTED),
    ]
    for x, y, text, colour in labels:
        ax.text(x, y, text, color=colour, fontsize=theme.SMALL)


def _by_layer(figure: Figure, v: Values, left: float, top: float, width: float) -> None:
    layers = np.arange(1, v["layers"]["count"] + 1)
    upper = theme.chart_axes(figure, left, top, width, 88)
    upper.bar(layers, v["layers"]["share"], color=theme.WEIGHT, width=0.8)
    upper.set_ylim(0, 1)
    upper.set_yticks([0, 0.5, 1])
    axis_titles(upper, y="the same, mean of each layer")
    lower = theme.chart_axes(figure, left, top + 148, width, 88)
    lower.plot(layers, v["layers"]["ratio"], color=theme.RESIDUAL, marker="o", markersize=4)
    lower.set_yscale("log")
    lower.set_yticks([1, 10, 100], ["1", "10", "100"])
    lower.set_ylim(0.5, 300)
    lower.minorticks_off()
    axis_titles(lower, x="layer", y="length of the first token's vector, others = 1")
    upper.tick_params(labelbottom=False)
    for ax in (upper, lower):
        ax.set_xlim(0.3, len(layers) + 0.7)
        ax.set_xticks([1, 5, 10, 15, 20, 25, 30])
