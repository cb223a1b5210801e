"""The map of the whole model, drawn from its config: every page of Part II lights its own part.

Data flow downwards. Each stack has its residual stream as a spine on its outer side; a sub-layer
reads a normalised copy of the stream and adds what it computed back onto it (pre-norm, as the code
does). What the encoder hands over enters between the stacks, where no stream is in its way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from explainer.model import Config, parameter_shapes

WIDE, NARROW = 600, 332
GAP = 10.0  # between two rows
ROW, NORM = 44.0, 24.0  # heights of a component and of a norm
PAGES = {  # which page tells about which kind of component
    "embedding": "tokens.md",
    "positions": "positional-encoding.md",
    "encoder": "encoder.md",
    "decoder": "decoder.md",
    "encoder.self_attention": "self-attention.md",
    "decoder.self_attention": "masking.md",
    "cross_attention": "decoder.md",
    "norm": "architecture.md#layer-norm",
    "feed_forward": "architecture.md#the-feed-forward-layer",
    "output": "generation.md",
    "generate": "generation.md",
    "train": "training.md",
}


@dataclass(frozen=True)
class Part:
    """One component: what it is, where it lies (px), what stands in it, where a click leads."""

    name: str
    kind: str
    left: float
    top: float
    width: float
    height: float
    title: str
    detail: str
    page: str = ""

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """The y of the middle."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Layout:
    """Where everything lies: the parts, the x of each stream, the frames around the layers."""

    width: float
    height: float
    parts: Mapping[str, Part]
    streams: Mapping[str, float]
    frames: Mapping[str, tuple[float, float, float, float]]  # left, top, width, height


def counts(config: Config) -> dict[str, int]:
    """Parameters of each component, of one layer where it is repeated, and the total."""
    sizes = {name: prod(shape) for name, shape in parameter_shapes(config).items()}
    found = {
        name: sum(size for parameter, size in sizes.items() if parameter.startswith(prefix))
        for name, prefix in (
            ("source_embedding", "source_embedding"),
            ("target_embedding", "target_embedding"),
            ("self_attention", "encoder.0.self_attention."),
            ("cross_attention", "decoder.0.cross_attention."),
            ("feed_forward", "encoder.0.feed_forward."),
            ("norm", "encoder.norm."),
            ("encoder_layer", "encoder.0."),
            ("decoder_layer", "decoder.0."),
            ("encoder", "encoder."),
            ("decoder", "decoder."),
        )
    }
    return {**found, "total": sum(sizes.values())}


