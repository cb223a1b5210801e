"""Attention in tiles of two by two: the largest score and the sum of each row, kept up to date."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer import attend
from explainer.tiled import Running, absorb, attend_tiled
from generators.figures._shared.four_words import QUERY_WORD, W_K, W_Q, W_V, WORDS, X
from generators.kit.marks import (
    Box,
    Cells,
    Matrix,
    Words,
    bracket,
    matrix,
    note,
    progress,
    vector,
    write,
)
from generators.kit.marks.grids import clear_ground
from generators.kit.theme import INK, LABEL, MUTED, QUERY, SMALL, TITLE, VALUE, canvas

TILE = 2
CELL = (46.0, 34.0)
WIDTH, HEIGHT, TOP = 620, 326, 14.0
LARGEST, SUM, MIXED = 318.0, 374.0, 424.0  # x of the columns that are kept


def values() -> dict[str, Any]:
    queries, keys, passed = X @ W_Q, X @ W_K, X @ W_V
    trace = attend(queries, keys, passed)
    n = len(WORDS)
    steps = []
    for top in range(0, n, TILE):
        known: Running | None = None
        for left in range(0, n, TILE):
            scores = trace.scaled_scores[top : top + TILE, left : left + TILE]
            before, known = known, absorb(known, scores, passed[left : left + TILE])
            shrink = np.exp(before.maximum - known.maximum) if before else None
            steps.append(
                {
                    "top": top,
                    "left": left,
                    "scores": scores.tolist(),
                    "largest": known.maximum[:, 0].tolist(),
                    "sum": known.total[:, 0].tolist(),
                    "output": known.output.tolist(),
                    "shrink": shrink[:, 0].tolist() if shrink is not None else None,
                    "largest_before": before.maximum[:, 0].tolist() if before else None,
                    "sum_before": before.total[:, 0].tolist() if before else None,
                }
            )
    tiled = attend_tiled(queries, keys, passed, tile=TILE)
    return {
        "words": list(WORDS),
        "row": QUERY_WORD,
        "word": WORDS[QUERY_WORD],
        "tile": TILE,
        "cells": n * n,
        "held": TILE * TILE,
        "steps": steps,
        "scaled": trace.scaled_scores.tolist(),
        "output": tiled.tolist(),
        "error": float(np.abs(tiled - trace.output).max()),
        "steps_error": max(
            float(np.abs(np.array(step["output"]) - trace.output[step["top"] :][:TILE]).max())
            for step in steps
            if step["left"] == n - TILE
        ),
        "whole_sum": float(np.exp(trace.scaled_scores[QUERY_WORD] - 3).sum()),
        "largest_of_row": float(trace.scaled_scores[QUERY_WORD].max()),
    }


def alt(v: dict[str, Any]) -> str:
    first, second = v["steps"][0], v["steps"][1]
    row = v["row"]
    return (
        f"A grid of four by four scores is read in four tiles; only one tile is filled at a time. "
        f"Row {v['word']}: after the first tile the largest is {first['largest'][row]:.0f} and the "
        f"sum {first['sum'][row]:.2f}; after the second {second['largest'][row]:.0f} and "
        f"{second['sum'][row]:.2f}, the old sum having been multiplied by "
        f"{second['shrink'][row]:.2f}."
    )


class _Board:
    """The grid on the left, what is kept of each row on the right, one line of text below."""

    def __init__(self, ax: Axes, v: dict[str, Any]) -> None:
        self.ax, self.v = ax, v
        n = len(v["words"])
        empty = np.zeros((n, n))
        self.table = matrix(
            ax,
            16,
            TOP,
            empty,
            Words(v["words"], v["words"], top=70),
            Cells(CELL, scale="plain", digits=None),
        )
        grid = self.table.grid
        self.cells: Matrix = matrix(
            ax,
            grid.left,
            grid.top,
            v["scaled"],
            Words(row_title="", column_title=""),
            Cells(CELL, scale="signed", digits=1, limit=5),
            animated=True,
        )
        for row in self.cells.cells:
            for cell in row:
                cell.show(False)
        bracket(ax, LARGEST - 22, MIXED + 168, TOP + 30, "kept", "top")
        for x, text in ((LARGEST, "largest"), (SUM, "sum")):
            write(ax, x, TOP + 52, text, MUTED, SMALL, align="centre")
        write(ax, MIXED + 84, TOP + 52, "output so far", VALUE, SMALL, align="centre")
        self.frame = Rectangle(
            (0, 0),
            v["tile"] * CELL[0],
            v["tile"] * CELL[1],
            facecolor="none",
            edgecolor=QUERY,
            linewidth=3,
            zorder=6,
            animated=True,
            visible=False,
        )
        ax.add_patch(self.frame)
        self.kept: dict[int, list[Any]] = {}
        self.lines: list[Box] = []

    def tile(self, step: dict[str, Any], visible: bool) -> None:
        """Fill or empty the cells of one tile, with its frame."""
        grid = self.table.grid
        self.frame.set_xy((grid.left + step["left"] * CELL[0], grid.top + step["top"] * CELL[1]))
        self.frame.set_visible(visible)
        for i in range(step["top"], step["top"] + self.v["tile"]):
            for j in range(step["left"], step["left"] + self.v["tile"]):
                self.cells.cells[i][j].show(visible)

    def keep(self, step: dict[str, Any]) -> None:
        """Write what is known now of the rows of this tile."""
        for index in range(self.v["tile"]):
            row = step["top"] + index
            for old in self.kept.get(row, []):
                old.set_visible(False)
            y = self.table.cells[row][0].centre[1]
            strip = vector(
                self.ax,
                MIXED,
                y - 13,
                step["output"][index],
                VALUE,
                2,
                (42, 26),
                signed=False,
                limit=2.5,
                animated=True,
            )
            self.kept[row] = [
                write(
                    self.ax,
                    LARGEST,
                    y,
                    f"{step['largest'][index]:.0f}",
                    INK,
                    TITLE,
                    weight="semibold",
                    align="centre",
                    animated=True,
                ),
                write(
                    self.ax,
                    SUM,
                    y,
                    f"{step['sum'][index]:.2f}",
                    INK,
                    TITLE,
                    weight="semibold",
                    align="centre",
                    animated=True,
                ),
                *strip.artists,
            ]

    def say(self, *texts: str) -> None:
        """The lines below the grid."""
        for line in self.lines:
            line.show(False)
        y = self.table.grid.bottom + 22
        self.lines = [
            note(
                self.ax,
                16,
                y + 24 * index,
                text,
                INK if index == 0 else MUTED,
                LABEL,
                animated=True,
            )
            for index, text in enumerate(texts)
        ]


def spoken_row(v: dict[str, Any], step: dict[str, Any]) -> int:
    """Which row of the tile the text works out: the page's word, or the last row."""
    row, tile = int(v["row"] - step["top"]), int(v["tile"])
    return row if 0 <= row < tile else tile - 1


