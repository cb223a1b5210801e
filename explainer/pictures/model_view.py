"""The model view: every head of every layer as a small table, to see which one to look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.arrays import Array, Float
from explainer.drawing.marks import weight_legend, write
from explainer.drawing.marks.thumbnails import thumbnails
from explainer.drawing.theme import INK, LABEL, MUTED, SMALL, canvas, house_style
from explainer.inspect.attentions import Attentions
from explainer.pictures.asked import counted, told
from explainer.pictures.heatmap import EDGE, KEY_SIZE, WIDTH
from explainer.pictures.shown import Picture
from explainer.pictures.words import written

GAP = 6.0  # px between two tables
SIDES = (14.0, 96.0)  # px of a table: the least and the most
LEFT, TOP = 58.0, 44.0  # px for the names of layers, for the title and the numbers of heads
DOTS = 200_000  # of all tables: more makes the file heavy
NUMBER = 24.0  # px that the number of a head takes


def model_view(seen: Attentions, width: int = WIDTH) -> Picture:
    """All heads, one layer a row, each as its table of weights: who looks down, at what across.

    Of a long text each dot is the largest weight of a square of places. Raises ValueError where
    one line has no room for a single table.
    """
    plan = _plan(seen, width)
    with house_style():
        figure = _drawn(seen, plan)
    heads = sum(len(layer) for layer in seen.layers)
    start = (
        f"The weights of every head, {heads} in {counted(len(seen.layers), 'layer')}, as small "
        f"tables: {counted(len(seen.who_looks), 'token')} looking at {len(seen.looked_at)}. "
        "Largest mean share:"
    )
    return Picture(figure, told(start, _most_looked_at(seen)))


@dataclass(frozen=True)
class _Plan:
    side: float  # px of a table
    across: int  # tables beside each other
    places: list[tuple[float, float]]  # the corner of each, layer by layer
    tops: list[float]  # where each layer begins
    bottom: float


def _plan(seen: Attentions, width: int) -> _Plan:
    room = width - 2 * EDGE - LEFT + GAP
    most_heads = max(len(layer) for layer in seen.layers)
    side = min(max(np.floor(room / most_heads) - GAP, SIDES[0]), SIDES[1])
    across = min(most_heads, int(room // (side + GAP)))
    if across < 1:
        raise ValueError(f"{width} px have no room for a table of {SIDES[0]:.0f} px")
    places, tops, top = [], [], EDGE + TOP
    for layer in seen.layers:
        tops.append(top)
        for head in range(len(layer)):
            down, right = divmod(head, across)
            places.append((EDGE + LEFT + right * (side + GAP), top + down * (side + GAP)))
        top += -(-len(layer) // across) * (side + GAP) + (GAP if most_heads > across else 0)
    return _Plan(float(side), across, places, tops, top)


def _drawn(seen: Attentions, plan: _Plan) -> Figure:
    side = min(plan.side, max(SIDES[0], (DOTS / len(plan.places)) ** 0.5))
    dots, block = _pooled(np.concatenate(seen.layers), int(side))
    wide = max(LEFT + plan.across * (plan.side + GAP) - GAP, KEY_SIZE[0])
    notes = (
        [f"one dot is the largest of {block[0]} × {block[1]} weights"] if block != (1, 1) else []
    )
    high = plan.bottom + KEY_SIZE[1] + 20 * len(notes) - 6
    figure, ax = canvas(round(wide + 2 * EDGE), round(high + EDGE))
    write(ax, EDGE, EDGE + 8, "all heads", INK, LABEL, weight="semibold")
    _names(ax, seen, plan)
    thumbnails(ax, plan.places, dots, plan.side)
    weight_legend(ax, EDGE, high - 14 - 20 * len(notes))
    for note in notes:
        write(ax, EDGE, high - 6, note, MUTED, SMALL)
    return figure


def _names(ax: Axes, seen: Attentions, plan: _Plan) -> None:
    """Numbers of heads above the first line, names of layers beside their first."""
    pitch = plan.side + GAP
    every = int(np.ceil(NUMBER / pitch))
    write(ax, EDGE + LEFT - 8, EDGE + TOP - 10, "head", MUTED, SMALL, align="right")
    for head in range(0, plan.across, every):
        x = EDGE + LEFT + head * pitch + plan.side / 2
        write(ax, x, EDGE + TOP - 10, str(head), MUTED, SMALL, align="centre")
    for layer, top in enumerate(plan.tops):
        y = top + plan.side / 2
        write(ax, EDGE + LEFT - 8, y, f"layer {layer}", INK, SMALL, align="right")


def _pooled(
    weights: Float[Array, "heads queries keys"], side: int
) -> tuple[Float[Array, "heads rows columns"], tuple[int, int]]:
    """At most `side` rows and columns, each the largest of a block; and the size of the blocks."""
    block = tuple(-(-count // side) for count in weights.shape[1:])
    for axis, size in enumerate(block, 1):
        weights = np.maximum.reduceat(weights, range(0, weights.shape[axis], size), axis=axis)
    return weights, (block[0], block[1])


def _most_looked_at(seen: Attentions) -> list[str]:
    """The token that gets most of each head, "layer 0: head 0 because 0.31, head 1 …"."""
    columns = written(seen.looked_at)
    said = []
    for number, layer in enumerate(seen.layers):
        shares = layer.mean(axis=1)  # [heads, keys]
        heads = [
            f"head {head} “{columns[int(row.argmax())]}” {row.max():.2f}"
            for head, row in enumerate(shares)
        ]
        said.append(f"layer {number}: {', '.join(heads)}")
    return said
