"""How evenly the rows of every head look, over 500 sentences: one histogram a head, by layer."""

import numpy as np
from matplotlib.patches import Polygon

from generators.figures.heads._page import heads, read, seeds, sub_layers
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, titled, write
from generators.kit.seeds import brief
from generators.kit.theme import GRID, INK, MUTED, PANEL, SMALL, WEIGHT

STACKS = {"encoder": "encoder", "decoder": "decoder, masked", "cross": "cross-attention"}
BAND = 31.0  # px from one histogram to the next
HIGH = 0.36  # the share of rows in one bin that fills a band; more is cut off there
NAMES = 46.0  # px left of the histograms


def values() -> Values:
    results = read()
    first, start = results["models"][0], results["untrained"][0]
    shares = {name: first["histograms"][name]["evenness"] for name, _ in sub_layers()}
    fresh = {
        name: np.mean(start["histograms"][name]["evenness"], axis=0).tolist()
        for name, _ in sub_layers()
    }
    return {
        "sentences": results["sentences"],
        "edges": results["bins"]["evenness"],
        "rows": {name: [*shares[name], fresh[name]] for name in shares},
        **_by_layer(),
        **_first_layer(),
    }


def _by_layer() -> Values:
    """Means of the two layers: of the first training, and compared in all of them."""
    means = [{stack: _means(seed, stack) for stack in STACKS} for seed in seeds()]
    pairs = [row[stack] for row in means for stack in STACKS]
    return {
        "means": means[0],
        "second_lower": sum(second < first for first, second in pairs),
        "comparisons": len(pairs),
        "cross_first": _ends([row["cross"][0] for row in means]),
        "cross_second": _ends([row["cross"][1] for row in means]),
    }


def _first_layer() -> Values:
    """The most narrow head of the encoder's first layer, and all untrained heads."""
    name, starts = sub_layers("encoder")[0][0], [one["mean"] for one in read()["untrained"]]
    found = [head for seed in seeds() for head in heads(seed) if head.sub_layer == name]
    untrained = [even for one in starts for part in one.values() for even in part["evenness"]]
    return {
        "encoder_first_head": min(head.mean["evenness"] for head in found),
        "untrained_even": _ends(untrained),
    }


def _means(seed: int, stack: str) -> list[float]:
    """Mean evenness of each layer's heads."""
    found = [head for head in heads(seed) if head.stack == stack]
    layers = sorted({head.layer for head in found})
    each = [[head.mean["evenness"] for head in found if head.layer == layer] for layer in layers]
    return [float(np.mean(layer)) for layer in each]


def _ends(numbers: list[float]) -> list[float]:
    found = brief(numbers)
    return [found["least"], found["most"]]


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{title} {v['means'][stack][0]:.2f} in layer 1, {v['means'][stack][1]:.2f} in layer 2"
        for stack, title in STACKS.items()
    )
    return (
        f"Histograms of how evenly rows look, 0 one word to 1 all words alike, for all heads over "
        f"{v['sentences']} sentences. Mean evenness: {parts}."
    )


def draw(v: Values, page: Page) -> Figure:
    bands = len(v["rows"][sub_layers()[0][0]])
    layer = bands * BAND + 34
    size = (page.pick(240.0, 312.0), 24 + 2 * layer + 30)
    figure, ax, boxes = page.panels(len(STACKS), size, across=(0, 1), gap=10)
    for box, (stack, title) in zip(boxes, STACKS.items(), strict=True):
        below = titled(ax, box, title)
        names = [name for name, label in sub_layers() if label.startswith(stack)]
        for number, name in enumerate(names):
            top = below.top + number * layer
            field = Box(box.left + NAMES, top + 22, box.width - NAMES - 12, bands * BAND)
            _layer(ax, field, number + 1, v["rows"][name], v["edges"])
        write(ax, field.left, field.bottom + 16, "one word", MUTED, SMALL)
        write(ax, field.right, field.bottom + 16, "all alike", MUTED, SMALL, align="right")
    return figure


def _layer(ax: Axes, field: Box, layer: int, rows: list[list[float]], edges: list[float]) -> None:
    """The heads of one layer, and below them the random ones in grey."""
    write(ax, field.left, field.top - 10, f"layer {layer}", MUTED, SMALL)
    for mark in (0.0, 0.5, 1.0):
        x = field.left + mark * field.width
        ax.plot([x, x], [field.top, field.bottom], color=GRID, linewidth=1)
    for index, shares in enumerate(rows):
        random = index == len(rows) - 1
        base = field.top + (index + 1) * BAND
        name = "random" if random else f"{layer}.{index + 1}"
        write(ax, field.left - 6, base - 6, name, MUTED, SMALL, align="right")
        _ridge(ax, field, base, shares, MUTED if random else WEIGHT)
        middle = field.left + _median(shares, edges) * field.width
        for colour, width in ((PANEL, 4.0), (INK, 2.0)):
            ax.plot([middle] * 2, [base - 11, base], color=colour, linewidth=width, zorder=3)


def _median(shares: list[float], edges: list[float]) -> float:
    """Inside the bin where half of the rows is passed, by straight line."""
    passed = np.concatenate([[0.0], np.cumsum(shares)])
    return float(np.interp(0.5 * passed[-1], passed, edges))


def _ridge(ax: Axes, field: Box, base: float, shares: list[float], role: str) -> None:
    steps = np.linspace(field.left, field.right, len(shares) + 1)
    high = base - np.minimum(shares, HIGH) * (BAND - 3) / HIGH
    points = [(steps[0], base)]
    for left, right, y in zip(steps, steps[1:], high, strict=False):
        points += [(left, y), (right, y)]
    look: Values = {"facecolor": role, "alpha": 0.55, "linewidth": 0, "zorder": 2}
    ax.add_patch(Polygon([*points, (steps[-1], base)], closed=True, **look))
    ax.plot([field.left, field.right], [base, base], color=GRID, linewidth=1, zorder=2.2)
