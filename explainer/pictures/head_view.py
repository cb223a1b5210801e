"""The head view: who looks on the left, what is looked at on the right, lines wide as weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.arrays import Array, Float
from explainer.drawing.marks import Box, Token, links, token, token_width, write
from explainer.drawing.theme import (
    INK,
    KEY,
    LABEL,
    MUTED,
    QUERY,
    SMALL,
    canvas,
    house_style,
    measure,
)
from explainer.inspect.attentions import Attentions
from explainer.pictures.asked import counted, few_enough, most, name_of, one_head, told
from explainer.pictures.heatmap import EDGE, TITLE, WIDTH
from explainer.pictures.shown import Picture
from explainer.pictures.words import written

LEAST = 0.02  # of a weight that gets a line, in a short text
PITCH, HEIGHT = 28.0, 24.0  # px from word to word, and of a word
BETWEEN = (72.0, 260.0)  # px between the two sides: the least and the most
SIDES = ("who looks", "what is looked at")
NOTE = 24.0  # px below the words: how much of the weight the lines are
MOST = 100  # tokens on one side


def head_view(
    seen: Attentions, layer: int, head: int, least: float | None = None, width: int = WIDTH
) -> Picture:
    """One head's weights as lines between words; a weight of 1 is 10 px wide.

    Weights from `least` on are drawn: by default 0.02, in a long text half of an even share. The
    picture says how much of all weight that is: with fewer lines every head looks decided.

    Raises ValueError for a head that there is not, a `least` that is no share, and more than 100
    tokens on one side: ``part`` chooses some.
    """
    weights = one_head(seen, layer, head)
    few_enough(seen, "head_view", MOST)
    least = min(LEAST, 0.5 / weights.shape[1]) if least is None else least
    if not 0 <= least <= 1:
        raise ValueError(f"least is a share, 0 to 1, got {least}")
    # Room for both columns of words, whatever stands in them.
    widest = (width - 2 * EDGE - BETWEEN[0]) / 2 - 1.4 * LABEL
    sides = [written(tokens, min(120.0, widest)) for tokens in (seen.who_looks, seen.looked_at)]
    title = name_of(seen, layer, head)
    drawn = np.where(weights >= least, weights, 0)
    count, share = int((drawn > 0).sum()), float(drawn.sum() / max(weights.sum(), 1e-12))
    lines = f"{counted(count, 'line')}, {share:.0%} of the weight"
    with house_style():
        figure = _drawn(weights, sides, title, lines, least, width)
    start = (
        f"{title[0].upper()}{title[1:]} as lines from {counted(len(sides[0]), 'token')} to "
        f"{len(sides[1])}: {lines}. Most:"
    )
    return Picture(figure, told(start, most(weights, sides[0], sides[1], 8)))


def _drawn(
    weights: Float[Array, "queries keys"],
    sides: Sequence[Sequence[str]],
    title: str,
    lines: str,
    least: float,
    width: int,
) -> Figure:
    needs = [
        max([measure(name, SMALL)[0], *(token_width(word, SMALL) for word in words)])
        for name, words in zip(SIDES, sides, strict=True)
    ]
    between = min(max(width - 2 * EDGE - sum(needs), BETWEEN[0]), BETWEEN[1])
    top = EDGE + TITLE + 22
    bottom = top + PITCH * max(map(len, sides)) + NOTE
    said = [measure(title, LABEL, weight="semibold")[0], measure(lines, SMALL)[0]]
    wide = max(sum(needs) + between, *said)
    figure, ax = canvas(round(wide + 2 * EDGE), round(bottom + EDGE))
    write(ax, EDGE, EDGE + 8, title, INK, LABEL, weight="semibold")
    ends = (EDGE + needs[0], EDGE + needs[0] + between)
    looking, looked_at = (
        _words(ax, x, top, words, name, role, align)
        for x, words, name, role, align in zip(
            ends, sides, SIDES, (QUERY, KEY), ("right", "left"), strict=True
        )
    )
    links(ax, looking, looked_at, weights, threshold=least)
    write(ax, EDGE, bottom - 8, lines, MUTED, SMALL)
    return figure


def _words(
    ax: Axes, x: float, top: float, words: Sequence[str], name: str, role: str, align: str
) -> list[Box]:
    """One side: its name and its words, which end or begin at `x`."""
    write(ax, x, top - 12, name, role, SMALL, align=align)
    tokens: list[Token] = [
        token(ax, x, top + PITCH * row, word, size=SMALL, height=HEIGHT, align=align)
        for row, word in enumerate(words)
    ]
    return [*tokens]