def layout(config: Config, width: float = WIDE) -> Layout:
    """Where each component of an encoder-decoder lies, and its words and numbers."""
    roomy = width > 400
    margin, loop, spine, between = (16, 16, 34, 44) if roomy else (4, 16, 22, 14)
    column = (width - margin - loop - between) / 2
    count = counts(config)
    parts: dict[str, Part] = {}
    frames: dict[str, tuple[float, float, float, float]] = {}
    streams: dict[str, float] = {}
    lowest = 0.0
    for stack, side, subs in (
        ("encoder", "source", ("self_attention", "feed_forward")),
        ("decoder", "target", ("self_attention", "cross_attention", "feed_forward")),
    ):
        left = margin + (stack == "decoder") * (column + between)
        inset = 12 if roomy else 6
        outer = spine / 2 + 2
        streams[stack] = left + outer if stack == "encoder" else left + column - outer
        box = left + (spine if stack == "encoder" else inset)
        wide = column - spine - inset
        y = 38.0
        parts[stack] = Part(
            stack, stack, left, 4, column, 28, stack.capitalize(), f"{count[stack]:,}", PAGES[stack]
        )
        words = getattr(config, f"{side}_vocabulary")
        for name, kind, title, detail in (
            (
                f"{side}_embedding",
                "embedding",
                "embedding",
                _detail(f"{words} × {config.d_model}", count[f"{side}_embedding"], roomy),
            ),
            (
                f"{stack}.positions",
                "positions",
                "+ positions",
                "computed, 0" if config.positions == "sinusoidal" else config.positions,
            ),
        ):
            parts[name] = Part(
                name,
                kind,
                left,
                y,
                column,
                ROW if kind == "embedding" else 24,
                title,
                detail,
                PAGES[kind],
            )
            y = parts[name].bottom + (4 if kind == "embedding" else 16)
        top = y
        y += 34
        for sub in subs:
            name = f"{stack}.{sub}"
            norm = f"{stack}.norm_{sub}"
            parts[norm] = Part(
                norm, "norm", box, y, wide, NORM, "norm", f"{count['norm']}", PAGES["norm"]
            )
            y += NORM + 8
            parts[name] = Part(
                name,
                sub,
                box,
                y,
                wide,
                ROW,
                *_texts(config, stack, sub, roomy),
                PAGES.get(name, PAGES.get(sub, "")),
            )
            y += ROW + GAP + 8
        y -= GAP - 4
        frames[stack] = (left - 2, top, column + 4, y - top)
        y += 14
        norm = f"{stack}.norm"
        parts[norm] = Part(
            norm, "norm", left, y, column, NORM, "final norm", f"{count['norm']}", PAGES["norm"]
        )
        lowest = y + NORM
    left = margin + column + between
    y = lowest + 16
    parts["output"] = Part(
        "output",
        "output",
        left,
        y,
        column,
        ROW,
        "output projection",
        f"{config.d_model} → {config.target_vocabulary} · tied"
        if roomy
        else f"{config.d_model} → {config.target_vocabulary}, tied",
        PAGES["output"],
    )
    y += ROW + 16
    half = (column - 8) / 2
    for index, (name, title, detail) in enumerate(
        (("train", "train", "compare"), ("generate", "generate", "append, repeat"))
        if roomy
        else (("train", "train", "compare"), ("generate", "generate", "repeat"))
    ):
        parts[name] = Part(
            name, name, left + index * (half + 8), y, half, ROW, title, detail, PAGES[name]
        )
    return Layout(width, y + ROW + 14, parts, streams, frames)


def _detail(shape: str, count: int, roomy: bool) -> str:
    return f"{shape} · {count:,}" if roomy else f"{count:,}"


def _texts(config: Config, stack: str, sub: str, roomy: bool) -> tuple[str, str]:
    """Title and detail of a sub-layer; short ones where there is little room."""
    count = counts(config)
    if sub == "feed_forward":
        shape = f"{config.d_model} → {config.d_feed_forward} → {config.d_model}"
        return "feed-forward", _detail(shape, count["feed_forward"], roomy)
    title = _hyphens(sub)
    if stack == "decoder" and sub == "self_attention":
        title = "masked self-attention" if roomy else "masked self-att."
    return title, _detail(f"{config.n_heads} heads", count["self_attention"], roomy)


def areas(of: Layout) -> list[list[Any]]:
    """What can be clicked: label, page (a path in docs), left, top, width, height in px."""
    return [
        [_spoken(part), part.page, part.left, part.top, part.width, part.height]
        for part in of.parts.values()
        if part.page
    ]


def _spoken(part: Part) -> str:
    """The component's name in words, the same in both layouts."""
    if part.kind in ("encoder", "decoder", "output", "train", "generate"):
        words = {"output": "output projection", "train": "training", "generate": "generating text"}
        return words.get(part.kind, f"the {part.kind}")
    if part.kind == "embedding":
        return part.name.replace("_", " ")
    stack, _, name = part.name.partition(".")
    if name == "norm":
        return f"final norm of the {stack}"
    if part.kind == "norm":
        return f"norm before {_hyphens(name.removeprefix('norm_'))}, {stack}"
    return f"{_hyphens(name)} of the {stack}"


def _hyphens(name: str) -> str:
    return name.replace("_", "-")
