"""Attention in tiles of two by two: the largest score and the sum of each row, kept up to date."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from explainer import attend
from explainer.tiled import Running, absorb
from generators.figures._shared.four_words import QUERY_WORD, W_K, W_Q, W_V, WORDS, X
from generators.kit import marks
from generators.kit.layout import Page
from generators.kit.marks import HIDDEN, MOVING, Box, Cells, Matrix, Saying, Words, frame, matrix
from generators.kit.motion import Frame, step
from generators.kit.theme import INK, LABEL, MUTED, PANEL, QUERY, SMALL, TITLE, VALUE
from generators.kit.values import Values

TILE = 2


def values() -> Values:
    passed, n = X @ W_V, len(WORDS)
    trace = attend(X @ W_Q, X @ W_K, passed)
    steps, gaps = [], []
    for top in range(0, n, TILE):
        rows = slice(top, top + TILE)
        known: Running | None = None
        for left in range(0, n, TILE):
            scores = trace.scaled_scores[rows, left : left + TILE]
            before, known = known, absorb(known, scores, passed[left : left + TILE])
            now, old = _kept(known), _kept(before) if before else None
            shrink = np.exp(np.subtract(old["largest"], now["largest"])).tolist() if old else None
            place = {"top": top, "left": left, "scores": scores.tolist()}
            output = known.output.tolist()
            steps.append({**place, **now, "output": output, "shrink": shrink, "before": old})
        assert known is not None
        gaps.append(float(np.abs(known.output - trace.output[rows]).max()))
    return {
        "words": list(WORDS),
        "row": QUERY_WORD,
        "cells": n * n,
        "held": TILE * TILE,
        "steps": steps,
        "scaled": trace.scaled_scores.tolist(),
        "steps_error": max(gaps),
    }


def _kept(known: Running) -> Values:
    """The largest score and the sum of some rows, as they are between two tiles."""
    return {"largest": known.maximum[:, 0].tolist(), "sum": known.total[:, 0].tolist()}


def alt(v: Values) -> str:
    (first, second), row = v["steps"][:2], v["row"]
    return (
        f"A grid of {v['cells']} scores is read in {len(v['steps'])} tiles; only one is filled at "
        f"a time. Row {v['words'][row]}: after the first tile the largest is "
        f"{first['largest'][row]:.0f} and the sum {first['sum'][row]:.2f}; after the second "
        f"{second['largest'][row]:.0f} and {second['sum'][row]:.2f}, the old sum having been "
        f"multiplied by {second['shrink'][row]:.2f}."
    )


def spoken_row(v: Values, tile: Values) -> int:
    """Which row of the tile the text works out: the page's word, or the last row."""
    return v["row"] - tile["top"] if 0 <= v["row"] - tile["top"] < TILE else TILE - 1


def worked(v: Values, tile: Values) -> tuple[str, str]:
    """What happens to the largest score of the row that is spoken about, and to its sum."""
    index = spoken_row(v, tile)
    largest, total = tile["largest"][index], f"{tile['sum'][index]:.3f}"
    new = " + ".join(f"exp({score:g} − {largest:g})" for score in tile["scores"][index])
    row = f"Row {v['words'][tile['top'] + index]}: the largest"
    if tile["before"] is None:
        return f"{row} is {largest:g}.", f"Sum = {new} = {total}"
    old, shrink = tile["before"]["largest"][index], f"{tile['shrink'][index]:.3f}"
    moved = "stays" if old == largest else f"rises from {old:g} to"
    return (
        f"{row} {moved} {largest:g}: what was summed is scaled by "
        f"exp({old:g} − {largest:g}) = {shrink}",
        f"Sum = {tile['before']['sum'][index]:.3f} × {shrink} + {new} = {total}",
    )


def at_once(v: Values) -> str:
    """The sum of the page's row as it is computed with all its scores in hand."""
    scores, last = v["scaled"][v["row"]], v["steps"][1]
    largest, total = last["largest"][v["row"]], f"{last['sum'][v['row']]:.3f}"
    return f"All at once: {' + '.join(f'exp({s:g} − {largest:g})' for s in scores)} = {total}"


