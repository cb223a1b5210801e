"""One decoder layer with its real shapes: three sub-layers that add to the residual stream."""

from dataclasses import dataclass
from typing import Any

from matplotlib.patches import Circle, FancyBboxPatch

from generators.figures._shared.decoder_rows import TIRED, model, translation
from generators.kit import marks, theme
from generators.kit.figure import Axes, Figure, Page, Values


def _shape(array: Any) -> list[int]:
    return [int(size) for size in array.shape]


def values() -> Values:
    config, layer = model().config, translation(TIRED).trace.decoder.layers[0]
    cross = layer.cross_attention
    assert cross is not None
    names = [n for n in model().parameters if n.startswith("decoder.0.") and ".cross" in n]
    return {
        "norm": config.norm,
        "d_model": config.d_model,
        "stream": _shape(layer.input),
        "memory": _shape(translation(TIRED).trace.encoder.output),
        "self": {
            "queries": _shape(layer.self_attention.queries),
            "keys": _shape(layer.self_attention.keys),
            "weights": _shape(layer.self_attention.weights),
        },
        "cross": {
            "queries": _shape(cross.queries),
            "keys": _shape(cross.keys),
            "values": _shape(cross.values),
            "weights": _shape(cross.weights),
            "output": _shape(cross.output),
            "parameters": sum(int(model().parameters[name].size) for name in names),
        },
        "hidden": _shape(layer.feed_forward_hidden),
        "french_rows": len(translation(TIRED).tokens),
        "english_words": len(translation(TIRED).source_tokens),
    }


def alt(v: Values) -> str:
    c = v["cross"]
    return (
        f"One decoder layer, {v['norm']}-norm. A residual stream of shape {v['stream']} runs "
        "downwards past three boxes, each reading it through a norm and adding its output: masked "
        f"self-attention, weights {v['self']['weights']}; cross-attention, queries {c['queries']} "
        f"from the stream, keys and values {c['keys']} from the encoder's output {v['memory']}, "
        f"weights {c['weights']}; and a feed-forward network with {v['hidden'][-1]} hidden numbers "
        "a row."
    )


@dataclass(frozen=True)
class Layout:
    """Where things stand, in px."""

    width: int
    box_left: int
    box_right: int
    stream: int
    encoder: tuple[int, int]  # left, right


WIDE, SLIM = Layout(560, 200, 420, 500, (24, 140)), Layout(348, 108, 272, 322, (4, 78))


def _box(ax: Axes, left: float, top: float, width: float, height: float, role: str) -> marks.Box:
    rounded = "round,pad=0,rounding_size=8"
    look: dict[str, Any] = {"facecolor": theme.PANEL, "edgecolor": role, "linewidth": 1.5}
    patch = FancyBboxPatch((left, top), width, height, boxstyle=rounded, zorder=2, **look)
    ax.add_patch(patch)
    return marks.Box(left, top, width, height)


def _sub_layer(
    ax: Axes, at: Layout, top: float, title: str, lines: list[tuple[str, str]], role: str
) -> marks.Box:
    """A box with its title and lines; an arrow in through the norm, one back to the sum."""
    height = 46 + 19 * len(lines) + 10
    box = _box(ax, at.box_left, top, at.box_right - at.box_left, height, role)
    marks.write(ax, box.left + 12, top + 20, title, role, theme.LABEL, weight="semibold")
    for index, (text, colour) in enumerate(lines):
        marks.write(ax, box.left + 12, top + 46 + 19 * index, text, colour, theme.SMALL)
    y_in, y_out = top + 20, box.bottom - 29
    marks.arrow(ax, (at.stream, y_in), (box.right + 2, y_in), theme.RESIDUAL)
    middle = (box.right + at.stream) / 2 + 2
    marks.write(ax, middle, y_in - 12, "norm", theme.MUTED, theme.SMALL, align="centre")
    marks.arrow(ax, (box.right, y_out), (at.stream - 10, y_out), theme.RESIDUAL)
    look: dict[str, Any] = {"facecolor": theme.PANEL, "edgecolor": theme.RESIDUAL}
    ax.add_patch(Circle((at.stream, y_out), 9, linewidth=1.5, zorder=6, **look))
    marks.write(ax, at.stream, y_out, "+", theme.RESIDUAL, theme.TITLE, align="centre", zorder=7)
    return box


def _lines(v: Values) -> list[tuple[str, str, int, list[tuple[str, str]]]]:
    """The three sub-layers: title, colour, top (px) and the shapes in each."""
    own, cross = v["self"], v["cross"]
    masked = [
        (f"queries {own['queries']}", theme.QUERY),
        (f"keys, values {own['keys']}", theme.KEY),
        (f"weights {own['weights']}", theme.WEIGHT),
        (f"output projection {v['stream']}", theme.RESIDUAL),
    ]
    across = [
        (f"queries {cross['queries']}", theme.QUERY),
        (f"keys {cross['keys']}", theme.KEY),
        (f"values {cross['values']}", theme.VALUE),
        (f"weights {cross['weights']}", theme.WEIGHT),
        (f"output projection {cross['output']}", theme.RESIDUAL),
    ]
    alone = [
        (f"{v['stream']} → {v['hidden']}", theme.INK),
        (f"{v['hidden']} → {v['stream']}", theme.INK),
    ]
    return [
        ("masked self-attention", theme.DECODER, 64, masked),
        ("cross-attention", theme.ENCODER, 215, across),
        ("feed-forward", theme.DECODER, 385, alone),
    ]


def draw(v: Values, page: Page) -> Figure:
    at = page.pick(WIDE, SLIM)
    figure, ax = theme.canvas(at.width, 572)
    boxes = [_sub_layer(ax, at, top, title, rows, role) for title, role, top, rows in _lines(v)]
    left, stream, small = boxes[0].left, theme.RESIDUAL, theme.SMALL
    rows = f"<start> and {v['french_rows'] - 1} French words"
    marks.write(ax, left, 28, rows, theme.DECODER)
    style: dict[str, Any] = {"align": "centre", "weight": "semibold"}
    marks.write(ax, at.stream, 28, str(v["stream"]), stream, small, **style)
    marks.arrow(ax, (at.stream, 40), (at.stream, 544), stream, width=4, zorder=1)
    on = f"residual stream {v['stream']}, to the next layer"
    marks.note(ax, left, 512, on, stream, small, at.stream - left - 16)
    _memory(ax, at, boxes[1], v["memory"])
    return figure


def _memory(ax: Axes, at: Layout, cross: marks.Box, shape: list[int]) -> None:
    """The encoder's output beside the layer, and what cross-attention makes of it."""
    left, right = at.encoder
    memory = _box(ax, left, 250, right - left, 82, theme.ENCODER)
    for y, text in ((270, "encoder's"), (288, "output"), (312, str(shape))):
        x = memory.centre[0]
        marks.write(ax, x, y, text, theme.ENCODER, theme.SMALL, align="centre")
    style: dict[str, Any] = {"align": "centre", "weight": "semibold"}
    for y, away, letter, role in ((280, -10, "K", theme.KEY), (299, 11, "V", theme.VALUE)):
        marks.arrow(ax, (memory.right, y), (cross.left - 1, y), role)
        x = (memory.right + cross.left) / 2 - 3
        marks.write(ax, x, y + away, letter, role, theme.SMALL, **style)
