"""The same weights on a fixed colour scale and stretched to each picture's own range."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.figures._shared.running_sentence import translation
from generators.figures.heatmaps._page import CONTROL_SEED, cross_heads, stretched
from generators.kit import marks, theme
from generators.kit.values import Values

HEAD = 0
CELL = (17, 14)
GAP = 34


def values() -> Values:
    told = translation("tired")
    english, french = list(told.source_tokens), list(told.tokens[:-1])
    maps = {
        name: cross_heads(english, french, trained)[HEAD]
        for name, trained in (("trained", True), ("untrained", False))
    }
    return {
        "english": english,
        "french": [*french, "<end>"],
        "seed": CONTROL_SEED,
        "weights": {name: weights.round(4).tolist() for name, weights in maps.items()},
        "stretched": {name: stretched(weights).round(4).tolist() for name, weights in maps.items()},
        "largest": {name: float(weights.max()) for name, weights in maps.items()},
        "smallest": {name: float(weights.min()) for name, weights in maps.items()},
        "uniform": 1 / len(english),
        "dark": {
            name: {
                "fixed": int((weights >= 0.5).sum()),
                "stretched": int((stretched(weights) >= 0.5).sum()),
            }
            for name, weights in maps.items()
        },
        "cells": int(maps["trained"].size),
    }


def alt(v: Values) -> str:
    dark = v["dark"]
    return (
        "Four heatmaps: a trained and an untrained head, each on the scale from 0 to 1 and "
        "stretched to its own range. The untrained head's weights lie between "
        f"{v['smallest']['untrained']:.2f} and {v['largest']['untrained']:.2f}: on the fixed scale "
        f"{dark['untrained']['fixed']} cells are above the middle, stretched "
        f"{dark['untrained']['stretched']} of {v['cells']}."
    )


def _panel(ax: Any, x: float, y: float, v: Values, name: str, how: str, words: Any) -> Any:
    rows, columns, left, top = words
    numbers = v["weights" if how == "fixed" else "stretched"][name]
    return marks.matrix(
        ax,
        x,
        y,
        np.asarray(numbers),
        marks.Words(rows, columns, row_title="", column_title="", left=left, top=top),
        marks.Cells(CELL, digits=None),
        reads=v["weights"][name],
    )


def draw(v: Values) -> Figure:
    width, height = CELL[0] * len(v["english"]), CELL[1] * len(v["french"])
    left, top, head = 72.0, 62.0, 36.0
    figure, ax = theme.canvas(left + 2 * width + GAP + 76, head + 2 * (height + GAP) + top + 4)
    for column, (how, title) in enumerate(
        (("fixed", "scale from 0 to 1"), ("stretched", "stretched to its own range"))
    ):
        x = 16 + left + column * (width + GAP)
        marks.write(ax, x, 20, title, theme.INK, theme.LABEL, weight="semibold")
        for row, name in enumerate(("trained", "untrained")):
            y = head + top + row * (height + GAP)
            rows = v["french"] if column == 0 else None
            columns = v["english"] if row == 0 else None
            words = (rows, columns, left * (column == 0), top * (row == 0))
            _panel(ax, x - words[2], y - words[3], v, name, how, words)
            low, high = v["smallest"][name], v["largest"][name]
            ends = (0, 1) if how == "fixed" else (low, high)
            text = f"{name}: pale {ends[0]:.2f}, full {ends[1]:.2f}"
            marks.write(ax, x, y + height + 14, text, theme.MUTED, theme.SMALL)
    return figure


def narrow(v: Values) -> Figure:
    """One under the other, without words: the shades are what is compared."""
    width, height = CELL[0] * len(v["english"]), CELL[1] * len(v["french"])
    figure, ax = theme.canvas(340, 4 * (height + 42) + 12)
    y = 8.0
    for name in ("trained", "untrained"):
        for how in ("fixed", "stretched"):
            low, high = (0, 1) if how == "fixed" else (v["smallest"][name], v["largest"][name])
            title = f"{name}: pale {low:.2f}, full colour {high:.2f}"
            x = 16.0 + 68
            marks.write(ax, x, y + 12, title, theme.INK, theme.SMALL)
            words = (v["french"], None, 68.0, 0.0)
            _panel(ax, x - 68, y + 24, v, name, how, words)
            y += height + 42
    assert width < 340 - 84
    return figure