def worked(v: dict[str, Any], step: dict[str, Any]) -> tuple[str, str]:
    index = spoken_row(v, step)
    word = v["words"][step["top"] + index]
    largest = step["largest"][index]
    new = " + ".join(f"exp({score:g} − {largest:g})" for score in step["scores"][index])
    if step["shrink"] is None:
        return (
            f"Row {word}: the largest is {largest:g}. Sum = {new} = {step['sum'][index]:.3f}",
            "",
        )
    old = step["largest_before"][index]
    moved = "stays" if old == largest else f"rises from {old:g} to"
    return (
        f"Row {word}: the largest {moved} {largest:g}, so what was summed counts "
        f"exp({old:g} − {largest:g}) = {step['shrink'][index]:.3f} times",
        f"Sum = {step['sum_before'][index]:.3f} × {step['shrink'][index]:.3f} + {new} "
        f"= {step['sum'][index]:.3f}",
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = canvas(WIDTH, HEIGHT)
    board = _Board(ax, v)
    dots = progress(ax, 0, len(v["steps"]) + 1)
    for number, step in enumerate(v["steps"]):
        dots.set(number)
        board.tile(step, True)
        board.say(f"Tile {number + 1}: {v['held']} scores are computed")
        yield figure, 2.0
        board.keep(step)
        board.say(*worked(v, step))
        yield figure, 5.0 if number < 2 else 3.5
        board.tile(step, False)
    dots.set(len(v["steps"]))
    grid = board.table.grid
    for number, step in enumerate(v["steps"]):
        x = grid.left + (step["left"] + v["tile"] / 2) * CELL[0]
        y = grid.top + (step["top"] + v["tile"] / 2) * CELL[1]
        label = f"tile {number + 1}"
        clear_ground(write(ax, x, y, label, MUTED, LABEL, align="centre", animated=True))
    step = v["steps"][1]
    second = worked(v, step)[1]
    board.say(
        f"All rows are done, and no more than {v['held']} of the {v['cells']} scores were ever "
        "held.",
        f"Tile 2, row {v['word']}: {second[0].lower()}{second[1:]}",
    )
    yield figure, 5.0
