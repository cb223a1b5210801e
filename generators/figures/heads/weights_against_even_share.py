"""All weights of 500 sentences, as multiples of the even share: layer 1, layer 2, untrained."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.heads._page import read, sub_layers, two_layers
from generators.kit.theme import DPI, GRID, INK, LABEL, MUTED, SMALL, WEIGHT, chart_axes
from generators.kit.values import Values

STACKS = {"encoder": "encoder", "decoder": "decoder, masked", "cross": "cross-attention"}
TICKS = {-6: "1/64", -3: "1/8", 0: "1", 3: "8"}
TOP = 0.45  # share of all weights in one bin


def values() -> Values:
    two_layers(STACKS)
    results = read()
    edges = np.array(results["bins"]["ratio"])
    curves: Values = {}
    for stack in STACKS:
        names = [name for name, _ in sub_layers(stack)]
        curves[stack] = {
            f"layer {layer}": [_mean(model, name) for model in results["models"]]
            for layer, name in enumerate(names, start=1)
        }
        curves[stack]["untrained"] = [
            np.mean([_mean(start, name) for name in names], axis=0).tolist()
            for start in results["untrained"]
        ]
    return {
        "sentences": results["sentences"],
        "edges": edges.tolist(),
        "curves": curves,
        "near_even": {
            stack: {
                name.replace(" ", "_"): [_between(row, edges, -1, 1) for row in rows]
                for name, rows in found.items()
            }
            for stack, found in curves.items()
        },
        "tiny": {
            stack: {
                name.replace(" ", "_"): [_between(row, edges, edges[0], -3) for row in rows]
                for name, rows in found.items()
            }
            for stack, found in curves.items()
        },
    }


def _mean(model: Values, name: str) -> list[float]:
    return [float(mean) for mean in np.mean(model["histograms"][name]["ratio"], axis=0)]


def _between(shares: list[float], edges: np.ndarray, low: float, high: float) -> float:
    inside = (edges[:-1] >= low) & (edges[1:] <= high)
    return float(np.array(shares)[inside].sum())


def alt(v: Values) -> str:
    encoder, cross = v["near_even"]["encoder"], v["tiny"]["cross"]
    return (
        f"Histograms of weights divided by the even share of their row, in three kinds of "
        f"attention. Encoder layer 1: {encoder['layer_1'][0]:.0%} of the weights between a half "
        f"and twice the even share. Cross-attention: below an eighth lie "
        f"{cross['layer_1'][0]:.0%} in layer 1 and {cross['layer_2'][0]:.0%} in layer 2, "
        f"{cross['untrained'][0]:.0%} untrained."
    )


def draw(v: Values) -> Figure:
    figure = Figure(figsize=(704 / DPI, 268 / DPI), dpi=DPI)
    for column, stack in enumerate(STACKS):
        _panel(chart_axes(figure, 24 + column * 228, 62, 200, 150), v, stack)
    return figure


def narrow(v: Values) -> Figure:
    figure = Figure(figsize=(340 / DPI, 750 / DPI), dpi=DPI)
    for row, stack in enumerate(STACKS):
        _panel(chart_axes(figure, 24, 62 + row * 246, 292, 140), v, stack)
    return figure


def _panel(ax: Axes, v: Values, stack: str) -> None:
    edges = v["edges"]
    for name, colour, width, style in (
        ("untrained", MUTED, 1.5, (0, (3, 2))),
        ("layer 1", WEIGHT, 1.2, "-"),
        ("layer 2", WEIGHT, 2.6, "-"),
    ):
        for number, row in enumerate(v["curves"][stack][name]):
            ax.stairs(
                row,
                edges,
                color=colour,
                linewidth=width,
                linestyle=style,
                alpha=1 if number == 0 else 0.3,
                baseline=None,
            )
    ax.axvline(0, color=INK, linewidth=1, zorder=1)
    ax.grid(visible=False)
    ax.set_xlim(edges[0], edges[-1])
    ax.set_ylim(0, TOP)
    ax.set_yticks([])
    ax.set_xticks(list(TICKS), list(TICKS.values()))
    ax.spines["bottom"].set_color(GRID)
    ax.text(0, 1.24, STACKS[stack], fontsize=LABEL, weight="semibold", transform=ax.transAxes)
    if stack == "encoder":
        for x, name, colour, width, style in (
            (0.0, "layer 1", WEIGHT, 1.2, "-"),
            (0.33, "layer 2", WEIGHT, 2.6, "-"),
            (0.66, "untrained", MUTED, 1.5, (0, (3, 2))),
        ):
            ax.plot(
                [x, x + 0.07],
                [1.12, 1.12],
                color=colour,
                linewidth=width,
                linestyle=style,
                transform=ax.transAxes,
                clip_on=False,
            )
            ax.text(x + 0.09, 1.09, name, fontsize=SMALL, color=INK, transform=ax.transAxes)
    ax.annotate(
        "times the even share",
        (1, 0),
        xytext=(0, -36),
        xycoords="axes fraction",
        textcoords="offset points",
        color=MUTED,
        fontsize=SMALL,
        ha="right",
    )
