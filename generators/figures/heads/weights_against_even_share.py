"""All weights of 500 sentences, as multiples of the even share: layer 1, layer 2, untrained."""

import numpy as np

from generators.figures.heads._page import read, sub_layers
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, LABEL, MUTED, SMALL, WEIGHT

STACKS = {"encoder": "encoder", "decoder": "decoder, masked", "cross": "cross-attention"}
LOOKS = {  # colour, width and dash of a line
    "layer 1": (WEIGHT, 1.2, "-"),
    "layer 2": (WEIGHT, 2.6, "-"),
    "untrained": (MUTED, 1.5, (0, (3, 2))),
}
TICKS = {-6.0: "1/64", -3.0: "1/8", 0.0: "1", 3.0: "8"}
TOP = 0.45  # share of all weights in one bin


def values() -> Values:
    results = read()
    edges = np.array(results["bins"]["ratio"])
    curves: Values = {}
    for stack in STACKS:
        names = [name for name, label in sub_layers() if label.startswith(stack)]
        curves[stack] = {
            f"layer {layer}": [_mean(model, name) for model in results["models"]]
            for layer, name in enumerate(names, start=1)
        } | {
            "untrained": [
                np.mean([_mean(start, name) for name in names], axis=0).tolist()
                for start in results["untrained"]
            ]
        }
    return {
        "edges": edges.tolist(),
        "curves": curves,
        "near_even": {
            "encoder": {"layer_1": _between(curves["encoder"]["layer 1"], edges, -1, 1)},
            "cross": {"layer_2": _between(curves["cross"]["layer 2"], edges, -1, 1)},
        },
        "tiny": {
            "cross": {
                f"layer_{layer}": _between(curves["cross"][f"layer {layer}"], edges, edges[0], -3)
                for layer in (1, 2)
            }
        },
    }


def _mean(model: Values, name: str) -> list[float]:
    return [float(mean) for mean in np.mean(model["histograms"][name]["ratio"], axis=0)]


def _between(rows: list[list[float]], edges: np.ndarray, low: float, high: float) -> list[float]:
    inside = (edges[:-1] >= low) & (edges[1:] <= high)
    return [float(np.array(shares)[inside].sum()) for shares in rows]


def alt(v: Values) -> str:
    encoder, cross = v["near_even"]["encoder"], v["tiny"]["cross"]
    return (
        f"Histograms of weights divided by the even share of their row, in three kinds of "
        f"attention. Encoder layer 1: {encoder['layer_1'][0]:.0%} of the weights between a half "
        f"and twice the even share. Cross-attention: below an eighth lie "
        f"{cross['layer_1'][0]:.0%} in layer 1 and {cross['layer_2'][0]:.0%} in layer 2."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(len(STACKS), page.pick((216, 150), (292, 140)), (16, 64, 16, 52))
    for ax, (stack, title) in zip(plots, STACKS.items(), strict=True):
        _panel(ax, v, stack)
        above: Values = {
            "xycoords": "axes fraction",
            "textcoords": "offset points",
            "xytext": (0, 40),
        }
        ax.annotate(title, (0, 1), fontsize=LABEL, weight="semibold", **above)
    return figure


def _panel(ax: Axes, v: Values, stack: str) -> None:
    for name, (colour, width, dash) in LOOKS.items():
        for number, row in enumerate(v["curves"][stack][name]):
            strength, label = (0.3, None) if number else (1.0, name)
            look: Values = {
                "color": colour,
                "linewidth": width,
                "linestyle": dash,
                "alpha": strength,
            }
            ax.stairs(row, v["edges"], baseline=None, label=label, **look)
    ax.axvline(0, color=INK, linewidth=1, zorder=1)
    ax.grid(visible=False)
    span = (v["edges"][0], v["edges"][-1])
    set_axes(ax, Axis("times the even share", span, TICKS), Axis("", (0, TOP), ()))
    place: Values = {"loc": "lower left", "bbox_to_anchor": (-0.06, 1.0), "ncols": 3}
    ax.legend(fontsize=SMALL, handlelength=1.2, columnspacing=0.8, handletextpad=0.4, **place)
