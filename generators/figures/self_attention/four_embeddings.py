"""A look-up gives each of the four words its vector of four numbers."""

from generators.figures._shared.four_words import FEATURES, WORDS, X
from generators.figures.self_attention._page import features, pencil
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import arrow, token_column
from generators.kit.theme import INK, MUTED


def values() -> Values:
    return {"words": list(WORDS), "features": list(FEATURES), "x": X.tolist()}


def alt(v: Values) -> str:
    rows = "; ".join(
        f"{word} {', '.join(f'{number:.0f}' for number in row)}"
        for word, row in zip(v["words"], v["x"], strict=True)
    )
    return f"Each word with its embedding under {', '.join(v['features'])}: {rows}."


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((480, 186), (336, 186))
    left, wide, top = page.pick(140, 90), page.pick(78, 60), 36
    features(ax, left, 22, wide)
    words = token_column(ax, page.pick(100, 72), top + 2, v["words"], 12, align="right").tokens
    for word, row in zip(words, v["x"], strict=True):
        arrow(ax, (word.right + 4, word.centre[1]), (left - 3, word.centre[1]), MUTED)
        pencil(ax, (left, word.centre[1] - 15), row, INK, (wide, 30))
    return figure
