"""Split, attend in every head, put side by side, project: one attention with its real numbers."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

import explainer
from generators.figures._shared.head_statistics import SENTENCE
from generators.kit.marks import Box, arrow, note, progress, step
from generators.kit.marks.grids import compound
from generators.kit.theme import (
    GRID,
    INK,
    KEY,
    LABEL,
    MUTED,
    QUERY,
    RESIDUAL,
    SMALL,
    VALUE,
    WEIGHT,
    canvas,
)

LAYER = 1  # the second
WIDTH, HEIGHT = 632, 590
TOPS = (62, 206, 318, 476)  # y of the four bands of blocks
LEFTS = (24, 196, 340, 484)  # x of the input, queries, keys, values
COLUMNS = (24, 180, 336, 492)  # x of the four heads
PX, ROW = 2.0, 5.0  # px a feature, px a token, in the blocks of features
LOOK = 9.0  # px a weight
SHADES = 4  # few, so that the animation stays small


def values() -> dict[str, Any]:
    model = explainer.load("translator")
    block = explainer.translate(model, SENTENCE).trace.encoder.layers[LAYER]
    trace = block.self_attention
    shapes = {
        "input": block.input.shape,
        "projected": explainer.merge_heads(trace.queries).shape,
        "split": trace.queries.shape,
        "weights": trace.weights.shape,
        "taken": trace.attention.output.shape,
        "concatenated": trace.concatenated.shape,
        "output_weight": trace.output_weight.shape,
        "output": trace.output.shape,
    }
    arrays = {
        "input": block.input,
        "queries": trace.queries,
        "keys": trace.keys,
        "values": trace.values,
        "weights": trace.weights,
        "taken": trace.attention.output,
        "output": trace.output,
    }
    again = explainer.merge_heads(trace.attention.output)
    return {
        "layer": LAYER + 1,
        "tokens": block.input.shape[0],
        "d_model": model.config.d_model,
        "heads": model.config.n_heads,
        "d_head": model.config.d_model // model.config.n_heads,
        "shapes": {name: str(list(shape)) for name, shape in shapes.items()},
        "merge_error": float(np.abs(again - trace.concatenated).max()),
        "rows_sum_error": float(np.abs(trace.weights.sum(axis=-1) - 1).max()),
        "arrays": {name: np.round(array, 3).tolist() for name, array in arrays.items()},
    }


def alt(v: dict[str, Any]) -> str:
    shapes = v["shapes"]
    return (
        f"Encoder layer {v['layer']}: the input {shapes['input']} is projected to queries, keys "
        f"and values {shapes['projected']}, whose features are split to {shapes['split']}; every "
        f"head attends over all {v['tokens']} words; the results are put side by side to "
        f"{shapes['concatenated']} and multiplied by the output projection."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = canvas(WIDTH, HEIGHT)
    stages = [_project(ax, v), _split(ax, v), _attend(ax, v), _join(ax, v), _output(ax, v)]
    mark = progress(ax, 0, len(stages))
    for number, stage in enumerate(stages):
        mark.set(number)
        for seconds in stage:
            yield figure, seconds
    yield figure, 4.0


def _project(ax: Axes, v: dict[str, Any]) -> Iterator[float]:
    """Stage 1, drawn now; the generator shows it piece by piece when it is run."""
    a, shape, top = v["arrays"], v["shapes"], TOPS[0]
    head = step(ax, LEFTS[0], 8, 1, "project every token, three times", **HIDDEN).artists
    source = _block(ax, LEFTS[0], top, a["input"], RESIDUAL, f"input {shape['input']}")
    made: list[list[Artist]] = []
    for x, name, role, text in _PROJECTED:
        pieces = _named(ax, x, top, v, f"{text} {shape['projected']}", role)
        for number, part in enumerate(a[name]):
            pieces += _block(ax, x + number * v["d_head"] * PX, top, part, role, "", of=a[name])
        made.append(pieces)
    return _show_in_turn([[*head, *source], *made], [1.6, 1.0, 1.0, 1.4])


def _split(ax: Axes, v: dict[str, Any]) -> Iterator[float]:
    """Stage 2: the slices of features travel to their heads; every slice keeps every row."""
    a, top = v["arrays"], TOPS[1]
    text = f"split the features: {v['shapes']['projected']} becomes {v['shapes']['split']}"
    head = step(ax, LEFTS[0], top - 62, 2, text, **HIDDEN).artists
    moving: list[tuple[list[Artist], float, float]] = []
    names: list[Artist] = []
    for number, column in enumerate(COLUMNS):
        title = note(
            ax, column, top - 24, f"head {number + 1}", INK, LABEL, weight="semibold", **HIDDEN
        )
        names += title.artists
        for place, (x, name, role, _) in enumerate(_PROJECTED):
            part = a[name][number]
            target = column + place * (v["d_head"] * PX + 7)
            pieces = _block(ax, target, top, part, role, "", of=a[name])
            from_x = x + number * v["d_head"] * PX
            moving.append((pieces, from_x - target, TOPS[0] - top))
    return _travel(ax, [*head, *names], moving)


def _attend(ax: Axes, v: dict[str, Any]) -> Iterator[float]:
    """Stage 3: all heads go through all words, row by row."""
    top = TOPS[2]
    text = f"attend in every head: weights {v['shapes']['weights']}"
    head = list(step(ax, LEFTS[0], top - 36, 3, text, **HIDDEN).artists)
    rows: list[list[Artist]] = [[] for _ in range(v["tokens"])]
    size = v["tokens"] * LOOK
    for column, weights in zip(COLUMNS, v["arrays"]["weights"], strict=True):
        head.append(_frame(ax, column, top, size, size, GRID))
        for index, row in enumerate(weights):
            boxes = [
                [Box(column + j * LOOK, top + index * LOOK, LOOK, LOOK) for j in range(len(row))]
            ]
            rows[index] += compound(ax, boxes, [[(WEIGHT, number) for number in row]], **HIDDEN)
    pauses = [0.35] * (len(rows) - 1) + [1.6]
    return _show_in_turn([[*head, *rows[0]], *rows[1:]], [1.0, *pauses[1:]])


def _join(ax: Axes, v: dict[str, Any]) -> Iterator[float]:
    """Stage 4: each head's averages of its values, side by side again."""
    top, taken = TOPS[3], v["arrays"]["taken"]
    head = list(step(ax, LEFTS[0], top - 36, 4, "put side by side", **HIDDEN).artists)
    width = v["d_head"] * PX
    moving: list[tuple[list[Artist], float, float]] = []
    for number, part in enumerate(taken):
        x = LEFTS[0] + number * width
        pieces = _block(ax, x, top, part, VALUE, "", of=taken)
        moving.append((pieces, COLUMNS[number] - x, TOPS[2] - top + 50))
    name = _named(ax, LEFTS[0], top, v, "", VALUE)
    name += note(
        ax, LEFTS[0], top + 64, v["shapes"]["concatenated"], MUTED, SMALL, **HIDDEN
    ).artists
    return _travel(ax, [*head, *name], moving)


