"""Split, attend in every head, put side by side, project: one attention with its real numbers."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import explainer
from explainer.drawing.marks.moving import MOVING, shift
from generators.figures._shared.running_sentence import translation
from generators.kit.layout import Page
from generators.kit.marks import Box, arrow, heat, note, write
from generators.kit.marks import step as heading
from generators.kit.motion import MOVE_SECONDS, Frame, eased, moment, step
from generators.kit.sizes import LABEL, NARROW, SMALL
from generators.kit.theme import (
    GRID,
    INK,
    KEY,
    MASKED,
    MUTED,
    PANEL,
    QUERY,
    RESIDUAL,
    VALUE,
    WEIGHT,
)
from generators.kit.values import Values

PROJECTED = {"queries": QUERY, "keys": KEY, "values": VALUE}
SHADES, MOVES = 2, 4  # few, so that the animation stays small
FULL = 0.98  # of the features are below full colour: a few large ones would leave the rest white
EDGE, LINE = 14.0, 30.0  # px around the picture, for a heading
SIGN = 24.0  # px for × or = between two blocks


def values() -> Values:
    model, layers = explainer.load("translator"), translation("tired").trace.encoder.layers
    block = layers[-1]
    trace = block.self_attention
    shapes = {
        "input": block.input.shape,
        "projected": explainer.merge_heads(trace.queries).shape,
        "split": trace.queries.shape,
        "weights": trace.weights.shape,
        "concatenated": trace.concatenated.shape,
        "output_weight": trace.output_weight.shape,
        "output": trace.output.shape,
    }
    arrays = {name: getattr(trace, name) for name in (*PROJECTED, "weights", "output")}
    arrays |= {"input": block.input, "averages": trace.attention.output}
    return {
        "layer": len(layers),
        "tokens": block.input.shape[0],
        "d_model": model.config.d_model,
        "heads": model.config.n_heads,
        "d_head": model.config.d_model // model.config.n_heads,
        "shapes": {name: str(list(shape)) for name, shape in shapes.items()},
        "arrays": {name: np.round(array, 3).tolist() for name, array in arrays.items()},
    }


def alt(v: Values) -> str:
    shapes = v["shapes"]
    return (
        f"Encoder layer {v['layer']}: the input {shapes['input']} is projected to queries, keys "
        f"and values {shapes['projected']}, whose features are split to {shapes['split']}; in "
        f"every head weights over all {v['tokens']} words average the values; the results are put "
        f"side by side to {shapes['concatenated']} and multiplied by the output projection."
    )


class Places:
    """Where everything is drawn. Heads stand two beside each other, on a phone one."""

    def __init__(self, v: Values, page: Page) -> None:
        feature, row = page.pick((2.0, 5.0), (1.0, 4.0))  # px
        self.width: float = page.pick(700, NARROW)
        self.across = page.pick(2, 1)
        self.whole, self.slice = (float(feature * v[key]) for key in ("d_model", "d_head"))
        self.high: float = row * v["tokens"]
        self.split = EDGE + 2 * LINE + self.high + 8  # y of the heading of the heads
        self.first = self.split + 2 * LINE + 20  # y of the first head's blocks
        rows = -(-v["heads"] // self.across)
        self.joined = self.first + rows * (self.high + LINE) - 16
        self.height = self.joined + 2 * LINE + self.high + EDGE

    def heading(self, number: int) -> float:
        """The y of a stage's heading; two stages share the heads, two the last blocks."""
        tops: list[float] = [8, *(y + LINE * n for y in (self.split, self.joined) for n in (0, 1))]
        return tops[number - 1]

    def projected(self, index: int) -> Box:
        """The input (0), queries, keys and values."""
        gap = (self.width - 2 * EDGE - 4 * self.whole) / 3
        return Box(EDGE + index * (self.whole + gap), EDGE + 2 * LINE - 8, self.whole, self.high)

    def head(self, head: int, index: int) -> Box:
        """Of one head: queries, keys, values, weights, the values again, averages."""
        row, column = divmod(head, self.across)
        widths = [self.slice] * 3 + [self.high, self.slice, self.slice]
        gaps = [5.0, 5.0, 36.0, SIGN, SIGN]
        x = EDGE + column * self.width / 2 + sum(widths[:index]) + sum(gaps[:index])
        return Box(x, self.first + row * (self.high + LINE), widths[index], self.high)

    def last(self, index: int) -> Box:
        """The heads side by side, the output projection, the output."""
        x = EDGE + index * (self.whole + SIGN)
        return Box(x, self.joined + 2 * LINE + 4, self.whole, self.high)

    def everything(self, heads: int) -> Iterator[Box]:
        """Every block of the picture, in its order."""
        yield from (self.projected(index) for index in range(1 + len(PROJECTED)))
        yield from (self.head(head, index) for head in range(heads) for index in range(6))
        yield from (self.last(index) for index in range(3))


