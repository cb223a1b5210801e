"""How evenly the rows of every head look, over 500 sentences: one histogram a head, by layer."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from generators.figures.heads._page import heads, read, seeds, sub_layers, two_layers
from generators.kit.marks import note, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, PANEL, SMALL, WEIGHT, canvas
from generators.kit.values import Values

STACKS = (("encoder", "encoder"), ("decoder", "decoder, masked"), ("cross", "cross-attention"))
BAND = 31  # px from one histogram to the next
HIGH = 0.36  # the share of rows in one bin that fills a band; more is cut off there


def values() -> Values:
    two_layers(stack for stack, _ in STACKS)
    results = read()
    first, start = results["models"][0], results["untrained"][0]
    edges = results["bins"]["evenness"]
    histograms = {name: first["histograms"][name]["evenness"] for name, _ in sub_layers()}
    before = {
        name: np.mean(start["histograms"][name]["evenness"], axis=0).tolist()
        for name, _ in sub_layers()
    }
    means = {
        seed: {
            stack: [
                float(
                    np.mean(
                        [
                            head.mean["evenness"]
                            for head in heads(seed)
                            if head.stack == stack and head.layer == layer
                        ]
                    )
                )
                for layer in (1, 2)
            ]
            for stack, _ in STACKS
        }
        for seed in seeds()
    }
    return {
        "sentences": results["sentences"],
        "edges": edges,
        "histograms": histograms,
        "untrained": before,
        "medians": {
            name: [_median(row, edges) for row in rows] for name, rows in histograms.items()
        },
        "untrained_medians": {name: _median(row, edges) for name, row in before.items()},
        "means": {str(seed): row for seed, row in means.items()},
        "second_lower": sum(
            row[stack][1] < row[stack][0] for row in means.values() for stack, _ in STACKS
        ),
        "exceptions": [
            f"{stack} of seed {seed}"
            for seed, row in means.items()
            for stack, _ in STACKS
            if row[stack][1] >= row[stack][0]
        ],
        "comparisons": len(means) * len(STACKS),
        "cross_first": [
            min(row["cross"][0] for row in means.values()),
            max(row["cross"][0] for row in means.values()),
        ],
        "cross_second": [
            min(row["cross"][1] for row in means.values()),
            max(row["cross"][1] for row in means.values()),
        ],
        "encoder_first": min(row["encoder"][0] for row in means.values()),
        "encoder_first_head": min(
            head.mean["evenness"]
            for seed in seeds()
            for head in heads(seed)
            if head.sub_layer == "encoder.0.self_attention"
        ),
        "encoder_second": [
            min(row["encoder"][1] for row in means.values()),
            max(row["encoder"][1] for row in means.values()),
        ],
        "decoder_drop": [
            min(row["decoder"][0] - row["decoder"][1] for row in means.values()),
            max(row["decoder"][0] - row["decoder"][1] for row in means.values()),
        ],
        "untrained_even": [min(map(min, _untrained())), max(map(max, _untrained()))],
    }


def _untrained() -> list[list[float]]:
    return [
        start["mean"][name]["evenness"] for start in read()["untrained"] for name, _ in sub_layers()
    ]


def _median(shares: list[float], edges: list[float]) -> float:
    """Inside the bin where half of the rows is passed, by straight line."""
    passed = np.concatenate([[0.0], np.cumsum(shares)])
    return float(np.interp(0.5 * passed[-1], passed, edges))


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{title} {v['means']['0'][stack][0]:.2f} in layer 1, {v['means']['0'][stack][1]:.2f} in "
        f"layer 2"
        for stack, title in STACKS
    )
    return (
        f"Histograms of how evenly rows look, 0 one word to 1 all words alike, for 24 heads over "
        f"{v['sentences']} sentences. Mean evenness: {parts}."
    )


def draw(v: Values) -> Figure:
    figure, ax = canvas(704, 478)
    for column, (stack, title) in enumerate(STACKS):
        _stack(ax, 58 + column * 226, 14, 164, v, stack, title)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(340, 3 * 470 + 10)
    for row, (stack, title) in enumerate(STACKS):
        _stack(ax, 60, 14 + row * 470, 250, v, stack, title)
    return figure


def _stack(ax: Axes, x: float, y: float, width: float, v: Values, stack: str, title: str) -> None:
    note(ax, x, y, title, INK, LABEL, weight="semibold")
    names = [name for name, _ in sub_layers(stack)]
    for layer, name in enumerate(names):
        top = y + 44 + layer * 212
        note(ax, x, top - 20, f"layer {layer + 1}", MUTED, SMALL)
        for mark in (0, 0.5, 1):
            ax.plot([x + mark * width] * 2, [top, top + 5 * BAND + 8], color=GRID, linewidth=1)
        rows = [*v["histograms"][name], v["untrained"][name]]
        for index, shares in enumerate(rows):
            control = index == len(v["histograms"][name])
            base = top + (index + 1) * BAND + (8 if control else 0)
            median = v["untrained_medians"][name] if control else v["medians"][name][index]
            _ridge(ax, x, base, width, shares, MUTED if control else WEIGHT, median)
            label = "random" if control else f"{layer + 1}.{index + 1}"
            write(ax, x - 8, base - 6, label, MUTED, SMALL, align="right")
    bottom = y + 44 + 212 + 5 * BAND + 8
    for mark, text, align in ((0, "0", "left"), (0.5, "0.5", "centre"), (1, "1", "right")):
        write(ax, x + mark * width, bottom + 14, text, MUTED, SMALL, align=align)
    write(ax, x, bottom + 30, "one word", MUTED, SMALL)
    write(ax, x + width, bottom + 30, "all alike", MUTED, SMALL, align="right")


def _ridge(
    ax: Axes, x: float, base: float, width: float, shares: list[float], role: str, median: float
) -> None:
    bins = len(shares)
    scale = (BAND - 3) / HIGH
    points = [(x, base)]
    for index, share in enumerate(shares):
        high = base - min(share, HIGH) * scale
        points += [(x + index / bins * width, high), (x + (index + 1) / bins * width, high)]
    points.append((x + width, base))
    ax.add_patch(Polygon(points, closed=True, facecolor=role, alpha=0.55, linewidth=0, zorder=2))
    ax.plot([x, x + width], [base, base], color=GRID, linewidth=1, zorder=2.2)
    middle = x + median * width
    ax.plot([middle, middle], [base - 11, base], color=PANEL, linewidth=4, zorder=2.5)
    ax.plot([middle, middle], [base - 11, base], color=INK, linewidth=2, zorder=3)
