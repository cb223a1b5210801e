"""Draws the component map: boxes, streams, branches; one part of it can be lit."""

from collections.abc import Collection
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

import explainer
from explainer.model import Config
from generators.figures._shared.component_map import (
    NARROW,
    WIDE,
    Layout,
    Part,
    areas,
    counts,
    layout,
)
from generators.kit.marks import arrow, note, write
from generators.kit.theme import (
    DECODER,
    ENCODER,
    GRID,
    INK,
    LABEL,
    MUTED,
    PANEL,
    RESIDUAL,
    SMALL,
    canvas,
)
from generators.kit.values import Values

# What each page of Part II lights; a name stands for itself and for what lies in it.
LIT = {
    "all": (),
    "encoder": ("encoder", "source_embedding"),
    "decoder": ("decoder", "target_embedding"),
    "generation": ("output", "generate"),
    "training": ("output", "train"),
    "cost": ("encoder.self_attention", "decoder.self_attention", "decoder.cross_attention"),
}
SPOKEN = {
    "all": "nothing is set off",
    "encoder": "the encoder is set off",
    "decoder": "the decoder is set off",
    "generation": "the output projection and the loop that generates are set off",
    "training": "the output projection and the comparison with the right word are set off",
    "cost": "the three attentions are set off",
}


def values(lit: str = "all") -> Values:
    """Config, counts, and what can be clicked in both layouts."""
    model = explainer.load("translator")
    config = model.config
    return {
        "lit": lit,
        "config": {
            name: getattr(config, name)
            for name in (
                "source_vocabulary",
                "target_vocabulary",
                "d_model",
                "n_heads",
                "d_feed_forward",
                "encoder_layers",
                "decoder_layers",
                "norm",
                "positions",
            )
        },
        "counts": counts(config),
        "held": model.n_parameters,
        "areas": areas(layout(config, WIDE)),
        "narrow_areas": areas(layout(config, NARROW)),
    }


def alt(v: Values) -> str:
    """The map in words."""
    config, count = v["config"], v["counts"]
    return (
        f"Two columns. Left the encoder: embedding of {config['source_vocabulary']} words, "
        f"positions, {config['encoder_layers']} layers of self-attention and feed-forward, a final "
        f"norm. Right the decoder: embedding of {config['target_vocabulary']} words, positions, "
        f"{config['decoder_layers']} layers of masked self-attention, cross-attention, which reads "
        "the encoder's result, and feed-forward, a final norm, the output projection. Each "
        "sub-layer reads the stream through a norm and adds to it. "
        f"{count['total']:,} parameters; {SPOKEN[v['lit']]}."
    )


def draw(v: Values, width: float = WIDE) -> Figure:
    """The whole map, `width` px wide."""
    config = Config(**v["config"])
    plan = layout(config, width)
    figure, ax = canvas(plan.width, plan.height)
    lit = LIT[v["lit"]]
    for stack, frame in plan.frames.items():
        _frame(ax, plan, stack, frame, getattr(config, f"{stack}_layers"), _is_lit(stack, lit))
    _memory(ax, plan)
    for part in plan.parts.values():
        _part(ax, part, _is_lit(part.name, lit), dimmed=bool(lit) and not _is_lit(part.name, lit))
    _loop(ax, plan, thick=_is_lit("generate", lit))
    _legend(ax, plan, v["counts"]["total"])
    return figure


def _is_lit(name: str, lit: Collection[str]) -> bool:
    return name in lit or name.split(".", maxsplit=1)[0] in lit


def _role(part: Part) -> str:
    return ENCODER if part.name.startswith(("encoder", "source")) else DECODER


def _part(ax: Axes, part: Part, lit: bool, dimmed: bool) -> None:
    role = _role(part)
    if part.kind in ("encoder", "decoder"):
        words: Any = {"weight": "semibold"}
        write(ax, part.left + 4, part.middle, part.title, role, LABEL, **words)
        write(ax, part.right - 4, part.middle, part.detail, MUTED, SMALL, align="right")
        return
    is_small = part.kind in ("norm", "positions")
    edge = GRID if dimmed else MUTED if is_small else role
    ax.add_patch(
        FancyBboxPatch(
            (part.left + 0.75, part.top + 0.75),
            part.width - 1.5,
            part.height - 1.5,
            boxstyle=f"round,pad=0,rounding_size={6 if not is_small else 5}",
            facecolor=role if lit and not is_small else PANEL,
            edgecolor=role if lit else edge,
            linewidth=2 if lit else 1.25,
            zorder=3,
        )
    )
    ink = PANEL if lit and not is_small else INK
    quiet = PANEL if lit and not is_small else MUTED
    x = part.left + part.width / 2
    if is_small:
        write(ax, part.left + 10, part.middle, part.title, MUTED, SMALL)
        write(ax, part.right - 10, part.middle, part.detail, MUTED, SMALL, align="right")
        return
    size = LABEL if part.width > 150 else SMALL
    write(ax, x, part.top + 15, part.title, ink, size, weight="semibold", align="centre")
    write(ax, x, part.top + 31, part.detail, quiet, SMALL, align="centre")


