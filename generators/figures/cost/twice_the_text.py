"""One cell for each pair of words, beside one for each word: 4 words, twice, four times as many."""

from explainer.drawing.marks.grids import draw_cell
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, write
from generators.kit.theme import LABEL, RESIDUAL, WEIGHT

WORDS = (4, 8, 16)


def values() -> Values:
    return {"words": list(WORDS), "pairs": [words**2 for words in WORDS]}


def alt(v: Values) -> str:
    squares = "; ".join(
        f"{words} words: a column of {words} cells and a square of {pairs}"
        for words, pairs in zip(v["words"], v["pairs"], strict=True)
    )
    return (
        f"Three squares, each twice as wide and four times as large as the one before. {squares}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell, gap = page.pick((15.0, 44.0), (8.6, 16.0))
    largest = v["words"][-1] * cell
    whole = sum(words * cell + cell + 6 + gap for words in v["words"])
    figure, ax = page.canvas((24 + whole - gap, largest + 60), (336, largest + 60))
    x, bottom = 12.0, 12 + largest
    for words, pairs in zip(v["words"], v["pairs"], strict=True):
        top, left = bottom - words * cell, x + cell + 6
        for row in range(words):
            draw_cell(ax, Box(x, top + row * cell, cell, cell), RESIDUAL, 0.5, "", LABEL)
            for place in range(words):
                box = Box(left + place * cell, top + row * cell, cell, cell)
                draw_cell(ax, box, WEIGHT, 0.55, "", LABEL)
        write(ax, x, bottom + 16, f"{words} words", RESIDUAL, LABEL)
        write(ax, x, bottom + 34, f"{pairs} pairs", WEIGHT, LABEL, weight="semibold")
        x = left + words * cell + gap
    return figure
