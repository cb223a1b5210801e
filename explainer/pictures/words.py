"""Tokens as a picture can write them: nothing invisible, no sign without a font, none too long."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

from explainer.drawing.theme import MONO, SMALL, measure

WIDEST = 120.0  # px of a token; of a longer one the beginning is written
SPACE = "\N{OPEN BOX}"
NO_LETTERS = ("Last Resort", "cm", "STIX")  # fonts of boxes and of formulas, by their beginnings


def written(tokens: Sequence[object], widest: float = WIDEST) -> list[str]:
    """Each token in signs that can be seen: a space as ``␣``, others like Python: ``\\n``.

    A sign that the fonts of the house lack is taken from an installed one, else written as its
    code.
    """
    return [_cut("".join(map(_sign, str(token))) or '""', widest) for token in tokens]


@cache
def _sign(sign: str) -> str:
    if sign == " ":
        return SPACE
    # What turns or joins other letters is invisible too; unpaired halves of a letter are no text.
    seen = sign.isprintable() and _is_in_a_font(sign)
    return sign if seen else sign.encode("unicode_escape").decode("ascii")


def _cut(word: str, widest: float) -> str:
    if _width(word) <= widest:
        return word
    least, most = 0, len(word)  # the longest beginning that fits, by halving
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (
            (middle, most) if _width(word[:middle] + "…") <= widest else (least, middle - 1)
        )
    return word[:least] + "…"


def _width(word: str) -> float:
    return measure(word, SMALL, mono=True)[0]


def _is_in_a_font(sign: str) -> bool:
    """Whether the fonts of the house have it, after one that does has joined them."""
    if any(
        ord(sign) in _signs(font_manager.findfont(FontProperties(family=name))) for name in MONO
    ):
        return True
    for font in font_manager.fontManager.ttflist:
        if not font.name.startswith(NO_LETTERS) and ord(sign) in _signs(font.fname):
            MONO.append(font.name)  # last, so that nothing else changes
            return True
    return False


@cache
def _signs(file: str) -> frozenset[int]:
    """The signs of a font, by number; none where only colours or pixels are in it."""
    try:
        return frozenset(font_manager.get_font(file).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()
