"""Three matrices make a query, a key and a value of the vector of "animal"."""

import numpy as np

from generators.figures._shared.four_words import FEATURES, QUERY_WORD, W_K, W_Q, W_V, WORDS, X
from generators.figures.self_attention._page import BETWEEN, pencil, pencils
from generators.kit import theme
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, frame, write

PARTS = (
    ("query", "asks for", W_Q, theme.QUERY),
    ("key", "answers to", W_K, theme.KEY),
    ("value", "passes on", W_V, theme.VALUE),
)


def values() -> Values:
    return {
        "word": WORDS[QUERY_WORD],
        "features": list(FEATURES),
        "picked": np.flatnonzero(X[QUERY_WORD]).tolist(),
        "matrices": {name: matrix.tolist() for name, _, matrix, _ in PARTS},
        "made": {name: (X[QUERY_WORD] @ matrix).tolist() for name, _, matrix, _ in PARTS},
    }


def alt(v: Values) -> str:
    made = ", ".join(f"{n} {[int(m) for m in numbers]}" for n, numbers in v["made"].items())
    rows = " and ".join(v["features"][row] for row in v["picked"])
    return (
        f"{v['word']} is {rows}; in each of three matrices these rows are marked and added up. "
        f"That gives, under {', '.join(v['features'])}: {made}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell = page.pick((44.0, 26.0), (56.0, 26.0))
    size = (4 * cell[0], 226.0)
    figure, ax, boxes = page.panels(len(PARTS), size, across=(3, 1), gap=20, left=66)
    for box, (name, verb, _, role) in zip(boxes, PARTS, strict=True):
        write(ax, box.left, box.top + 8, name, role, theme.TITLE, weight="semibold")
        wide = theme.measure(name, theme.TITLE, weight="semibold")[0]
        write(ax, box.left + wide + 8, box.top + 8, verb, theme.MUTED)
        first, corner = box.left == boxes[0].left, (box.left, box.top + 48)
        names = v["features"] if first else ()
        grid = pencils(ax, corner, v["matrices"][name], theme.MUTED, cell, names)
        for row in v["picked"]:
            top = grid.top + row * (cell[1] + BETWEEN)
            frame(ax, Box(grid.left - 2, top - 2, grid.width + 4, cell[1] + 4), role, 2.5)
        down = grid.centre[0]
        arrow(ax, (down, grid.bottom + 4), (down, grid.bottom + 24), role)
        made = pencil(ax, (box.left, grid.bottom + 28), v["made"][name], role, cell)
        if first:
            write(ax, box.left - 8, made.centre[1], v["word"], mono=True, align="right")
    return figure
