"""One decoder layer with its real shapes: three sub-layers that add to the residual stream."""

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from generators.figures._shared.decoder_rows import TIRED, model, translation
from generators.kit import marks, theme
from generators.kit.values import Values


def _shape(array: Any) -> list[int]:
    return [int(size) for size in array.shape]


def values() -> Values:
    config, layer = model().config, translation(TIRED).trace.decoder.layers[0]
    cross = layer.cross_attention
    assert cross is not None
    names = [n for n in model().parameters if n.startswith("decoder.0.") and ".cross" in n]
    return {
        "norm": config.norm,
        "layers": config.decoder_layers,
        "heads": config.n_heads,
        "d_model": config.d_model,
        "d_head": config.d_model // config.n_heads,
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


def _box(ax: Axes, left: float, top: float, width: float, height: float, role: str) -> marks.Box:
    patch = FancyBboxPatch(
        (left, top),
        width,
        height,
        boxstyle="round,pad=0,rounding_size=8",
        facecolor=theme.PANEL,
        edgecolor=role,
        linewidth=1.5,
        zorder=2,
    )
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
    ax.add_patch(
        Circle(
            (at.stream, y_out),
            9,
            facecolor=theme.PANEL,
            edgecolor=theme.RESIDUAL,
            linewidth=1.5,
            zorder=6,
        )
    )
    marks.write(ax, at.stream, y_out, "+", theme.RESIDUAL, theme.TITLE, align="centre", zorder=7)
    return box


def _draw(v: Values, at: Layout) -> Figure:
    figure, ax = theme.canvas(at.width, 572)
    own, cross = v["self"], v["cross"]
    boxes = [
        _sub_layer(
            ax,
            at,
            64,
            "masked self-attention",
            [
                (f"queries {own['queries']}", theme.QUERY),
                (f"keys, values {own['keys']}", theme.KEY),
                (f"weights {own['weights']}", theme.WEIGHT),
                (f"output projection {v['stream']}", theme.RESIDUAL),
            ],
            theme.DECODER,
        ),
        _sub_layer(
            ax,
            at,
            215,
            "cross-attention",
            [
                (f"queries {cross['queries']}", theme.QUERY),
                (f"keys {cross['keys']}", theme.KEY),
                (f"values {cross['values']}", theme.VALUE),
                (f"weights {cross['weights']}", theme.WEIGHT),
                (f"output projection {cross['output']}", theme.RESIDUAL),
            ],
            theme.ENCODER,
        ),
        _sub_layer(
            ax,
            at,
            385,
            "feed-forward",
            [
                (f"{v['stream']} → {v['hidden']}", theme.INK),
                (f"{v['hidden']} → {v['stream']}", theme.INK),
            ],
            theme.DECODER,
        ),
    ]
    marks.write(ax, boxes[0].left, 28, "French so far, one row a word", theme.DECODER, theme.LABEL)
    marks.arrow(ax, (at.stream, 40), (at.stream, 544), theme.RESIDUAL, width=4, zorder=1)
    marks.write(
        ax,
        at.stream,
        28,
        str(v["stream"]),
        theme.RESIDUAL,
        theme.SMALL,
        align="centre",
        weight="semibold",
    )
    marks.note(
        ax,
        boxes[2].left,
        516,
        f"residual stream {v['stream']}, to the next layer",
        theme.RESIDUAL,
        theme.SMALL,
    )
    left, right = at.encoder
    memory = _box(ax, left, 250, right - left, 82, theme.ENCODER)
    middle = memory.centre[0]
    for y, text in ((270, "encoder's"), (288, "output")):
        marks.write(ax, middle, y, text, theme.ENCODER, theme.SMALL, align="centre")
    marks.write(ax, middle, 312, str(v["memory"]), theme.ENCODER, theme.SMALL, align="centre")
    for y, letter, role in ((280, "K", theme.KEY), (299, "V", theme.VALUE)):
        marks.arrow(ax, (memory.right, y), (boxes[1].left - 1, y), role)
        x = (memory.right + boxes[1].left) / 2 - 3
        offset = -10 if letter == "K" else 11
        marks.write(ax, x, y + offset, letter, role, theme.SMALL, align="centre", weight="semibold")
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, Layout(560, 200, 420, 500, (24, 140)))


def narrow(v: Values) -> Figure:
    return _draw(v, Layout(348, 108, 272, 322, (4, 78)))
