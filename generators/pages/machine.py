"""The map of the machine: encoder and decoder with their parts, each a link to its chapter.

A chapter that has a part on the map begins with it, its own parts lit. A line
`<!-- map of the machine -->` puts it into a page, large. It is written once, in `STATIONS`.
"""

import html
from dataclasses import dataclass

from generators.pages.markup import relative
from generators.pages.running_text import FRONT_MATTER

WIDTH, HEIGHT = 224, 248  # px; the gutter is as wide
PLACE = "<!-- map of the machine -->"
TITLE = "Map of the machine"


@dataclass(frozen=True)
class Station:
    """A part of the machine: its label, the chapter it leads to, and where it lies (px).

    `side` is "encoder" or "decoder" where it belongs to one of them. A frame holds other stations
    and has its label in its first line.
    """

    label: str
    page: str
    left: float
    top: float
    width: float
    height: float = 24
    side: str = ""
    frame: bool = False


STATIONS = (
    Station("tokens and embeddings", "tokens.md", 6, 18, 206),
    Station("positional encoding", "positional-encoding.md", 6, 46, 206),
    Station("encoder", "encoder.md", 0, 76, 106, 106, "encoder", frame=True),
    Station("self-attention", "self-attention.md", 6, 96, 94, side="encoder"),
    Station("scores", "scores.md", 6, 124, 46, side="encoder"),
    Station("heads", "multi-head-attention.md", 56, 124, 44, side="encoder"),
    Station("feed-forward", "architecture.md", 6, 152, 94, side="encoder"),
    Station("decoder", "decoder.md", 112, 76, 106, 106, "decoder", frame=True),
    Station("masking", "masking.md", 118, 96, 94, side="decoder"),
    Station("cross-attention", "decoder.md", 118, 124, 94, side="decoder"),
    Station("feed-forward", "architecture.md", 118, 152, 94, side="decoder"),
    Station("architecture", "architecture.md", 6, 190, 94),
    Station("next word", "generation.md", 118, 190, 94),
    Station("why attention", "why-attention.md", 0, 222, 88),
    Station("training", "training.md", 92, 222, 66),
    Station("cost", "cost.md", 162, 222, 56),
)
# Behind the stations: the two streams, what the encoder hands over, and the way back of each word.
_STREAMS = "M80 14V186M192 14V194"
_HANDED_OVER = "M80 185H109V136H118"
_WRITTEN = "M212 202H222V6H208"
_WORDS = (("English", 53), ("French so far", 165))  # with the middle of each, px


def with_map(text: str, page: str) -> str:
    """The woven `page` with the map, where it is a chapter with a part on it or asks for it."""
    text = text.replace(PLACE, f'<div class="machine-large">{_map(page)}</div>')
    if not any(station.page == page for station in STATIONS):
        return text
    front = FRONT_MATTER.match(text)
    head = f"{front[0]}\n\n" if front else ""
    body = text[front.end() if front else 0 :].lstrip("\n")
    folded = f'<details class="machine"><summary>{TITLE}</summary>{_map(page)}</details>'
    return f"{head}{folded}\n\n{body}"


def _map(page: str) -> str:
    frames = [station for station in STATIONS if station.frame]
    others = [station for station in STATIONS if not station.frame]
    words = "".join(f'<text x="{x}" y="10">{word}</text>' for word, x in _WORDS)
    lines = "".join(
        f'<path class="{kind}" d="{path}"/>'
        for kind, path in (
            ("machine-stream", _STREAMS),
            ("machine-way", _HANDED_OVER),
            ("machine-way", _WRITTEN),
        )
    )
    return (
        f'<nav aria-label="{TITLE}"><svg viewBox="0 0 {WIDTH} {HEIGHT}">{words}'
        + "".join(_link(station, page) for station in frames)
        + lines
        + "".join(_link(station, page) for station in others)
        + "</svg></nav>"
    )


def _link(station: Station, page: str) -> str:
    kinds = [station.side, "machine-frame" if station.frame else "", "machine-station"]
    here = ' aria-current="page"' if station.page == page else ""
    x = station.left + (8 if station.frame else station.width / 2)
    y = station.top + (14 if station.frame else station.height / 2 + 4)
    label = html.escape(station.label)
    return (
        f'<a class="{" ".join(filter(None, kinds))}" href="{relative(station.page, page)}"{here}>'
        f'<rect x="{station.left:g}" y="{station.top:g}" width="{station.width:g}"'
        f' height="{station.height:g}" rx="5"/><text x="{x:g}" y="{y:g}">{label}</text></a>'
    )
