"""Tokens in a picture: the space made visible, and rows that end where the picture does."""

from collections.abc import Sequence

from generators.kit.marks import token_width
from generators.kit.sizes import LABEL

SPACE = "\N{OPEN BOX}"
GAP = 5.0  # px from one token to the next


def seen(piece: str) -> str:
    """The piece as it is drawn: with its space, and a byte that is no letter as its number."""
    return piece.strip("<>") if is_byte(piece) else piece.replace(" ", SPACE)


def is_byte(piece: str) -> bool:
    """Whether the token is a byte that is no letter by itself, written `<c3>`."""
    return piece.startswith("<") and piece.endswith(">")


def lines(pieces: Sequence[str], width: float, size: float = LABEL) -> list[list[str]]:
    """The tokens in lines that are at most `width` px wide."""
    found: list[list[str]] = [[]]
    used = 0.0
    for piece in pieces:
        needed = token_width(seen(piece), size)
        if found[-1] and used + needed > width:
            found.append([])
            used = 0.0
        found[-1].append(piece)
        used += needed + GAP
    return found