def animate(v: Values, page: Page) -> Iterator[Frame]:
    places = Places(v, page)
    figure, ax = page.canvas((places.width, places.height), (places.width, places.height))
    for number in range(1, 6):
        _head(ax, v, places, number, MASKED)
    for box in places.everything(v["heads"]):  # what is still to come, as empty frames
        corner, size = (box.left, box.top), (box.width, box.height)
        ax.add_patch(Rectangle(corner, *size, facecolor="none", edgecolor=GRID, linewidth=1))
    for stage in (_project, _split, _attend, _average, _join, _mix):
        yield from stage(figure, ax, v, places)


def _head(ax: Axes, v: Values, places: Places, number: int, role: str = INK) -> None:
    """The heading of a stage; all are there from the start, darker when reached."""
    text = (
        f"project three times: {v['shapes']['projected']}",
        f"split the features: {v['shapes']['split']}",
        f"attend: weights {v['shapes']['weights']} × values",
        f"put side by side: {v['shapes']['concatenated']}",
        f"output projection: {v['shapes']['output']}",
    )[number - 1]
    style = MOVING if role == INK else {"zorder": 1}
    heading(ax, EDGE, places.heading(number), number, text, role, **style)


def _project(figure: Figure, ax: Axes, v: Values, places: Places) -> Iterator[Frame]:
    _head(ax, v, places, 1)
    for index, (name, role) in enumerate({"input": RESIDUAL, **PROJECTED}.items()):
        array = np.array(v["arrays"][name])
        box = places.projected(index)
        note(ax, box.left, box.top - 18, name, role, SMALL, **MOVING)
        _block(ax, box, array if index == 0 else np.concatenate(list(array), axis=1), role)
        if index == 0:
            said = f"the input: {v['tokens']} words of {v['d_model']} features"
            yield step(figure, 1.8, said)
        else:
            yield moment(figure, 0.3)
    yield step(figure, 1.7, "every word projected to query, key and value")


def _split(figure: Figure, ax: Axes, v: Values, places: Places) -> Iterator[Frame]:
    """Slices of features travel to their heads; every slice keeps every row."""
    _head(ax, v, places, 2)
    moves = []
    for head in range(v["heads"]):
        for index, (name, role) in enumerate(PROJECTED.items()):
            target, source = places.head(head, index), places.projected(index + 1)
            array = np.array(v["arrays"][name])
            mark = _block(ax, target, array[head], role, array)
            start = source.left + head * places.slice - target.left, source.top - target.top
            moves.append((mark, *start))
    yield from _arrive(figure, moves)
    for head in range(v["heads"]):
        box = places.head(head, 0)
        note(
            ax, box.left, box.top - 20, f"head {head + 1}", INK, LABEL, weight="semibold", **MOVING
        )
    yield step(figure, 1.8, f"each head has {v['d_head']} features of every word")


def _attend(figure: Figure, ax: Axes, v: Values, places: Places) -> Iterator[Frame]:
    _head(ax, v, places, 3)
    for head, weights in enumerate(v["arrays"]["weights"]):
        box = places.head(head, 3)
        arrow(ax, (box.left - 28, box.centre[1]), (box.left - 6, box.centre[1]), MUTED, **MOVING)
        heat(ax, box, weights, WEIGHT, **MOVING)
    yield step(figure, 1.9, "queries meet keys: weights in each head")


