"""What the figures of this page share: the results of experiments/uses, the example texts."""

import numpy as np
from matplotlib.axes import Axes

from generators.kit.marks import Token, token, token_width, write
from generators.kit.theme import INK, NEUTRAL, SMALL
from generators.kit.values import Values
from generators.pipeline import results

KINDS = ("neither", "person", "place")
COLOURS = {"person": NEUTRAL[1], "place": NEUTRAL[2]}  # kind of a name -> colour
GAP, HEIGHT = 5.0, 26.0  # px between the tokens of a line, of a token


def read() -> Values:
    """Everything that was measured."""
    found: Values = results.read("uses")
    return found


def sure(chance: float) -> str:
    """How sure of its answer the encoder is, in words that do not round to certainty."""
    share = max(chance, 1 - chance)
    return "over 99% sure" if share > 0.99 else f"{share:.0%} sure"


def kinds_of(example: Values) -> list[str]:
    """The likeliest kind of each word of an example."""
    return [KINDS[int(np.argmax(row))] for row in example["kinds"]]


def named_words(
    ax: Axes,
    corner: tuple[float, float],
    words: list[str],
    kinds: list[str],
    width: float,
    filled: tuple[int, ...] = (),
) -> list[Token]:
    """A text in lines, its names coloured, the kind of each below it; the answer is ``filled``."""
    tokens: list[Token] = []
    left, y = corner
    x = left
    for index, (word, kind) in enumerate(zip(words, kinds, strict=True)):
        new_sentence = index > 0 and words[index - 1] == "."
        if tokens and (new_sentence or x + token_width(word) > left + width):
            x, y = left, y + HEIGHT + 22
        role = COLOURS.get(kind, INK)
        one = token(ax, x, y, word, role, index in filled, height=HEIGHT)
        if kind in COLOURS:
            write(ax, one.centre[0], one.bottom + 9, kind, role, SMALL, align="centre")
        tokens.append(one)
        x = one.right + GAP
    return tokens
