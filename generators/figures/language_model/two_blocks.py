"""The decoder block with the parts of 2017, and SmolLM2's, drawn from their configs."""

from dataclasses import dataclass
from typing import Any

from matplotlib.patches import Circle, FancyBboxPatch

from explainer.sizes import KNOWN, Architecture
from generators.figures._shared import smollm2
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, titled, write
from generators.kit.theme import DECODER, INK, MUTED, PANEL, RESIDUAL, SMALL

TITLES = {"original_base": "the paper's block, 2017", "smollm2": "SmolLM2's block, 2024"}
HIGH, GAP = 46.0, 16.0  # px of a part, and between two
ASIDE = 40.0  # px from the residual stream to the parts that read it


@dataclass(frozen=True)
class Part:
    """A box of the diagram; `on_line` is computed on the residual stream, the others beside it."""

    name: str
    detail: str
    on_line: bool


def values() -> Values:
    base = smollm2.read()["card"]["rotary_base"]  # only a model that turns its queries has one
    return {name: _facts(KNOWN[name], name == "smollm2" and base > 0) for name in TITLES}


def _facts(of: Architecture, rotary: bool) -> Values:
    return {
        "heads": of.n_heads,
        "key_value_heads": of.key_value_heads,
        "matrices": 3 if of.gated else 2,
        "wider": round(of.d_feed_forward / of.d_model, 2),
        "norm": of.norm,
        "norm_first": of.final_norm,  # one more at the end is what a norm before each part needs
        "biases": of.biases,
        "rotary": rotary,
    }


def alt(v: Values) -> str:
    listed = [
        f"{TITLES[name]}: {of['heads']} heads with {of['key_value_heads']} sets of keys and values"
        f", feed-forward of {of['matrices']} matrices, {of['norm']} norm "
        f"{'before' if of['norm_first'] else 'after'} each part, positions by "
        f"{'turning queries and keys' if of['rotary'] else 'a code that is added'}, "
        f"{'with' if of['biases'] else 'no'} biases"
        for name, of in v.items()
    ]
    return f"Two diagrams of a block. {'; '.join(listed)}."


def draw(v: Values, page: Page) -> Figure:
    stacks = {name: stack(of) for name, of in v.items()}
    height = 28 + max(map(len, stacks.values())) * (HIGH + GAP) + 34
    size = page.pick((262, height), (320, height))
    figure, ax, panels = page.panels(len(stacks), size, None, (2, 1), gap=page.pick(14, 28), edge=8)
    for (name, parts), panel in zip(stacks.items(), panels, strict=True):
        _block(ax, titled(ax, panel, TITLES[name], INK), parts, v[name]["norm_first"])
        biases = "after each matrix a bias is added" if v[name]["biases"] else "no biases"
        write(ax, panel.left + ASIDE, panel.bottom - 12, biases, MUTED, SMALL)
    return figure


def stack(of: Values) -> list[Part]:
    first = of["norm_first"]
    norms = {"layer": ("layer norm", "scales and shifts"), "rms": ("RMSNorm", "scales only")}
    norm = Part(*norms[of["norm"]], on_line=not first)
    shared = of["heads"] // of["key_value_heads"]
    keys = f"keys and values for every {shared}" if shared > 1 else "own keys and values for each"
    turned = "rotary self-attention" if of["rotary"] else "self-attention"
    wide = f"{of['matrices']} matrices, {'gate' if of['matrices'] > 2 else 'ReLU'}, "
    attention = Part(turned, f"{of['heads']} heads, {keys}", on_line=False)
    feed = Part("feed-forward", f"{wide}{of['wider']:g} × as wide", on_line=False)
    order = [norm, attention, norm, feed] if first else [attention, norm, feed, norm]
    code = "positions come with attention" if of["rotary"] else "plus a code for the position"
    return [Part("embedding", code, on_line=True), *order]


def _block(ax: Axes, box: Box, parts: list[Part], norm_first: bool) -> None:
    """Top to bottom; a part beside the stream reads it, and what it makes is added."""
    line, bottom = box.left + 12, box.top + len(parts) * (HIGH + GAP)
    ax.plot([line, line], [box.top + 8, bottom], color=RESIDUAL, linewidth=3, zorder=1)
    for index, part in enumerate(parts):
        top = box.top + index * (HIGH + GAP)
        left = box.left if part.on_line else box.left + ASIDE
        _box(ax, Box(left, top, box.right - left, HIGH), part)
        if part.on_line:
            continue
        middle = top + HIGH / 2
        opens = not norm_first or index % 2 == 1  # the norm reads for the part below it
        closes = not norm_first or index % 2 == 0
        if opens:
            arrow(ax, (line, top + 10), (left, top + 10), RESIDUAL)
        else:
            arrow(ax, (left + 24, top - GAP), (left + 24, top), INK)
        if closes:
            arrow(ax, (left, middle + 14), (line + 8, middle + 14), RESIDUAL)
            plus = Circle((line, middle + 14), 8, facecolor=PANEL, edgecolor=RESIDUAL, zorder=4)
            ax.add_patch(plus)
            write(ax, line, middle + 14, "+", RESIDUAL, align="centre")


def _box(ax: Axes, box: Box, part: Part) -> None:
    shape = "round,pad=0,rounding_size=5"
    look: dict[str, Any] = {
        "facecolor": PANEL,
        "edgecolor": DECODER,
        "linewidth": 1.25,
        "zorder": 3,
    }
    ax.add_patch(FancyBboxPatch((box.left, box.top), box.width, box.height, boxstyle=shape, **look))
    write(ax, box.left + 10, box.top + 14, part.name, INK, weight="semibold")
    write(ax, box.left + 10, box.top + 33, part.detail, MUTED, SMALL)
