"""The gradient that reaches the first layer, by depth, with and without residual path and norm."""

from math import hypot

from generators.figures.architecture._page import (
    STACKS,
    draw_spread,
    log_chart,
    powers,
    read,
    spread,
)
from generators.kit.charts import label_lines
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import SMALL


def values() -> Values:
    found = read()
    curves = {}
    for name, (short, _, _) in STACKS.items():
        runs = found["gradients"][name]
        first = [
            [hypot(layers[0]["weights"], layers[0]["content"]) for layers in seeds]
            for seeds in runs.values()
        ]
        curves[short] = spread(list(zip(*first, strict=True)))
    depths = [int(depth) for depth in found["gradients"]["all"]]
    change = {
        name.replace(" ", "_"): c["median"][-1] / c["median"][0] for name, c in curves.items()
    }
    return {
        "depths": depths,
        "curves": curves,
        "deepest": depths[-1],
        "neither_divided_by": 1 / change.pop("neither"),
        "change": change,
        "both_first": curves["both"]["median"][0],
        "both_last": curves["both"]["median"][-1],
    }


def alt(v: Values) -> str:
    change = v["change"]
    return (
        f"Gradient norm at the first layer for stacks of 1 to {v['deepest']} layers, logarithmic. "
        "With neither residual path nor norm it falls by a factor of "
        f"{v['neither_divided_by']:,.0f}; with the residual path alone it grows "
        f"{change['residual_alone']:,.0f}-fold; with the norm alone it ends at "
        f"{change['norm_alone']:.1f} times its start, with both at {change['both']:.1f} times."
    )


def draw(v: Values, page: Page) -> Figure:
    titles = ("layers in the stack", "gradient norm at the first layer")
    figure, ax = log_chart(page, 520, 98, (1e-8, 1e10), titles)
    ax.set_xlim(1, v["deepest"])
    ax.set_xticks([1, 4, 8, 12, 16, 24])
    powers(ax, [8, 4, 0, -4, -8])
    lines = [
        draw_spread(ax, v["depths"], v["curves"][short], role, dashes)
        for short, role, dashes in STACKS.values()
    ]
    label_lines(ax, lines, [short for short, _, _ in STACKS.values()], size=SMALL)
    return figure
