"""A text as tokens in as many lines as it needs."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from explainer.drawing.marks.shapes import Token, Tokens, enclosing, token, token_width
from explainer.drawing.theme import INK


def token_lines(
    ax: Axes,
    x: float,
    y: float,
    words: Sequence[str],
    width: float,
    gap: float = 6,
    pitch: float = 32,
    role: str = INK,
    **style: Any,
) -> Tokens:
    """Tokens from left to right; a line that would be wider than `width` px goes on below."""
    tokens: list[Token] = []
    left, top = x, y
    for word in words:
        if tokens and left + token_width(word) > x + width:
            left, top = x, top + pitch
        tokens.append(token(ax, left, top, word, role, **style))
        left = tokens[-1].right + gap
    box = enclosing(tokens)
    return Tokens(box.left, box.top, box.width, box.height, box.artists, tuple(tokens))
