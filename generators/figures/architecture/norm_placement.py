"""Pre-norm and post-norm before training: the gradient of the last layer by depth."""

from math import sqrt
from typing import Any

from generators.figures.architecture._page import draw_spread, read, spread
from generators.kit.charts import axis_titles, label_lines
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import SMALL
from generators.kit.theme import NEUTRAL

LOOKS: dict[str, tuple[str, str, Any]] = {
    "post": ("post-norm", NEUTRAL[1], (0, (5, 2))),
    "pre": ("pre-norm", NEUTRAL[0], "-"),
}


def values() -> Values:
    found = read()["placement"]
    depths = [int(depth) for depth in found["pre"]]
    last = {
        norm: spread(
            list(zip(*[[seed[-1] for seed in seeds] for seeds in runs.values()], strict=True))
        )
        for norm, runs in found.items()
    }
    return {
        "depths": depths,
        "last": last,
        "shallowest": depths[0],
        "deepest": depths[-1],
        "pre_ratio": last["pre"]["median"][-1] / last["pre"]["median"][0],
        "post_ratio": last["post"]["median"][-1] / last["post"]["median"][0],
        "root_ratio": sqrt(depths[0] / depths[-1]),
    }


def alt(v: Values) -> str:
    pre, post = v["last"]["pre"]["median"], v["last"]["post"]["median"]
    return (
        f"Gradient norm in the last layer for stacks of {v['shallowest']} to {v['deepest']} layers "
        f"before training. Post-norm stays: {post[0]:.2f} and {post[-1]:.2f}. Pre-norm falls from "
        f"{pre[0]:.2f} to {pre[-1]:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(480, 280, left=40, right=84, top=44, bottom=50)
    ax.set_xlim(v["depths"][0], v["depths"][-1])
    ax.set_ylim(0, 1.2)
    ax.set_yticks([0, 0.4, 0.8, 1.2])
    ax.set_xticks(page.pick(v["depths"], v["depths"][::2]))
    axis_titles(ax, "layers in the stack", "gradient norm in the last layer")
    lines = [
        draw_spread(ax, v["depths"], v["last"][norm], role, dashes)
        for norm, (_, role, dashes) in LOOKS.items()
    ]
    label_lines(ax, lines, [text for text, _, _ in LOOKS.values()], size=SMALL)
    return figure
