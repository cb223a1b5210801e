"""The one stage of the ten pictures: the running sentence, in the same place in all of them.

On a wide page the English is a row above and the French a row below; on a phone they are a column
on the left and one on the right. What is said of a word lies "away" from it, towards the middle:
below it in the one, to its right in the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.translator.recipe import RUNNING
from generators.figures._shared.decoder_rows import translation
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Point, Token, token, token_width
from generators.kit.sizes import NARROW, WIDE
from generators.kit.theme import INK

SIZE = 12.5  # px, the type of a word
TILE = 2 * SIZE  # px, the height of its tile
PITCH = 29.0  # px from word to word in a column
TOP = 10.0  # px above the first word
ENGLISH_EDGE, FRENCH_EDGE = 82.0, 246.0  # x of the sides of the two columns that face
Roles = Mapping[int, str]  # place of a word -> colour of its tile, which is then filled


def sentences() -> Values:
    """The running sentence with each ending, word by word: what every picture stands on."""
    written = {ending: translation(text) for ending, text in RUNNING.items()}
    return {
        "english": {ending: list(one.source_tokens) for ending, one in written.items()},
        "french": {ending: list(one.tokens[:-1]) for ending, one in written.items()},
    }


@dataclass(frozen=True)
class Stage:
    """A picture with the English sentence on it, and the places of its words and of the French."""

    page: Page
    figure: Figure
    ax: Axes
    english: tuple[Token, ...]
    english_places: tuple[Box, ...]
    french_places: tuple[Box, ...]

    def away(self, word: Box, start: float, length: float, breadth: float, aside: float = 0) -> Box:
        """A place that begins `start` px from an English word and goes on for `length` px.

        It is `breadth` px across and lies `aside` px further along the sentence.
        """
        x, y = word.centre
        if self.page.narrow:
            return Box(ENGLISH_EDGE + start, y - breadth / 2 + aside, length, breadth)
        return Box(x - breadth / 2 + aside, word.bottom + start, breadth, length)

    def leaving(self, box: Box) -> Point:
        """The middle of the side of a box that faces the French."""
        return box.east if self.page.narrow else box.south

    def arriving(self, box: Box) -> Point:
        """The middle of the side of a box that faces the English."""
        return box.west if self.page.narrow else box.north

    def write_french(
        self, words: Sequence[str], roles: Roles | None = None, **style: Any
    ) -> tuple[Token, ...]:
        """The first French words, each in its place."""
        return _write(self.page, self.ax, self.french_places, words, roles or {}, "left", **style)


def stage(
    page: Page,
    said: Values,
    ending: str,
    height: float,
    roles: Roles | None = None,
    below: float = 0,
    **style: Any,
) -> Stage:
    """The stage, `height` px high on a wide page, on a phone as high as its columns.

    `below` are px that are left under it.
    """
    english, french = (_slots(list(said[language].values())) for language in ("english", "french"))
    tall = 2 * TOP + PITCH * max(len(english), len(french))
    figure, ax = page.canvas((WIDE, height + below), (NARROW, tall + below))
    if page.narrow:
        places = _column(english, tall, ENGLISH_EDGE, "right")
        others = _column(french, tall, FRENCH_EDGE, "left")
    else:
        places = _row(english, TOP)
        others = _row(french, height - TOP - TILE)
    words = _write(page, ax, places, said["english"][ending], roles or {}, "right", **style)
    return Stage(page, figure, ax, words, tuple(places), tuple(others))


def _write(
    page: Page,
    ax: Axes,
    places: Sequence[Box],
    words: Sequence[str],
    roles: Roles,
    edge: str,
    **style: Any,
) -> tuple[Token, ...]:
    """The words in their places; a column is flush on the `edge` that faces the other."""
    return tuple(
        _put(page, ax, place, word, roles.get(index, INK), index in roles, edge, **style)
        for index, (place, word) in enumerate(zip(places, words, strict=False))
    )


def _put(
    page: Page, ax: Axes, place: Box, word: str, role: str, filled: bool, edge: str, **style: Any
) -> Token:
    align = edge if page.narrow else "centre"
    x = {"left": place.left, "right": place.right, "centre": place.centre[0]}[align]
    return token(ax, x, place.top, word, role, filled, SIZE, align=align, **style)


def _slots(texts: Sequence[Sequence[str]]) -> list[float]:
    """The width of each place: of the widest word that any ending of the sentence puts there."""
    count = max(len(words) for words in texts)
    return [
        max(token_width(words[i], SIZE) for words in texts if i < len(words)) for i in range(count)
    ]


def _row(slots: Sequence[float], top: float) -> list[Box]:
    gap = min(8.0, (WIDE - 2 * TOP - sum(slots)) / (len(slots) - 1))
    left = (WIDE - sum(slots) - gap * (len(slots) - 1)) / 2
    places = []
    for width in slots:
        places.append(Box(left, top, width, TILE))
        left += width + gap
    return places


def _column(slots: Sequence[float], height: float, x: float, edge: str) -> list[Box]:
    first = (height - PITCH * len(slots) + PITCH - TILE) / 2
    return [
        Box(x - width if edge == "right" else x, first + i * PITCH, width, TILE)
        for i, width in enumerate(slots)
    ]
