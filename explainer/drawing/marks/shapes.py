"""The marks made of words: box, token, rows and columns of tokens, note.

All lie on a pixel canvas (x right, y down). The point (x, y) of a mark is the top left corner of
everything it draws unless `align` says that x is its centre or its right edge. Every mark returns
its geometry and its artists, so that a figure can connect marks and an animation can change them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from explainer.drawing.theme import INK, LABEL, MONO, MUTED, PANEL, TEXT, measure, wrap

Point = tuple[float, float]
BASELINE = 0.335  # half the height of a capital: puts words of any shape on one common line


@dataclass(frozen=True)
class Box:
    """The rectangle a mark fills, in px, and the artists that draw it."""

    left: float
    top: float
    width: float
    height: float
    artists: tuple[Artist, ...] = field(default=(), repr=False)

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.top + self.height

    @property
    def centre(self) -> Point:
        """The middle."""
        return (self.left + self.width / 2, self.top + self.height / 2)

    @property
    def north(self) -> Point:
        """The middle of the top edge."""
        return (self.centre[0], self.top)

    @property
    def south(self) -> Point:
        """The middle of the bottom edge."""
        return (self.centre[0], self.bottom)

    @property
    def west(self) -> Point:
        """The middle of the left edge."""
        return (self.left, self.centre[1])

    @property
    def east(self) -> Point:
        """The middle of the right edge."""
        return (self.right, self.centre[1])

    def show(self, visible: bool = True) -> None:
        """Show or hide every artist of the mark."""
        for artist in self.artists:
            artist.set_visible(visible)


@dataclass(frozen=True)
class Token(Box):
    """A word in its pill."""

    word: str = ""


@dataclass(frozen=True)
class Tokens(Box):
    """Several tokens in a row or a column; `tokens[i]` is the i-th."""

    tokens: tuple[Token, ...] = ()


def enclosing(boxes: Iterable[Box]) -> Box:
    """The smallest box around several, holding all their artists."""
    boxes = list(boxes)
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    width = max(box.right for box in boxes) - left
    height = max(box.bottom for box in boxes) - top
    return Box(left, top, width, height, tuple(a for box in boxes for a in box.artists))


def from_left(x: float, width: float, align: str) -> float:
    """The left edge of something `width` wide whose left, centre or right lies at x."""
    shares = {"left": 0.0, "centre": 0.5, "right": 1.0}
    if align not in shares:
        raise ValueError(f"align must be one of {sorted(shares)}, not {align!r}")
    return x - shares[align] * width


def write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    role: str = INK,
    size: float = LABEL,
    mono: bool = False,
    weight: str = "normal",
    align: str = "left",
    **style: Any,
) -> Text:
    """One line of text whose capitals are centred on y, whatever letters it has."""
    horizontal = {"left": "left", "centre": "center", "right": "right"}[align]
    return ax.text(
        x,
        y + BASELINE * size,
        text,
        color=role,
        fontsize=size,
        family=MONO if mono else TEXT,
        weight=weight,
        ha=horizontal,
        va="baseline",
        parse_math=not mono,  # a word in mono type is a word of a text, dollars and all
        **({"zorder": 5} | style),
    )


def token_width(word: str, size: float = LABEL) -> float:
    """Width in px of the pill that token() draws around the word."""
    return max(measure(word, size, mono=True)[0] + 1.4 * size, 2.2 * size)


def token(
    ax: Axes,
    x: float,
    y: float,
    word: str,
    role: str = INK,
    filled: bool = False,
    size: float = LABEL,
    height: float | None = None,
    align: str = "left",
    **style: Any,
) -> Token:
    """A word in a rounded pill, in mono type; `filled` sets it off as the one spoken about."""
    width = token_width(word, size)
    height = round(2 * size) if height is None else height
    left = from_left(x, width, align)
    pill = FancyBboxPatch(
        (left + 0.5, y + 0.5),
        width - 1,
        height - 1,
        boxstyle=f"round,pad=0,rounding_size={(height - 1) / 2}",
        facecolor=role if filled else PANEL,
        edgecolor=role if role != INK or filled else MUTED,
        linewidth=1,
        **({"zorder": 3} | style),
    )
    ax.add_patch(pill)
    text = write(
        ax,
        left + width / 2,
        y + height / 2,
        word,
        PANEL if filled else role,
        size,
        mono=True,
        align="centre",
        **style,
    )
    return Token(left, y, width, height, (pill, text), word)


def token_row(
    ax: Axes,
    x: float,
    y: float,
    words: Sequence[str],
    gap: float = 8,
    roles: Sequence[str] | str = INK,
    width: float | None = None,
    filled: Sequence[int] = (),
    size: float = LABEL,
    **style: Any,
) -> Tokens:
    """Tokens side by side; with `width` the row is centred in it, and closed up if it must be.

    `roles` is one for all or one for each.

    Raises ValueError if the tokens do not fit into the width even with gaps of 2 px.
    """
    needed = sum(token_width(word, size) for word in words)
    if width is not None:
        room = (width - needed) / max(len(words) - 1, 1)
        gap = min(gap, room)
        if gap < min(2.0, room + 1) or needed > width:
            raise ValueError(f"{len(words)} tokens need {needed:.0f} px and have {width:.0f}")
        x += (width - needed - gap * (len(words) - 1)) / 2
    tokens = []
    for index, word in enumerate(words):
        role = roles if isinstance(roles, str) else roles[index]
        tokens.append(token(ax, x, y, word, role, index in filled, size, **style))
        x = tokens[-1].right + gap
    box = enclosing(tokens)
    return Tokens(box.left, box.top, box.width, box.height, box.artists, tuple(tokens))


def token_column(
    ax: Axes,
    x: float,
    y: float,
    words: Sequence[str],
    gap: float = 8,
    roles: Sequence[str] | str = INK,
    align: str = "left",
    filled: Sequence[int] = (),
    size: float = LABEL,
    **style: Any,
) -> Tokens:
    """Tokens one under the other; `align` says which edge they share at x.

    `roles` is one for all or one for each.
    """
    tokens = []
    for index, word in enumerate(words):
        role = roles if isinstance(roles, str) else roles[index]
        tokens.append(token(ax, x, y, word, role, index in filled, size, align=align, **style))
        y = tokens[-1].bottom + gap
    box = enclosing(tokens)
    return Tokens(box.left, box.top, box.width, box.height, box.artists, tuple(tokens))


def note(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    role: str = MUTED,
    size: float = LABEL,
    width: float | None = None,
    align: str = "left",
    weight: str = "normal",
    mono: bool = False,
    **style: Any,
) -> Box:
    """Running text, wrapped to `width` px; lines are 1.4 x size apart."""
    lines = text.split("\n") if width is None else wrap(text, width, size, weight)
    widest = max(measure(line, size, mono, weight)[0] for line in lines)
    leading = 1.4 * size
    artists = tuple(
        write(ax, x, y + (row + 0.5) * leading, line, role, size, mono, weight, align, **style)
        for row, line in enumerate(lines)
        if line
    )
    return Box(from_left(x, widest, align), y, widest, leading * len(lines), artists)
