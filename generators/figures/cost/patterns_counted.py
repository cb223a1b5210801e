"""Who may look at whom in four patterns, their cells counted, and who is reached in two layers."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer.attention import causal_mask
from explainer.patterns import reach, sliding_window, strided, with_first
from generators.kit.marks import Box, write
from generators.kit.marks.grids import compound
from generators.kit.theme import GRID, INK, KEY, LABEL, MUTED, QUERY, SMALL, VALUE, WEIGHT, canvas
from generators.kit.values import Values

N, WINDOW = 16, 4
LONG, LONG_WINDOW = 4096, 256
LAYERS = 2
CELL = 8.0
NAMES = {
    "causal": "causal",
    "window": f"window of {WINDOW}",
    "first": f"window of {WINDOW},\nand the first",
    "strided": f"window of {WINDOW},\nand every {WINDOW}th",
}


def masks(n: int, window: int) -> dict[str, np.ndarray]:
    """The four patterns for n tokens."""
    return {
        "causal": causal_mask(n),
        "window": sliding_window(n, window),
        "first": with_first(sliding_window(n, window)),
        "strided": strided(n, window),
    }


def values() -> Values:
    small, long = masks(N, WINDOW), masks(LONG, LONG_WINDOW)
    reached = {name: reach(mask, LAYERS) for name, mask in small.items()}
    return {
        "n": N,
        "window": WINDOW,
        "layers": LAYERS,
        "long": LONG,
        "long_window": LONG_WINDOW,
        "masks": {name: mask.astype(int).tolist() for name, mask in small.items()},
        "reached": {name: mask.astype(int).tolist() for name, mask in reached.items()},
        "cells": {name: int(mask.sum()) for name, mask in small.items()},
        "reached_cells": {name: int(mask.sum()) for name, mask in reached.items()},
        "long_cells": {name: int(mask.sum()) for name, mask in long.items()},
        "long_shares": {
            name: int(mask.sum()) / int(long["causal"].sum()) for name, mask in long.items()
        },
        "squares": N * N,
        "gone_after_layers": int((~reached["window"] & small["causal"]).sum()),
        "layers_to_reach_all": {name: _layers_needed(mask) for name, mask in small.items()},
    }


def _layers_needed(mask: np.ndarray) -> int:
    """Layers until the last token can hold something of every token before it."""
    layers = 1
    while not reach(mask, layers)[-1].all():
        layers += 1
    return layers


def alt(v: Values) -> str:
    listed = "; ".join(
        f"{NAMES[name]}".replace("\n", " ")
        + f" {v['cells'][name]} cells, {v['reached_cells'][name]} reached in two layers"
        for name in v["masks"]
    )
    return f"Four masks of {v['n']} by {v['n']} cells, rows look at filled columns: {listed}."


def _picture(ax: Axes, x: float, y: float, cells: Any, extra: Any) -> Box:
    """The filled cells, those of `extra` that are not in `cells` in another colour."""
    array, more = np.asarray(cells), np.asarray(extra)
    grid = Box(x, y, N * CELL, N * CELL)
    ax.add_patch(
        Rectangle(
            (x - 0.5, y - 0.5),
            grid.width + 1,
            grid.height + 1,
            facecolor="none",
            edgecolor=GRID,
            linewidth=1,
        )
    )
    boxes = [[Box(x + j * CELL, y + i * CELL, CELL, CELL) for j in range(N)] for i in range(N)]
    shades = [
        [(WEIGHT, 0.8) if array[i, j] else (VALUE, 0.35 if more[i, j] else 0.0) for j in range(N)]
        for i in range(N)
    ]
    compound(ax, boxes, shades)
    return grid


def _one(ax: Axes, x: float, y: float, v: Values, name: str) -> None:
    for index, line in enumerate(NAMES[name].split("\n")):
        write(ax, x, y + 8 + 17 * index, line, INK, LABEL, weight="semibold")
    grid = _picture(ax, x, y + 40, v["masks"][name], v["reached"][name])
    write(ax, x, grid.bottom + 18, f"{v['cells'][name]} cells", WEIGHT, LABEL, weight="semibold")
    more = v["reached_cells"][name] - v["cells"][name]
    text = f"and {more} through two layers" if more else "all that lie behind"
    write(ax, x, grid.bottom + 36, text, VALUE if more else MUTED, SMALL)


def _head(ax: Axes, x: float) -> None:
    write(ax, x, 14, "who looks ↓", QUERY, SMALL)
    write(ax, x + 76, 14, "what is looked at →", KEY, SMALL)


def draw(v: Values) -> Figure:
    figure, ax = canvas(680, 256)
    _head(ax, 18)
    for index, name in enumerate(v["masks"]):
        _one(ax, 18 + index * 168, 32, v, name)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(332, 500)
    _head(ax, 12)
    for index, name in enumerate(v["masks"]):
        _one(ax, 12 + index % 2 * 166, 32 + index // 2 * 236, v, name)
    return figure