def _average(figure: Figure, ax: Axes, v: Values, places: Places) -> Iterator[Frame]:
    """The values come to the weights; row by row of weights, a row of averages."""
    moves, rows, covers = [], [], []
    arrays, averages = np.array(v["arrays"]["values"]), np.array(v["arrays"]["averages"])
    for head in range(v["heads"]):
        weights, box, result = (places.head(head, index) for index in (3, 4, 5))
        mark = _block(ax, box, arrays[head], VALUE, arrays)
        moves.append((mark, places.head(head, 2).left - box.left, 0.0))
        _sign(ax, box, "×")
    yield from _arrive(figure, moves)
    for head in range(v["heads"]):
        weights, result = places.head(head, 3), places.head(head, 5)
        _sign(ax, result, "=")
        _block(ax, result, averages[head], VALUE, averages)
        covers.append(_rectangle(ax, result, PANEL, zorder=2.2))
        rows.append(_rectangle(ax, weights, "none", QUERY, zorder=3))
    high = places.high / v["tokens"]
    for word in range(v["tokens"]):
        for row, cover in zip(rows, covers, strict=True):
            top = cover.get_y() + high
            row.set_bounds(row.get_x(), top - high, row.get_width(), high)
            cover.set_bounds(cover.get_x(), top, cover.get_width(), places.high - (word + 1) * high)
        yield moment(figure, 0.12)
    for row in rows:
        row.set_visible(False)
    yield step(figure, 1.8, "each row averages the values")


def _join(figure: Figure, ax: Axes, v: Values, places: Places) -> Iterator[Frame]:
    _head(ax, v, places, 4)
    averages, whole = np.array(v["arrays"]["averages"]), places.last(0)
    moves = []
    for head, array in enumerate(averages):
        box = Box(whole.left + head * places.slice, whole.top, places.slice, places.high)
        mark, source = _block(ax, box, array, VALUE, averages), places.head(head, 5)
        moves.append((mark, source.left - box.left, source.top - box.top))
    yield from _arrive(figure, moves)
    yield step(figure, 1.6, "the averages side by side")


def _mix(figure: Figure, ax: Axes, v: Values, places: Places) -> Iterator[Frame]:
    matrix, result = places.last(1), places.last(2)
    _head(ax, v, places, 5)
    _sign(ax, matrix, "×")
    strips = [[0.15 + 0.2 * (head % 2)] for head in range(v["heads"])]
    heat(ax, matrix, strips, WEIGHT, edge=WEIGHT, **MOVING)
    yield moment(figure, 0.6)
    _sign(ax, result, "=")
    _block(ax, result, np.array(v["arrays"]["output"]), RESIDUAL)
    yield step(figure, 3.0, "one more matrix mixes what the heads brought")


def _block(ax: Axes, box: Box, array: np.ndarray, role: str, of: np.ndarray | None = None) -> Box:
    """Features as opacity of their size; the largest of the array, or of all heads', are full."""
    limit = np.quantile(np.abs(array if of is None else of), FULL)
    shares = np.minimum(np.abs(array) / limit, 1)
    return heat(ax, box, np.round(shares * SHADES) / SHADES, role, edge=role, **MOVING)


def _sign(ax: Axes, box: Box, text: str) -> None:
    """What is done with the block, before it."""
    write(ax, box.left - SIGN / 2, box.centre[1], text, MUTED, LABEL, align="centre", **MOVING)


def _rectangle(ax: Axes, box: Box, face: str, edge: str = GRID, **style: Any) -> Rectangle:
    patch = Rectangle((box.left, box.top), box.width, box.height, **MOVING, **style)
    patch.set(facecolor=face, edgecolor=edge, linewidth=0 if edge == GRID else 1.5)
    ax.add_patch(patch)
    return patch


def _arrive(figure: Figure, moves: list[tuple[Box, float, float]]) -> Iterator[Frame]:
    """All marks go together from (right, down) px away to where they were drawn."""
    for share in (0.0, *eased(MOVES)):
        for mark, right, down in moves:
            shift(mark, right * (1 - share), down * (1 - share))
        yield moment(figure, MOVE_SECONDS / MOVES if share else 0.25)
