"""How much every head of SmolLM2 (4-bit quantised) puts on the first token, with controls."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators import smollm2
from generators.charts import axis_titles, label_lines
from generators.theme import GRID, KEY, MASKED, MUTED, RESIDUAL, SMALL, WEIGHT, chart

LINES = {
    "ordinary": ("as published", WEIGHT, "-"),
    "with_first": ("start token in front", KEY, "--"),
    "mixed": ("weights mixed up", RESIDUAL, "-."),
    "untrained": ("untrained", MASKED, ":"),
}
CONDITIONS = {
    "ordinary": "ordinary",
    "with_first": "ordinary_with_first_token",
    "end_of_text": "ordinary_with_end_of_text",
    "mixed": "ordinary_mixed_weights",
    "untrained": "ordinary_untrained",
    "random_tokens": "repeated",
}


def values() -> dict[str, Any]:
    results = smollm2.read()
    found: dict[str, Any] = {}
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
    lengths = np.array(results["running"]["endings"]["stream_length"])
    ratios = lengths[:, 0] / lengths[:, 1:].mean(axis=1)
    layer = int(ratios.argmax())
    return {
        **found,
        "heads": len(found["ordinary"]["sorted"]),
        "share_above_half": found["ordinary"]["above_half"] / len(found["ordinary"]["sorted"]),
        "texts": results["ordinary"]["texts"],
        "tokens": tokens,
        "even": float(np.mean([1 / (row + 1) for row in range(1, tokens)])),
        "moved_to_second": float(smollm2.per_head("ordinary_with_first_token", "second").mean()),
        "stream_ratio": float(ratios.max()),
        "stream_ratio_layer": layer,
        "stream_first": float(lengths[layer, 0]),
        "stream_others": float(lengths[layer, 1:].mean()),
        "stream_ratio_at_start": float(ratios[0]),
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"Mean share on the first token, heads sorted: {v['ordinary']['above_half']} of "
        f"{v['heads']} heads lie above one half as published, "
        f"{v['with_first']['above_half']} with a start token in front, "
        f"{v['mixed']['above_half']} with the weights mixed up, "
        f"{v['untrained']['above_half']} in an untrained model."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _draw(v, 600, 150)


def narrow(v: dict[str, Any]) -> Figure:
    return _draw(v, 336, 122)


def _draw(v: dict[str, Any], width: int, right: int) -> Figure:
    figure, ax = chart(width, 330, left=40, right=right, top=44, bottom=50)
    ranks = np.arange(1, v["heads"] + 1)
    ax.axhline(0.5, color=GRID, linewidth=1.5)
    lines = [
        ax.plot(ranks, v[key]["sorted"], color=colour, linestyle=style)[0]
        for key, (_, colour, style) in LINES.items()
    ]
    ax.set_xlim(1, v["heads"])
    ax.set_ylim(0, 1.02)
    ax.set_xticks([1, 90, 180, 270])
    axis_titles(ax, x="heads, sorted", y="mean share on the first token")
    label_lines(ax, lines, [name for name, _, _ in LINES.values()], size=SMALL)
    ax.tick_params(colors=MUTED)
    return figure
