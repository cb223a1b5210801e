"""Part III as a card: where all French words looked, as a heatmap without words."""

from generators.figures._shared.decoder_rows import TIRED, translation
from generators.figures._shared.running_sentence import mean_cross_weights
from generators.figures.index._card import BOTTOM, TOP, WIDTH, card
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, heat


def values() -> Values:
    return {"weights": mean_cross_weights(translation(TIRED))[:-1].round(3).tolist()}


def alt(v: Values) -> str:
    rows, columns = len(v["weights"]), len(v["weights"][0])
    return (
        f"A heatmap of {rows} rows, the French words, and {columns} columns, the English ones: "
        "darker cells for larger shares, along a line from the top left to the bottom right."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = card()
    wide = 190.0
    heat(ax, Box((WIDTH - wide) / 2, TOP, wide, BOTTOM - TOP), v["weights"], limit=0.7, ruled=True)
    return figure
