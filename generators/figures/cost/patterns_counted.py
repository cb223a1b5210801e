"""Who may look at whom in four patterns, their cells counted, and who is reached in two layers."""

import numpy as np

from explainer.attention import causal_mask
from explainer.drawing.marks.grids import compound
from explainer.patterns import reach, sliding_window, strided, with_first
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, frame, write
from generators.kit.theme import INK, KEY, LABEL, QUERY, SMALL, WEIGHT

N, WINDOW = 16, 4
LONG, LONG_WINDOW = 4096, 256
LAYERS = 2
TOLD = ("window", "strided")  # what the page says more of
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
        "long": LONG,
        "long_window": LONG_WINDOW,
        "masks": {name: mask.astype(int).tolist() for name, mask in small.items()},
        "reached": {name: mask.astype(int).tolist() for name, mask in reached.items()},
        "cells": {name: int(mask.sum()) for name, mask in small.items()},
        "reached_cells": {name: int(mask.sum()) for name, mask in reached.items()},
        "long_shares": {name: int(long[name].sum()) / int(long["causal"].sum()) for name in TOLD},
        "layers_to_reach_all": {name: _layers_needed(small[name]) for name in TOLD},
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


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(
        len(NAMES), (156, 176), (150, 176), across=(4, 2), gap=12, edge=14, top=18
    )
    write(ax, 14, 14, "who looks ↓", QUERY, SMALL)
    write(ax, 96, 14, "what is looked at →", KEY, SMALL)
    for box, (name, title) in zip(boxes, NAMES.items(), strict=True):
        for line, words in enumerate(title.split("\n")):
            write(ax, box.left, box.top + 8 + 17 * line, words, INK, LABEL, weight="semibold")
        _grid(ax, box, v["masks"][name], v["reached"][name])
    return figure


def _grid(ax: Axes, box: Box, open_cells: list[list[int]], reached: list[list[int]]) -> None:
    """The open cells, those reached through two layers fainter."""
    grid = Box(box.left, box.top + 40, N * CELL, N * CELL)
    frame(ax, grid)
    boxes = [
        [Box(grid.left + j * CELL, grid.top + i * CELL, CELL, CELL) for j in range(N)]
        for i in range(N)
    ]
    shades = [
        [
            (WEIGHT, 0.85 if now else 0.25 if later else 0.0)
            for now, later in zip(*rows, strict=True)
        ]
        for rows in zip(open_cells, reached, strict=True)
    ]
    compound(ax, boxes, shades)
