"""One layer of the encoder for one word: attention adds to its strip, feed-forward adds to it."""

from itertools import product
from typing import Any

import numpy as np
from matplotlib.patches import Circle

from explainer import BlockTrace
from generators.figures._shared.decoder_rows import TIRED as TEXT
from generators.figures._shared.decoder_rows import translation
from generators.figures._shared.strips import strips
from generators.figures.ten_pictures._row import TIRED
from generators.figures.ten_pictures._stage import ENGLISH_EDGE, Stage, sentences, stage
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, frame, heat, link, note
from generators.kit.theme import INK, MUTED, PANEL, RESIDUAL, WEIGHT

STRIPS = ("enters", "attention", "between", "feed_forward", "leaves")
WIDE_PLACES = [
    (54.0, 262.0),
    (232.0, 98.0),
    (318.0, 262.0),
    (568.0, 98.0),
    (656.0, 262.0),
]  # left, top
NARROW_TOPS = (14.0, 72.0, 124.0, 322.0, 372.0)
STRIP = (20.0, 128.0)  # px, on a wide page; on a phone it lies
FIELD = 128.0  # px, the side of the field of hidden cells


def values() -> Values:
    said = sentences()
    english = said["english"][TIRED]
    layer, place = max(
        product(translation(TEXT).trace.encoder.layers, range(len(english))), key=_lesser
    )
    enters, between, leaves = _streams(layer, place)
    hidden = np.asarray(layer.feed_forward_hidden)[place]
    weights = np.asarray(layer.self_attention.weights)[:, place].mean(axis=0)
    parts = zip(STRIPS, (enters, between - enters, between, leaves - between, leaves), strict=True)
    return {
        "sentences": said,
        "place": place,
        "word": english[place],
        "strips": {name: vector.round(3).tolist() for name, vector in parts},
        "weights": weights.round(4).tolist(),
        "most_on": english[int(weights.argmax())],
        "most": float(weights.max()),
        "hidden": hidden.round(3).tolist(),
        "cells": len(hidden),
        "lit": float((hidden > 0).mean()),
    }


def _streams(layer: BlockTrace, place: int) -> list[np.ndarray]:
    """The word's vector as it enters the layer, between its two parts, and as it leaves."""
    streams = (layer.input, layer.after_self_attention, layer.output)
    return [np.asarray(stream)[place] for stream in streams]


def _lesser(at: tuple[BlockTrace, int]) -> float:
    """How much of a word's vector is from the part that adds less: most where it can be seen."""
    enters, between, leaves = _streams(*at)
    added = min(np.linalg.norm(between - enters), np.linalg.norm(leaves - between))
    return float(added / np.linalg.norm(leaves))


def alt(v: Values) -> str:
    return (
        f"The strip of {v['word']} runs through one layer as a line. Attention brings a strip from "
        f"the other words, most from {v['most_on']}, and adds it. The feed-forward layer reads the "
        "sum, lights "
        f"{v['lit']:.0%} of its {v['cells']} cells, and adds a strip of its own. "
        "What was there before stays in the sum."
    )


def draw(v: Values, page: Page) -> Figure:
    shown = stage(page, v["sentences"], TIRED, 408, {v["place"]: INK})
    width, height = page.pick(STRIP, (224.0, 20.0))
    column = [(ENGLISH_EDGE + 22, top) for top in NARROW_TOPS]
    corners = column if page.narrow else WIDE_PLACES
    boxes = {
        name: Box(*corner, width, height) for name, corner in zip(STRIPS, corners, strict=True)
    }
    (_down if page.narrow else _across)(shown, v, boxes)
    strips(shown.ax, list(boxes.values()), list(v["strips"].values()), zorder=3)
    for name, box in boxes.items():
        ground = {"facecolor": PANEL, "zorder": 2}  # the line passes behind
        frame(shown.ax, box, WEIGHT if name == "attention" else RESIDUAL, 3, **ground)
    return shown.figure