def _output(ax: Axes, v: dict[str, Any]) -> Iterator[float]:
    """Stage 5: the output projection mixes what the heads brought."""
    top, shape = TOPS[3], v["shapes"]
    head = list(step(ax, 230, top - 36, 5, "mix: the output projection", **HIDDEN).artists)
    middle = top + v["tokens"] * ROW / 2
    head += note(ax, 160, middle - 9, "×", MUTED, LABEL, **HIDDEN).artists
    for number in range(v["heads"]):
        strip = Rectangle(
            (230, top + number * 15),
            90,
            15,
            facecolor=WEIGHT,
            linewidth=0,
            **{**HIDDEN, "alpha": 0.15 + 0.2 * (number % 2)},
        )
        head.append(ax.add_patch(strip))
    head.append(_frame(ax, 230, top, 90, 60, WEIGHT))
    head += note(ax, 230, top + 64, f"{shape['output_weight']}", MUTED, SMALL, **HIDDEN).artists
    result = list(arrow(ax, (340, middle), (400, middle), MUTED, **HIDDEN).artists)
    result += _block(ax, LEFTS[3] - 68, top, v["arrays"]["output"], RESIDUAL, "")
    text = f"output {shape['output']}"
    result += note(ax, LEFTS[3] - 68, top + 64, text, MUTED, SMALL, **HIDDEN).artists
    return _show_in_turn([head, result], [1.6, 1.6])


HIDDEN: dict[str, Any] = {"animated": True, "visible": False}
_PROJECTED = (
    (LEFTS[1], "queries", QUERY, "queries"),
    (LEFTS[2], "keys", KEY, "keys"),
    (LEFTS[3], "values", VALUE, "values"),
)


def _named(ax: Axes, x: float, top: float, v: dict[str, Any], text: str, role: str) -> list[Artist]:
    pieces: list[Artist] = [_frame(ax, x, top, v["d_model"] * PX, v["tokens"] * ROW, role)]
    if text:
        pieces += note(ax, x, top - 19, text, role, SMALL, **HIDDEN).artists
    return pieces


def _block(
    ax: Axes, x: float, y: float, numbers: Any, role: str, text: str, of: Any = None
) -> list[Artist]:
    """Features as opacity of their size, relative to the largest of `of` (default: its own)."""
    array = np.abs(np.asarray(numbers))
    limit = np.abs(np.asarray(numbers if of is None else of)).max()
    boxes = [
        [Box(x + j * PX, y + i * ROW, PX, ROW) for j in range(array.shape[1])]
        for i in range(len(array))
    ]
    shades = [[(role, round(float(n / limit) * SHADES) / SHADES) for n in row] for row in array]
    pieces: list[Artist] = list(compound(ax, boxes, shades, **HIDDEN))
    pieces.append(_frame(ax, x, y, array.shape[1] * PX, len(array) * ROW, role))
    if text:
        pieces += note(ax, x, y - 19, text, role, SMALL, **HIDDEN).artists
    return pieces


def _frame(ax: Axes, x: float, y: float, width: float, height: float, role: str) -> Artist:
    frame = Rectangle((x, y), width, height, facecolor="none", edgecolor=role, **HIDDEN)
    frame.set_zorder(3)
    return ax.add_patch(frame)


def _show_in_turn(groups: list[list[Artist]], seconds: list[float]) -> Iterator[float]:
    for group, pause in zip(groups, seconds, strict=True):
        for artist in group:
            artist.set_visible(True)
        yield pause


def _travel(
    ax: Axes, first: list[Artist], moving: list[tuple[list[Artist], float, float]], steps: int = 5
) -> Iterator[float]:
    """Show `first`, then move every piece from its offset (dx, dy) to where it was drawn."""
    for artist in [*first, *(artist for pieces, _, _ in moving for artist in pieces)]:
        artist.set_visible(True)
    for index in range(steps + 1):
        share = 1 - index / steps
        eased = share * share * (3 - 2 * share)
        for pieces, dx, dy in moving:
            for artist in pieces:
                artist.set_transform(Affine2D().translate(dx * eased, dy * eased) + ax.transData)
        yield 1.0 if index == 0 else 1.8 if index == steps else 0.16
