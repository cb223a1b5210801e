"""Part IV as a card: the three kinds of transformer, by what each word may look at."""

import numpy as np

from explainer import causal_mask
from generators.figures.index._card import BOTTOM, LEFT, RIGHT, TOP, card
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, heat
from generators.kit.theme import DECODER, ENCODER

WORDS = 6


def values() -> Values:
    back = causal_mask(WORDS).astype(int)
    everything = np.ones_like(back)
    return {"encoder": everything.tolist(), "decoder": back.tolist()}


def alt(v: Values) -> str:
    words = len(v["decoder"])
    return (
        f"Squares of {words} by {words} cells, filled where a word may look: a full one, an "
        "encoder; a staircase, a decoder; and both side by side."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = card()
    side = 54.0
    top = (TOP + BOTTOM - side) / 2
    gap = (RIGHT - LEFT - 4 * side - 6) / 2
    places = (LEFT, LEFT + side + gap, RIGHT - 2 * side - 6, RIGHT - side)
    for left, kind in zip(places, ("encoder", "decoder", "encoder", "decoder"), strict=True):
        role = ENCODER if kind == "encoder" else DECODER
        heat(ax, Box(left, top, side, side), v[kind], role, limit=1.4, ruled=True)
    return figure
