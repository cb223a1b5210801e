"""The map of the whole model, drawn from its config: each part with its shape and count.

Data flow downwards. Each stack has its residual stream as a spine on its outer side; a sub-layer
reads a normalised copy of the stream and adds what it computed back onto it (pre-norm, as the code
does). What the encoder hands over enters between the stacks, where no stream is in its way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from explainer.model import Config, parameter_shapes
from generators.kit.marks import Box
from generators.kit.sizes import NARROW

WIDE = 600.0  # px
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


@dataclass(frozen=True, kw_only=True)
class Part(Box):
    """One component: where it lies, what it is, what stands in it, where a click leads."""

    name: str
    kind: str
    title: str
    detail: str
    page: str


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


def part_at(box: Box, name: str, kind: str, texts: tuple[str, str]) -> Part:
    """A component with its title and its detail."""
    title, detail = texts
    page = PAGES.get(name) or PAGES[kind]
    where = (box.left, box.top, box.width, box.height)
    return Part(*where, name=name, kind=kind, title=title, detail=detail, page=page)


@dataclass
class Column:
    """A stack being laid out: parts are put below each other into its full width or its frame."""

    config: Config
    stack: str
    left: float
    width: float
    roomy: bool
    y: float = 38.0

    @property
    def spine(self) -> float:
        """Px between the edge and the frame, where the stream runs."""
        return 34.0 if self.roomy else 22.0

    @property
    def inset(self) -> float:
        """Px between the frame and the other edge."""
        return 12.0 if self.roomy else 6.0

    @property
    def stream(self) -> float:
        """The x of the residual stream: on the outer side of the picture."""
        outer = self.spine / 2 + 2
        return self.left + (outer if self.stack == "encoder" else self.width - outer)

    def put(self, name: str, kind: str, texts: tuple[str, str], gap: float) -> Part:
        """A part across the whole column, and `gap` px below it."""
        return self.place(name, kind, texts, (self.left, self.width), gap)

    def put_inside(self, name: str, kind: str, texts: tuple[str, str], gap: float) -> Part:
        """A part of a layer, beside the stream, and `gap` px below it."""
        left = self.left + (self.spine if self.stack == "encoder" else self.inset)
        return self.place(name, kind, texts, (left, self.width - self.spine - self.inset), gap)

    def place(
        self, name: str, kind: str, texts: tuple[str, str], across: tuple[float, float], gap: float
    ) -> Part:
        """A part `across` (its left edge, its width), and `gap` px below it."""
        height = NORM if kind in ("norm", "positions") else ROW
        part = part_at(Box(across[0], self.y, across[1], height), name, kind, texts)
        self.y = part.bottom + gap
        return part


def layout(config: Config, width: float = WIDE) -> Layout:
    """Where each component of an encoder-decoder lies, and its words and numbers."""
    roomy = width > NARROW
    margin, loop, between = (16, 16, 44) if roomy else (4, 16, 14)
    across = (width - margin - loop - between) / 2
    encoder = Column(config, "encoder", margin, across, roomy)
    decoder = Column(config, "decoder", margin + across + between, across, roomy)
    parts: list[Part] = []
    frames = {}
    for column in (encoder, decoder):
        found, frames[column.stack] = _stack(column)
        parts += found
    decoder.y += 16
    parts += _end(decoder)
    streams = {column.stack: column.stream for column in (encoder, decoder)}
    return Layout(width, decoder.y + 14, {part.name: part for part in parts}, streams, frames)


def _stack(column: Column) -> tuple[list[Part], tuple[float, float, float, float]]:
    """A stack from its name down to its final norm, and the frame around its layer."""
    config, stack, count = column.config, column.stack, counts(column.config)
    side = "source" if stack == "encoder" else "target"
    subs = ["self_attention", *(["cross_attention"] if stack == "decoder" else []), "feed_forward"]
    words = f"{getattr(config, f'{side}_vocabulary')} × {config.d_model}"
    table = _detail(words, count[f"{side}_embedding"], column.roomy)
    code = "computed, 0" if config.positions == "sinusoidal" else config.positions
    name = (stack.capitalize(), f"{count[f'{side}_embedding'] + count[stack]:,}")
    found = [
        part_at(Box(column.left, 4, column.width, 28), stack, stack, name),
        column.put(f"{side}_embedding", "embedding", ("embedding", table), 4),
        column.put(f"{stack}.positions", "positions", ("+ positions", code), 16),
    ]
    top = column.y
    column.y += 34
    norm = ("norm", f"{count['norm']}")
    for sub in subs:
        found.append(column.put_inside(f"{stack}.norm_{sub}", "norm", norm, 8))
        texts = _texts(config, stack, sub, column.roomy)
        found.append(column.put_inside(f"{stack}.{sub}", sub, texts, GAP + 8))
    column.y -= GAP - 4
    frame = (column.left - 2, top, column.width + 4, column.y - top)
    column.y += 14
    return [*found, column.put(f"{stack}.norm", "norm", ("final norm", norm[1]), 0)], frame


def _end(column: Column) -> list[Part]:
    """What follows the decoder: the output projection, and what is done with its scores."""
    config = column.config
    shape = f"{config.d_model} → {config.target_vocabulary} · " if column.roomy else ""
    detail = f"{shape}the table again"  # tied: no numbers of its own
    output = column.put("output", "output", ("output projection", detail), 16)
    half = (column.width - 8) / 2
    texts = {"train": "compare", "generate": "append, repeat" if column.roomy else "repeat"}
    ends = [
        column.place(name, name, (name, detail), (column.left + index * (half + 8), half), -ROW)
        for index, (name, detail) in enumerate(texts.items())
    ]
    column.y += ROW
    return [output, *ends]


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