def _across(shown: Stage, v: Values, boxes: dict[str, Box]) -> None:
    """The line from left to right, what is added to it above it."""
    ax, start, end = shown.ax, boxes["enters"], boxes["leaves"]
    y = start.centre[1]
    arrow(ax, (start.left - 40, y), (end.right + 40, y), RESIDUAL, width=6, zorder=1)
    field = Box(402, boxes["feed_forward"].top, FIELD, FIELD)
    _field(shown, v, field)
    for name in ("attention", "feed_forward"):
        x = boxes[name].centre[0]
        arrow(ax, (x, boxes[name].bottom), (x, y - 10), RESIDUAL, width=2.5)
        _plus(shown, (x, y))
    x = boxes["between"].centre[0]
    ax.plot([x, x], [boxes["between"].top, field.centre[1]], color=RESIDUAL, linewidth=2.5)
    arrow(ax, (x - 1, field.centre[1]), (field.left - 2, field.centre[1]), RESIDUAL, width=2.5)
    arrow(
        ax,
        (field.right, field.centre[1]),
        (boxes["feed_forward"].left - 2, field.centre[1]),
        RESIDUAL,
        width=2.5,
    )
    _looks(shown, v, boxes["attention"].north, "vertical")
    note(ax, boxes["attention"].right + 8, 150, "attention\nadds", WEIGHT)
    note(ax, field.left, field.bottom + 4, "feed-forward: lit cells", MUTED)
    note(ax, boxes["feed_forward"].right + 8, 150, "and\nadds", MUTED)
    note(ax, start.left - 34, start.top - 22, f"{v['word']} enters", INK)
    note(ax, end.left - 34, start.top - 22, f"{v['word']} leaves", INK)


def _down(shown: Stage, v: Values, boxes: dict[str, Box]) -> None:
    """The line from top to bottom, as a sum that is written down."""
    ax, start, end = shown.ax, boxes["enters"], boxes["leaves"]
    x = start.left - 9
    ax.plot([x, x], [start.centre[1], end.centre[1]], color=RESIDUAL, linewidth=6, zorder=1)
    field = Box(start.right - FIELD, boxes["between"].bottom + 26, FIELD, FIELD)
    _field(shown, v, field)
    for name in ("attention", "feed_forward"):
        _plus(shown, (x, boxes[name].centre[1]))
    says = {
        "attention": ("attention adds", WEIGHT),
        "between": ("the sum", MUTED),
        "feed_forward": ("feed-forward adds", MUTED),
        "leaves": (f"{v['word']} leaves", INK),
    }
    for name, (text, role) in says.items():
        note(ax, boxes[name].left, boxes[name].top - 21, text, role)
    note(ax, start.left, field.centre[1] - 18, "feed-forward:\nlit cells", MUTED)


def _field(shown: Stage, v: Values, box: Box) -> None:
    """The hidden cells as a square as far as they go; the brightest is the largest."""
    hidden = np.asarray(v["hidden"])
    side = int(np.ceil(np.sqrt(len(hidden))))
    square = np.zeros(side * side)
    square[: len(hidden)] = hidden
    heat(shown.ax, box, square.reshape(side, side), INK, float(hidden.max()), ruled=True)


def _plus(shown: Stage, centre: tuple[float, float]) -> None:
    look: dict[str, Any] = {"facecolor": PANEL, "edgecolor": RESIDUAL, "linewidth": 2, "zorder": 4}
    shown.ax.add_patch(Circle(centre, 10, **look))
    (x, y), arm = centre, 5
    for dx, dy in ((arm, 0), (0, arm)):
        shown.ax.plot([x - dx, x + dx], [y - dy, y + dy], color=RESIDUAL, linewidth=2, zorder=5)


def _looks(shown: Stage, v: Values, end: tuple[float, float], axis: str) -> None:
    for word, weight in zip(shown.english, v["weights"], strict=True):
        link(shown.ax, shown.leaving(word), end, weight, minimum=0.005, widest=24, axis=axis)
