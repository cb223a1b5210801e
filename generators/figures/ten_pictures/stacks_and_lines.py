"""Both stacks at once: the attention of every layer as lines between the words that it joins."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from explainer.drawing.marks.grids import clear_ground
from generators.figures._shared.decoder_rows import TIRED as TEXT
from generators.figures._shared.decoder_rows import translation
from generators.figures.ten_pictures._row import TIRED
from generators.figures.ten_pictures._stage import ENGLISH_EDGE, FRENCH_EDGE, sentences, stage
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Point, link, note
from generators.kit.theme import DECODER, ENCODER, WEIGHT

HEIGHT = 478.0
FAINTEST = 0.1  # shares under this have no line
WIDEST = 6.0  # px
GAP = 8.0  # px between the words and the first level


def values() -> Values:
    said, trace = sentences(), translation(TEXT).trace
    count = len(said["french"][TIRED])
    across = np.stack([np.asarray(one.cross_attention.weights) for one in trace.decoder.layers])  # type: ignore[union-attr]
    return {
        "sentences": said,
        "encoder": [_mean(layer) for layer in trace.encoder.layers],
        "decoder": [_mean(layer, count) for layer in trace.decoder.layers],
        "across": across[:, :, :count].mean(axis=(0, 1)).round(3).tolist(),
    }


def _mean(layer: Any, count: int | None = None) -> list[list[float]]:
    """The self-attention of a layer, the mean of its heads [rows, words]."""
    weights = np.asarray(layer.self_attention.weights).mean(axis=0)
    rows: list[list[float]] = weights[:count, :count].round(3).tolist()
    return rows


def alt(v: Values) -> str:
    return (
        f"The English passes through {len(v['encoder'])} layers of the encoder, in which lines "
        f"join every word with every other. The French passes through {len(v['decoder'])} layers "
        "of the decoder, in which lines lead back only, like a staircase. Between the two, lines "
        "lead from each French word to English ones."
    )


def draw(v: Values, page: Page) -> Figure:
    shown = stage(page, v["sentences"], TIRED, HEIGHT)
    shown.write_french(v["sentences"]["french"][TIRED])
    english, french = shown.english_places, shown.french_places
    step = page.pick(66.0, 29.0)
    near, far = (ENGLISH_EDGE, FRENCH_EDGE) if page.narrow else (english[0].bottom, french[0].top)
    read = [near + GAP + step * level for level in range(len(v["encoder"]) + 1)]
    write = [far - GAP - step * level for level in range(len(v["decoder"]), -1, -1)]
    for places, levels, rows in ((english, read, v["encoder"]), (french, write, v["decoder"])):
        role = ENCODER if levels is read else DECODER
        _stack(shown.ax, page, places, levels, rows, role)
    _lines(shown.ax, page, (french, write[0]), (english, read[-1]), v["across"])
    return shown.figure


def _stack(
    ax: Axes, page: Page, places: Sequence[Box], levels: list[float], rows: Any, role: str
) -> None:
    """The layers of a stack: a band for all, their lines, the words' vectors between them."""
    deep = levels[-1] - levels[0]
    size = (deep, ax.get_ylim()[0]) if page.narrow else (ax.get_xlim()[1] - 20, deep)
    corner = (levels[0], 0.0) if page.narrow else (10.0, levels[0])
    ax.add_patch(Rectangle(corner, *size, facecolor=role, alpha=0.1, linewidth=0, zorder=0.5))
    for before, after, weights in zip(levels, levels[1:], rows, strict=False):
        _lines(ax, page, (places, after), (places, before), weights)
    for level in levels:
        for place in places:
            x, y = _point(page, place, level)
            long, deep = (5, 14) if page.narrow else (18, 5)
            ax.add_patch(
                Rectangle((x - long / 2, y - deep / 2), long, deep, facecolor=role, zorder=3)
            )
    _name(ax, page, levels, "encoder" if role == ENCODER else "decoder", role)


def _name(ax: Axes, page: Page, levels: list[float], name: str, role: str) -> None:
    if page.narrow:
        side = "right" if name == "decoder" else "left"
        told = note(ax, levels[-1] if side == "right" else levels[0], 0, name, role, align=side)
    else:
        told = note(ax, 14, (levels[0] + levels[1]) / 2 - 9, name, role)
    for text in told.artists:
        if isinstance(text, Text):
            clear_ground(text)


def _lines(
    ax: Axes,
    page: Page,
    looks: tuple[Sequence[Box], float],
    looked_at: tuple[Sequence[Box], float],
    weights: Any,
) -> None:
    """A line for every share; each side is its places and how far from the edge they lie."""
    for place, row in zip(looks[0], weights, strict=False):
        for other, weight in zip(looked_at[0], row, strict=False):
            ends = _point(page, place, looks[1]), _point(page, other, looked_at[1])
            style: dict[str, Any] = {"minimum": FAINTEST, "widest": WIDEST}
            link(ax, *ends, weight, WEIGHT, axis=page.pick("vertical", "horizontal"), **style)


def _point(page: Page, place: Box, level: float) -> Point:
    return (level, place.centre[1]) if page.narrow else (place.centre[0], level)
