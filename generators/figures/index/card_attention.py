"""Part I as a card: the row that writes the pronoun, as lines to all English words."""

import numpy as np
from matplotlib.patches import Circle

from generators.figures._shared.decoder_rows import TIRED, cross_weights, pronoun_row, translation
from generators.figures.index._card import BOTTOM, LEFT, RIGHT, TOP, card
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import link
from generators.kit.theme import INK, QUERY, WEIGHT

WIDEST = 40.0  # px of a line whose share is 1


def values() -> Values:
    row = cross_weights(TIRED)[:, :, pronoun_row(TIRED)]  # [layers, heads, words]
    written = translation(TIRED)
    return {
        "weights": row.mean(axis=(0, 1)).round(3).tolist(),
        "place": pronoun_row(TIRED) / (len(written.tokens) - 2),
        "writes": written.tokens[pronoun_row(TIRED)],
    }


def alt(v: Values) -> str:
    return (
        f"A dot at the bottom, the word {v['writes']} that is being written, and lines to the "
        f"{len(v['weights'])} English words, as wide as their shares, the mean of all heads."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = card()
    asks = (LEFT + v["place"] * (RIGHT - LEFT), BOTTOM)
    for x, weight in zip(np.linspace(LEFT, RIGHT, len(v["weights"])), v["weights"], strict=True):
        link(ax, asks, (x, TOP), weight, WEIGHT, widest=WIDEST, minimum=0.004, axis="vertical")
        ax.add_patch(Circle((x, TOP), 5, facecolor=INK, linewidth=0, zorder=3))
    ax.add_patch(Circle(asks, 8, facecolor=QUERY, linewidth=0, zorder=3))
    return figure
