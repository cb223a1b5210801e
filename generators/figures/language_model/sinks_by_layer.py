"""Where SmolLM2 (4-bit quantised) rests: the first token's share and vector, layer by layer."""

import numpy as np

from generators.figures._shared import smollm2
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import RESIDUAL, WEIGHT

BEFORE = 7  # layers before the pause that are looked at


def values() -> Values:
    share = smollm2.per_head("ordinary", "first").mean(axis=1)
    lengths = np.array(smollm2.read()["running"]["endings"]["stream_length"])[:-1]
    ratio = lengths[:, 0] / lengths[:, 1:].mean(axis=1)
    # The two layers side by side, after the first third, that give the first token least.
    first = len(share) // 3 + int((share[:-1] + share[1:])[len(share) // 3 :].argmin())
    pause = slice(first, first + 2)
    return {
        "share": share.tolist(),
        "ratio": ratio.tolist(),
        "longest": float(ratio.max()),
        "longest_layer": int(ratio.argmax()) + 1,
        "pause_first": first + 1,
        "pause_last": first + 2,
        "pause": [
            {"share": float(of), "ratio": float(long)}
            for of, long in zip(share[pause], ratio[pause], strict=True)
        ],
        "pause_largest_share": float(share[pause].max()),
        "before_pause_least": float(share[first - BEFORE : first].min()),
        "after_pause_least": float(share[first + 2 :].min()),
    }


def alt(v: Values) -> str:
    return (
        f"By layer, the mean share on the first token falls to {v['pause_largest_share']:.2f} or "
        f"less in layers {v['pause_first']} and {v['pause_last']}, where the first token's vector "
        f"is no longer than the others; before, it is at least {v['before_pause_least']:.2f}. Into "
        f"layer {v['longest_layer']} that vector comes {v['longest']:.0f} times as long."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, (upper, lower) = page.charts(2, page.pick((318, 200), (288, 150)), (40, 44, 8, 46))
    layers = range(1, len(v["share"]) + 1)
    x = Axis("layer", (0.3, len(layers) + 0.7), [1, *range(5, len(layers) + 1, 5)])
    set_axes(upper, x, Axis("share on the first token", (0, 1), [0, 0.5, 1]))
    upper.bar(layers, v["share"], color=WEIGHT, width=0.8)
    length = Axis(
        "length of its vector, others = 1", (0.5, 300), {1: "1", 10: "10", 100: "100"}, 10
    )
    set_axes(lower, x, length)
    lower.minorticks_off()
    lower.plot(layers, v["ratio"], color=RESIDUAL, marker="o", markersize=4)
    return figure
