"""Draws the component map: boxes, streams, branches."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from explainer.model import Config
from generators.figures.architecture._component_map import Layout, Part, layout
from generators.kit.marks import arrow, note, write
from generators.kit.theme import DECODER, ENCODER, INK, LABEL, MUTED, PANEL, RESIDUAL, SMALL, canvas

HANDED_OVER: dict[str, Any] = {"color": ENCODER, "linewidth": 2.5}  # lines that the legend repeats
WRITTEN_ON: dict[str, Any] = {"color": DECODER, "linewidth": 1.25, "linestyle": (0, (3, 2))}


def draw(config: Config, total: int, width: float) -> Figure:
    """The whole map, `width` px wide; `total` is the number of its parameters."""
    plan = layout(config, width)
    figure, ax = canvas(plan.width, plan.height)
    for stack in plan.frames:
        _frame(ax, plan, stack, getattr(config, f"{stack}_layers"))
    _memory(ax, plan)
    for part in plan.parts.values():
        _part(ax, part)
    _loop(ax, plan)
    _legend(ax, plan, total)
    return figure


def _role(part: Part) -> str:
    return ENCODER if part.name.startswith(("encoder", "source")) else DECODER


def _part(ax: Axes, part: Part) -> None:
    role, (x, y) = _role(part), part.centre
    if part.kind in ("encoder", "decoder"):
        words: Any = {"weight": "semibold"}
        write(ax, part.left + 4, y, part.title, role, LABEL, **words)
        write(ax, part.right - 4, y, part.detail, MUTED, SMALL, align="right")
        return
    is_small = part.kind in ("norm", "positions")
    corner, size = (part.left + 0.75, part.top + 0.75), (part.width - 1.5, part.height - 1.5)
    rounded = f"round,pad=0,rounding_size={5 if is_small else 6}"
    edge: dict[str, Any] = {"edgecolor": MUTED if is_small else role, "linewidth": 1.25}
    box = FancyBboxPatch(corner, *size, boxstyle=rounded, facecolor=PANEL, zorder=3, **edge)
    ax.add_patch(box)
    if is_small:
        write(ax, part.left + 10, y, part.title, MUTED, SMALL)
        write(ax, part.right - 10, y, part.detail, MUTED, SMALL, align="right")
        return
    title = LABEL if part.width > 150 else SMALL
    write(ax, x, part.top + 15, part.title, INK, title, weight="semibold", align="centre")
    write(ax, x, part.top + 31, part.detail, MUTED, SMALL, align="centre")


def _frame(ax: Axes, plan: Layout, stack: str, layers: int) -> None:
    """The ground of a layer, its stream, and the branches of its sub-layers."""
    left, top, width, height = plan.frames[stack]
    role = ENCODER if stack == "encoder" else DECODER
    corner, size = (left + 0.5, top + 0.5), (width - 1, height - 1)
    look: dict[str, Any] = {"facecolor": role, "alpha": 0.06, "linewidth": 0, "zorder": 1}
    ax.add_patch(FancyBboxPatch(corner, *size, boxstyle="round,pad=0,rounding_size=8", **look))
    x, side = (left + width - 8, "right") if stack == "encoder" else (left + 10, "left")
    text = f"layer, {layers} times" if layers > 1 else "layer, once"
    write(ax, x, top + 15, text, role, SMALL, weight="semibold", align=side)
    stream, final = plan.streams[stack], plan.parts[f"{stack}.norm"]
    entry = plan.parts[f"{stack}.positions"].bottom
    arrow(ax, (stream, entry), (stream, final.top), RESIDUAL, width=4, zorder=2)
    for name, part in plan.parts.items():
        if name.startswith(f"{stack}.norm_"):
            _branch(ax, stream, part, plan.parts[f"{stack}.{name.split('norm_')[1]}"])
    if stack == "decoder":
        output = plan.parts["output"]
        arrow(ax, (stream, final.bottom), (stream, output.top), RESIDUAL, zorder=2)
        for target in (plan.parts["generate"], plan.parts["train"]):
            arrow(ax, (target.centre[0], output.bottom), target.north, RESIDUAL, zorder=2)


def _branch(ax: Axes, x: float, norm: Part, part: Part) -> None:
    """Read a normalised copy of the stream; add the result back onto it."""
    outer = x < part.left
    beside = norm.west if outer else norm.east
    arrow(ax, (x, beside[1]), beside, RESIDUAL, zorder=2)
    arrow(ax, (part.centre[0], norm.bottom), part.north, RESIDUAL, width=1.25, zorder=2)
    rim = x + 7 if outer else x - 7
    start = part.west if outer else part.east
    arrow(ax, start, (rim, start[1]), RESIDUAL, zorder=2)
    _plus(ax, x, start[1])


def _plus(ax: Axes, x: float, y: float) -> None:
    """The sign of the addition onto the stream."""
    line: dict[str, Any] = {"color": RESIDUAL, "linewidth": 1.5, "zorder": 5}
    ax.add_patch(Circle((x, y), 7.5, facecolor=PANEL, edgecolor=RESIDUAL, linewidth=1.5, zorder=4))
    ax.plot([x - 4, x + 4], [y, y], **line)
    ax.plot([x, x], [y - 4, y + 4], **line)


def _memory(ax: Axes, plan: Layout) -> None:
    """The encoder's result, handed to every cross-attention."""
    start, end = plan.parts["encoder.norm"], plan.parts["decoder.cross_attention"]
    left, _, width, _ = plan.frames["encoder"]
    between = (left + width + plan.frames["decoder"][0]) / 2
    below = start.bottom + 10
    (middle, bottom), (_, into) = start.south, end.west
    ax.plot(
        [middle, middle, between, between],
        [bottom, below, below, into],
        **HANDED_OVER,
        solid_joinstyle="round",
        zorder=2,
    )
    arrow(ax, (between - 1, into), end.west, ENCODER, width=2.5, zorder=2)


def _loop(ax: Axes, plan: Layout) -> None:
    """Generating: the new word becomes the next word that the decoder reads."""
    start, end = plan.parts["generate"], plan.parts["target_embedding"]
    x, (right, out), (_, into) = end.right + 9, start.east, end.east
    ax.plot([right, x, x], [out, out, into], zorder=1.4, **WRITTEN_ON)
    arrow(ax, (x, into), end.east, DECODER, width=1.25, zorder=2)


def _legend(ax: Axes, plan: Layout, total: int) -> None:
    """What the marks mean, under the shorter of the two columns."""
    final = plan.parts["encoder.norm"]
    x, y = final.left + 4, final.bottom + 34
    room = final.width - 32
    ax.plot([x, x + 18], [y + 10, y + 10], color=RESIDUAL, linewidth=4)
    below = note(ax, x + 28, y + 2, "residual stream", MUTED, SMALL, room).bottom + 6
    _plus(ax, x + 9, below + 9)
    below = note(ax, x + 28, below + 1, "added onto the stream", MUTED, SMALL, room).bottom + 6
    for text, line in (
        ("what the encoder hands over", HANDED_OVER),
        ("the new word, to be read next", WRITTEN_ON),
    ):
        ax.plot([x, x + 18], [below + 9, below + 9], **line)
        below = note(ax, x + 28, below + 1, text, MUTED, SMALL, room).bottom + 6
    below += 2
    write(ax, x, below + 12, f"{total:,}", INK, LABEL, weight="semibold")
    note(ax, x, below + 22, "learned numbers in all", MUTED, SMALL, final.width - 8)
