"""The walk: what one token looks at, head by head and layer by layer, as a film."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes

from explainer.arrays import Array, Bool, Float
from explainer.drawing.marks import (
    HIDDEN,
    NO_WORDS,
    Box,
    Cells,
    Matrix,
    Saying,
    Words,
    frame,
    labels,
    matrix,
    matrix_margins,
    token,
    weight_legend,
    write,
)
from explainer.drawing.marks.moving import LEADING
from explainer.drawing.marks.numbered import NUMBERS_TOP
from explainer.drawing.motion import MOVE_SECONDS, Frame, moment, reading_seconds, step
from explainer.drawing.theme import (
    INK,
    KEY,
    MUTED,
    QUERY,
    SMALL,
    canvas,
    house_style,
    measure,
    wrap,
)
from explainer.inspect.attentions import Attentions
from explainer.pictures.asked import counted, may_look, told
from explainer.pictures.heatmap import EDGE, KEY_SIZE, WIDTH
from explainer.pictures.shown import Film
from explainer.pictures.words import written

LEFT, TITLE = 74.0, 48.0  # px for the names of layers and heads, for the token that looks
CELLS = (36.0, 30.0, 24.0, 20.0, 18.0, 16.0, 14.0, 12.0)  # px, widths of a cell with a word
HIGH = (18.0, 3.0)  # px of a row: the most and the least
HIGHEST = 900.0  # px of all rows
GAP = 8.0  # px between layers
ONE_BY_ONE = 48  # heads: of more, a layer comes at once
MOST = 200  # tokens that are looked at


def walk(seen: Attentions, query: int, width: int = WIDTH) -> Film:
    """What the token at place `query` looks at: its row in every head, one layer after another.

    Heads of different layers with one number have nothing in common. Raises ValueError for a place
    that there is not, more than 200 tokens looked at or more heads than have room: ``part``
    chooses some.
    """
    if not -len(seen.who_looks) <= query < len(seen.who_looks):
        raise ValueError(
            f"there is no token {query}: {len(seen.who_looks)} tokens look, counted from 0"
        )
    if len(seen.looked_at) > MOST:
        raise ValueError(
            f"{len(seen.looked_at)} tokens are looked at; a walk shows {MOST} at most: "
            f"walk(part(seen, looked_at=slice(0, {MOST})), …)"
        )
    heads = sum(len(layer) for layer in seen.layers)
    if heads * HIGH[1] > HIGHEST:
        raise ValueError(
            f"{heads} heads; a walk shows {HIGHEST / HIGH[1]:.0f} at most: "
            "walk(part(seen, layers=slice(0, 4)), …)"
        )
    (word,), columns = written([seen.who_looks[query]]), written(seen.looked_at)
    rows = [layer[:, query] for layer in seen.layers]  # [heads, keys] each
    allowed = may_look(seen)[query]
    said = [_said(number, layer, columns) for number, layer in enumerate(rows)]

    def frames() -> Iterator[Frame]:
        with house_style():
            first = f"“{word}” looks at {counted(int(allowed.sum()), 'place')}"
            stage = _Stage(word, columns, rows, allowed, [first, *said], width)
            yield from stage.frames()

    start = f"What “{word}” looks at in {heads} heads, one layer after another:"
    return Film(frames, told(start, said))


def _said(layer: int, rows: Float[Array, "heads keys"], columns: list[str]) -> str:
    """Where one layer looks most: "layer 0: most at “animal”, 0.62 in head 3"."""
    head, place = np.unravel_index(int(rows.argmax()), rows.shape)
    share = rows[head, place]
    return f"layer {layer}: most at “{columns[place]}”, {share:.2f} in head {head}"


class _Stage:
    """The picture, whose rows are all there from the start, hidden."""

    def __init__(
        self,
        word: str,
        columns: list[str],
        rows: list[Float[Array, "heads keys"]],
        allowed: Bool[Array, "keys"],
        said: list[str],
        width: int,
    ) -> None:
        self.word, self.heads, self.said = word, sum(map(len, rows)), said
        high = min(HIGH[0], (HIGHEST - GAP * len(rows)) / self.heads)
        words, cell = _columns(columns, width - LEFT - 2 * EDGE)
        _, above, right = matrix_margins(words, (max(cell, SMALL), SMALL))
        left, top = EDGE + LEFT, EDGE + TITLE + max(above, NUMBERS_TOP)
        below = top + self.heads * high + GAP * len(rows)
        wide = max(left + cell * len(columns) + right, left + 150, EDGE + KEY_SIZE[0]) + EDGE
        lines = max(len(wrap(text, wide - 2 * EDGE, SMALL)) for text in said)
        high_said = lines * LEADING * SMALL
        self.figure, self.ax = canvas(round(wide), round(below + high_said + KEY_SIZE[1] + EDGE))
        self.say = Saying(self.ax, (EDGE, below), wide - 2 * EDGE, lines, size=SMALL)
        weight_legend(self.ax, EDGE, below + high_said + KEY_SIZE[1] - 14)
        if high >= SMALL:
            write(self.ax, left - 6, top - 10, "head ↓", MUTED, SMALL, align="right")
        self._words(words, Box(left, top, cell * len(columns), high), len(columns))
        self.layers: list[list[Matrix]] = []
        for number, layer in enumerate(rows):
            block = Box(left, top, cell * len(columns), high * len(layer))
            self._names(number, len(layer), block)
            self.layers.append(_hidden(self.ax, layer, block, allowed))
            top = block.bottom + GAP

    def _words(self, words: Words, first: Box, count: int) -> None:
        """The token that looks, and what is looked at: words, or places if they have no room."""
        token(self.ax, EDGE, EDGE, self.word, QUERY, filled=True)
        write(self.ax, first.left, EDGE + TITLE - 12, "what is looked at →", KEY, SMALL)
        cell = first.width / count
        if words.columns is not None:
            labels(self.ax, first, words, (cell, first.height), {})
            return
        for place in sorted({round(share * (count - 1)) for share in (0, 0.25, 0.5, 0.75, 1)}):
            x = first.left + (place + 0.5) * cell
            write(self.ax, x, first.top - 8, str(place), KEY, SMALL, align="centre")

    def _names(self, layer: int, heads: int, block: Box) -> None:
        """The name of a layer, numbers of its heads where they have room, and an empty frame."""
        frame(self.ax, block)
        high, x = block.height / heads, block.left - 6
        numbered = high >= SMALL
        middle = block.top + high / 2 if numbered else block.centre[1]
        before = measure("00", SMALL)[0] + 6 if numbered else 0
        write(self.ax, x - before, middle, f"layer {layer}", INK, SMALL, align="right")
        for head in range(heads) if numbered else ():
            y = block.top + (head + 0.5) * high
            write(self.ax, x, y, str(head), MUTED, SMALL, align="right")

    def frames(self) -> Iterator[Frame]:
        """The rows appear one after another; of many heads, a layer at once."""
        first, *then = self.said
        yield step(self.figure, reading_seconds(first), self.say(first))
        for layer, words in zip(self.layers, then, strict=True):
            name = self.say(words)
            for row in layer:
                row.show()
                if self.heads <= ONE_BY_ONE:
                    yield moment(self.figure, MOVE_SECONDS)
            yield step(self.figure, reading_seconds(words), name)


def _columns(columns: list[str], room: float) -> tuple[Words, float]:
    """The words above the rows and the width of a cell; no words where they have no room."""
    words = Words(columns=columns, row_title="", column_title="")
    for cell in CELLS:
        right = matrix_margins(words, (cell, SMALL))[2]
        if cell * len(columns) + right <= room:
            return words, cell
    return NO_WORDS, min(room / len(columns), CELLS[-1])


def _hidden(
    ax: Axes, rows: Float[Array, "heads keys"], block: Box, allowed: Bool[Array, "keys"]
) -> list[Matrix]:
    """One row of cells a head, to be shown later."""
    cell = (block.width / rows.shape[1], block.height / len(rows))
    hatched = allowed[None] if min(cell) >= SMALL else None
    return [
        matrix(
            ax,
            block.left,
            block.top + number * cell[1],
            row[None],
            NO_WORDS,
            Cells(cell, digits=None),
            hatched,
            **HIDDEN,
        )
        for number, row in enumerate(rows)
    ]