class Kept:
    """The three things kept of every row: beside the grid, on a phone below it."""

    def __init__(self, ax: Axes, page: Page, table: Matrix, words: list[str]) -> None:
        self.ax, grid = ax, table.grid
        self.largest, self.sum, self.output = page.pick((326, 382, 432), (112, 160, 194))  # x
        self.cell = page.pick((44.0, 26.0), (33.0, 26.0))
        below = page.pick(0, grid.height + 74)  # px
        self.rows = [row[0].centre[1] + below for row in table.cells]
        top = self.rows[0] - 30
        right = self.output + 4 * self.cell[0]
        marks.bracket(ax, self.largest - 24, right, top - 16, "kept of each row", "top")
        for x, text in ((self.largest, "largest"), (self.sum, "sum")):
            marks.write(ax, x, top, text, MUTED, SMALL, align="centre")
        marks.write(ax, self.output, top, "output so far", VALUE, SMALL)
        for word, y in zip(words, self.rows, strict=True):
            if below:
                marks.write(ax, 12, y, word, INK, LABEL, True)
        self.drawn: dict[int, list[Any]] = {}

    def keep(self, tile: Values) -> None:
        """Write what is known now of the rows of this tile."""
        bold: Values = {"weight": "semibold", "align": "centre", **MOVING}
        for index, output in enumerate(tile["output"]):
            row = tile["top"] + index
            for old in self.drawn.get(row, ()):
                old.set_visible(False)
            y, look = self.rows[row], {"signed": False, "limit": 2.5, **MOVING}
            strip = marks.vector(self.ax, self.output, y - 13, output, VALUE, 2, self.cell, **look)
            numbers = (
                (self.largest, f"{tile['largest'][index]:.0f}"),
                (self.sum, f"{tile['sum'][index]:.2f}"),
            )
            texts = [marks.write(self.ax, x, y, text, INK, TITLE, **bold) for x, text in numbers]
            self.drawn[row] = [*texts, *strip.artists]


def animate(v: Values, page: Page) -> Iterator[Frame]:
    figure, ax = page.canvas((620, 310), (336, 530))
    said = Saying(ax, (12, 8), page.pick(596, 312), lines=page.pick(2, 4))
    empty, cell = np.zeros_like(v["scaled"]), (46.0, 34.0)
    words, plain = Words(v["words"], v["words"], top=70), Cells(cell, scale="plain", digits=None)
    table = matrix(ax, 12, page.pick(64, 96), empty, words, plain)
    corner, bare = (table.grid.left, table.grid.top), Words(row_title="", column_title="")
    signed = Cells(cell, scale="signed", digits=1, limit=5)
    cells = matrix(ax, *corner, v["scaled"], bare, signed, **HIDDEN).cells
    kept, tiles = Kept(ax, page, table, v["words"]), []
    for number, tile in enumerate(v["steps"], start=1):
        rows, columns = (slice(tile[side], tile[side] + TILE) for side in ("top", "left"))
        tiles.append(marks.enclosing([one for row in cells[rows] for one in row[columns]]))
        edge = frame(ax, tiles[-1], QUERY, 3, **MOVING)
        tiles[-1].show()
        yield step(figure, 1.3, said(f"Tile {number}: {v['held']} scores are computed."))
        kept.keep(tile)
        if tile["top"] == v["steps"][0]["top"]:  # the sums of the first rows; the others go alike
            yield step(figure, 3.8, said("\n".join(worked(v, tile))))
        if number == 2:
            yield step(figure, 3.0, said(f"{worked(v, tile)[1]}\n{at_once(v)}"))
        tiles[-1].show(False)
        edge.show(False)
    for number, box in enumerate(tiles, start=1):
        _cover(ax, box, f"tile {number}")
    rule = f"Never more than {v['held']} of the {v['cells']} scores were held."
    yield step(figure, 2.8, said(rule))


def _cover(ax: Axes, box: Box, name: str) -> None:
    """A tile without its scores, so that its name stands on no line."""
    frame(ax, box, MUTED, 1, facecolor=PANEL, **MOVING)
    marks.write(ax, *box.centre, name, MUTED, align="centre", zorder=7, **MOVING)
