"""Encoder-only, decoder-only and encoder-decoder, drawn from three configs."""

from dataclasses import replace
from math import prod
from typing import Any

from matplotlib.patches import FancyBboxPatch

import explainer
from explainer.model import Config, parameter_shapes
from generators.figures._shared.mask_square import mask_square
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Point, arrow, note, write
from generators.kit.sizes import LABEL, NARROW, SMALL
from generators.kit.theme import DECODER, ENCODER, GRID, INK, MUTED, PANEL, RESIDUAL

KINDS = {
    "encoder-only": ({"decoder_layers": 0}, "BERT, ViT: one vector for each token or patch"),
    "decoder-only": ({"encoder_layers": 0}, "GPT-2, Llama, SmolLM2: the next token"),
    "encoder-decoder": (
        {},
        "the 2017 transformer, T5, this site's translator: one sequence from another",
    ),
}
STACK, GAP, ROW, STEP = 144.0, 20.0, 24.0, 33.0  # px
ROUNDED = "round,pad=0,rounding_size=6"


def values() -> Values:
    config = explainer.load("translator").config
    kinds: Values = {}
    for kind, (change, models) in KINDS.items():
        own = replace(config, **change)  # type: ignore[arg-type]
        shapes = parameter_shapes(own)
        both = ("encoder", "decoder")
        stacks = [stack for stack in both if f"{stack}.0.norm_feed_forward.gain" in shapes]
        kinds[kind] = {
            "models": models,
            "total": sum(prod(shape) for shape in shapes.values()),
            "layers": {stack: getattr(own, f"{stack}_layers") for stack in stacks},
            "stacks": {stack: _parts(own, stack, shapes) for stack in stacks},
        }
    decoder_only = kinds["decoder-only"]["stacks"].values()
    return {
        "kinds": kinds,
        "cross_attentions": {
            "decoder_only": sum("cross_attention" in parts for parts in decoder_only)
        },
    }


def _parts(config: Config, stack: str, shapes: dict[str, tuple[int, ...]]) -> list[str]:
    """The components of a stack, from the names of its parameters."""
    side = "source" if stack == "encoder" else "target"
    subs = ("self_attention", "cross_attention", "feed_forward")
    has = [sub for sub in subs if any(name.startswith(f"{stack}.0.{sub}.") for name in shapes)]
    assert f"{side}_embedding" in shapes
    return ["embedding", *has, *(["output"] if stack == "decoder" else [])]


def alt(v: Values) -> str:
    listed = "; ".join(
        f"{kind}: "
        + " and ".join(
            f"{stack} of {', '.join(parts).replace('_', '-')}"
            for stack, parts in item["stacks"].items()
        )
        + f", {item['total']:,} parameters"
        for kind, item in v["kinds"].items()
    )
    return (
        f"Three small diagrams. {listed}. Beside each attention a small square shows who may look "
        "at whom: all at all in the encoder, at earlier tokens in the decoder, at the whole source "
        "in cross-attention."
    )


def _stack(ax: Axes, x: float, y: float, stack: str, parts: list[str], layers: int) -> float:
    """One stack from (x, y) down; returns the y of its cross-attention or of its last part."""
    role = ENCODER if stack == "encoder" else DECODER
    wide = STACK - ROW - 10
    inner = [index for index, part in enumerate(parts) if part not in ("embedding", "output")]
    top = y + inner[0] * STEP - 5
    height = (len(inner) - 1) * STEP + ROW + 10
    look: dict[str, Any] = {"facecolor": role, "alpha": 0.08, "linewidth": 0, "zorder": 1}
    ground = FancyBboxPatch((x - 5, top), wide + ROW + 20, height, boxstyle=ROUNDED, **look)
    ax.add_patch(ground)
    for index, part in enumerate(parts):
        at = y + index * STEP
        _part(ax, Box(x, at, wide, ROW), part, role)
        if part.endswith("attention"):
            causal = stack == "decoder" and part == "self_attention"
            mask_square(ax, x + wide + 8, at, ROW, causal)
        if part == "feed_forward" and layers > 1:
            style: dict[str, Any] = {"weight": "semibold", "align": "centre"}
            write(ax, x + wide + 20, at + ROW / 2, f"× {layers}", role, SMALL, **style)
        if index:
            arrow(ax, (x + wide / 2, at - STEP + ROW), (x + wide / 2, at), RESIDUAL, 0, 1.25)
    crossing = parts.index("cross_attention") if "cross_attention" in parts else 0
    return y + crossing * STEP + ROW / 2


def _part(ax: Axes, box: Box, part: str, role: str) -> None:
    corner, size = (box.left + 0.5, box.top + 0.5), (box.width - 1, box.height - 1)
    look: dict[str, Any] = {"facecolor": PANEL, "edgecolor": role, "linewidth": 1.25, "zorder": 3}
    ax.add_patch(FancyBboxPatch(corner, *size, boxstyle="round,pad=0,rounding_size=5", **look))
    text = {"output": "output projection"}.get(part, part.replace("_", "-"))
    write(ax, *box.centre, text, INK, SMALL, align="centre")


def _kind(ax: Axes, x: float, y: float, kind: str, item: Values, room: float) -> float:
    """One kind from (x, y) down; returns the y of its lower end."""
    write(ax, x, y + 8, kind, INK, LABEL, weight="semibold")
    write(ax, x, y + 27, f"{item['total']:,} parameters", MUTED, SMALL)
    words = note(ax, x, y + 36, item["models"], MUTED, SMALL, room)
    top = max(words.bottom, y + 72) + 14
    left = x + 5
    for stack, parts in item["stacks"].items():
        crossing = _stack(ax, left, top, stack, parts, item["layers"][stack])
        if stack == "decoder" and "cross_attention" in parts:
            last = top + (len(item["stacks"]["encoder"]) - 1) * STEP + ROW
            _hand_over(ax, (x + 5 + (STACK - ROW - 10) / 2, last), (left, crossing))
        left += STACK + GAP
    return top + STEP * max(len(parts) for parts in item["stacks"].values())


def _hand_over(ax: Axes, start: Point, end: Point) -> None:
    """From the end of the encoder below everything and up to the cross-attention."""
    turn = end[0] - 11
    xs, ys = [start[0], start[0], turn, turn], [start[1], start[1] + 14, start[1] + 14, end[1]]
    ax.plot(xs, ys, color=ENCODER, linewidth=2, zorder=2, solid_joinstyle="round")
    arrow(ax, (turn - 1, end[1]), end, ENCODER, 0, 2)


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((694, 276), (NARROW, 722))
    x, y = page.pick((10.0, 10.0), (4.0, 10.0))
    for kind, item in v["kinds"].items():
        room = page.pick(STACK * len(item["stacks"]) + 12, 300)
        end = _kind(ax, x, y, kind, item, room)
        x, y = page.pick((x + room + 24, y), (x, end + 18))
        if not page.narrow and kind != list(v["kinds"])[-1]:
            ax.plot([x - 14, x - 14], [12, 264], color=GRID, linewidth=1)
    return figure