def _frame(
    ax: Axes,
    plan: Layout,
    stack: str,
    frame: tuple[float, float, float, float],
    layers: int,
    lit: bool,
) -> None:
    left, top, width, height = frame
    role = ENCODER if stack == "encoder" else DECODER
    ax.add_patch(
        FancyBboxPatch(
            (left + 0.5, top + 0.5),
            width - 1,
            height - 1,
            boxstyle="round,pad=0,rounding_size=8",
            facecolor=role,
            alpha=0.14 if lit else 0.06,
            linewidth=0,
            zorder=1,
        )
    )
    text = f"layer, {layers} times" if layers > 1 else "layer, once"
    if stack == "encoder":
        write(ax, left + width - 8, top + 15, text, role, SMALL, weight="semibold", align="right")
    else:
        write(ax, left + 10, top + 15, text, role, SMALL, weight="semibold")
    x = plan.streams[stack]
    entry = plan.parts[f"{stack}.positions"].bottom
    final = plan.parts[f"{stack}.norm"]
    arrow(ax, (x, entry), (x, final.top), RESIDUAL, width=4, zorder=2)
    for name, part in plan.parts.items():
        if name.startswith(f"{stack}.norm_"):
            _branch(ax, x, part, plan.parts[f"{stack}.{name.split('norm_')[1]}"])
    if stack == "decoder":
        output = plan.parts["output"]
        arrow(ax, (x, final.bottom), (x, output.top), RESIDUAL, width=1.5, zorder=2)
        for name in ("generate", "train"):
            target = plan.parts[name]
            centre = target.left + target.width / 2
            arrow(ax, (centre, output.bottom), (centre, target.top), RESIDUAL, zorder=2)


def _branch(ax: Axes, x: float, norm: Part, part: Part) -> None:
    """Read a normalised copy of the stream; add the result back onto it."""
    outer = x < part.left
    near = part.left if outer else part.right
    arrow(ax, (x, norm.middle), (near, norm.middle), RESIDUAL, zorder=2)
    centre = part.left + part.width / 2
    arrow(ax, (centre, norm.bottom), (centre, part.top), RESIDUAL, width=1.25, zorder=2)
    rim = x + 7 if outer else x - 7
    arrow(ax, (near, part.middle), (rim, part.middle), RESIDUAL, zorder=2)
    ax.add_patch(
        Circle((x, part.middle), 7.5, facecolor=PANEL, edgecolor=RESIDUAL, linewidth=1.5, zorder=4)
    )
    for dx, dy in ((4, 0), (0, 4)):
        ax.plot(
            [x - dx, x + dx],
            [part.middle - dy, part.middle + dy],
            color=RESIDUAL,
            linewidth=1.5,
            zorder=5,
        )


def _memory(ax: Axes, plan: Layout) -> None:
    """The encoder's result, handed to every cross-attention."""
    start, end = plan.parts["encoder.norm"], plan.parts["decoder.cross_attention"]
    left, _, width, _ = plan.frames["encoder"]
    between = (left + width + plan.frames["decoder"][0]) / 2
    below = start.bottom + 10
    middle = start.left + start.width / 2
    ax.plot(
        [middle, middle, between, between],
        [start.bottom, below, below, end.middle],
        color=ENCODER,
        linewidth=2.5,
        solid_joinstyle="round",
        zorder=2,
    )
    arrow(ax, (between - 1, end.middle), (end.left, end.middle), ENCODER, width=2.5, zorder=2)


def _loop(ax: Axes, plan: Layout, thick: bool) -> None:
    """Generating: the new word becomes the next word that the decoder reads."""
    start, end = plan.parts["generate"], plan.parts["target_embedding"]
    x = end.right + 9
    wide = 2.5 if thick else 1.25
    line: dict[str, Any] = {"color": DECODER, "linewidth": wide, "linestyle": (0, (3, 2))}
    ax.plot([start.right, x, x], [start.middle, start.middle, end.middle], zorder=1.4, **line)
    arrow(ax, (x, end.middle), (end.right, end.middle), DECODER, width=wide, zorder=2)


def _legend(ax: Axes, plan: Layout, total: int) -> None:
    """What the marks mean, under the shorter of the two columns."""
    final = plan.parts["encoder.norm"]
    x, y = final.left + 4, plan.parts["decoder.norm"].top
    room = final.width - 32
    ax.plot([x, x + 18], [y + 10, y + 10], color=RESIDUAL, linewidth=4)
    below = note(ax, x + 28, y + 2, "residual stream", MUTED, SMALL, room).bottom + 6
    ax.add_patch(
        Circle((x + 9, below + 9), 7.5, facecolor=PANEL, edgecolor=RESIDUAL, linewidth=1.5)
    )
    for dx, dy in ((4, 0), (0, 4)):
        ax.plot(
            [x + 9 - dx, x + 9 + dx],
            [below + 9 - dy, below + 9 + dy],
            color=RESIDUAL,
            linewidth=1.5,
        )
    below = note(ax, x + 28, below + 1, "added onto the stream", MUTED, SMALL, room).bottom + 6
    ax.plot([x, x + 18], [below + 9, below + 9], color=ENCODER, linewidth=2.5)
    below = (
        note(ax, x + 28, below + 1, "what the encoder hands over", MUTED, SMALL, room).bottom + 8
    )
    write(ax, x, below + 12, f"{total:,}", INK, LABEL, weight="semibold")
    note(ax, x, below + 22, "learned numbers in all", MUTED, SMALL, final.width - 8)
