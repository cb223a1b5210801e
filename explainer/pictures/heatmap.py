"""The heatmap: the weights of one head as a table, who looks down, what is looked at across."""

from __future__ import annotations

from matplotlib.figure import Figure

from explainer.arrays import Array, Bool, Float
from explainer.drawing.marks import (
    Cells,
    Words,
    matrix,
    matrix_margins,
    number_cells,
    weight_legend,
    write,
)
from explainer.drawing.marks.matrix_labels import TITLE_BAND
from explainer.drawing.marks.numbered import NUMBERS_TOP
from explainer.drawing.theme import INK, LABEL, SMALL, canvas, house_style, measure
from explainer.inspect.attentions import Attentions
from explainer.pictures.asked import counted, few_enough, may_look, most, name_of, one_head, told
from explainer.pictures.shown import Picture
from explainer.pictures.words import written

WIDTH = 800  # px: fits beside the margin of a notebook
EDGE = 12.0  # px around everything
TITLE = 28.0  # px that the title takes
HIGHEST = 3  # times as high as wide: more is no longer seen at once
KEY_SIZE = (270.0, 26.0)  # px of the key below the table, the gap above it included
CELLS = (  # px, width and height, the largest first
    *((44.0, 32.0), (36.0, 28.0), (30.0, 26.0), (24.0, 22.0), (20.0, 20.0)),
    *((18.0, 18.0), (16.0, 16.0), (14.0, 14.0), (12.0, 12.0)),
)
MOST = 200  # tokens on one side: more is nothing that an eye can read


def heatmap(seen: Attentions, layer: int, head: int, width: int = WIDTH) -> Picture:
    """One head's weights, opacity from 0 to 1: the same scale for every head and every model.

    At most `width` px wide; words are written where there is room for them, else their places,
    counted from 0. What no head may look at (the future, in a decoder) is hatched.

    Raises ValueError for a head that there is not, and for more than 200 tokens on one side:
    ``part`` chooses some.
    """
    weights = one_head(seen, layer, head)
    few_enough(seen, "heatmap", MOST)
    rows, columns = written(seen.who_looks), written(seen.looked_at)
    title, mask = name_of(seen, layer, head), may_look(seen)
    with house_style():
        figure = _drawn(weights, rows, columns, mask, title, width)
    future = "" if mask.all() else ", none at later ones"
    start = (
        f"The weights of {title}, {counted(len(rows), 'token')} looking at {len(columns)}{future}. "
        "Most:"
    )
    return Picture(figure, told(start, most(weights, rows, columns, 8)))


def _drawn(
    weights: Float[Array, "queries keys"],
    rows: list[str],
    columns: list[str],
    mask: Bool[Array, "queries keys"],
    title: str,
    width: int,
) -> Figure:
    words, cell = _layout(rows, columns, width)
    left, top, right = matrix_margins(words, cell)
    grid = (cell[0] * len(columns), cell[1] * len(rows))
    heading = left + measure(words.column_title + " →", SMALL)[0]
    named = measure(title, LABEL, weight="semibold")[0]
    inner = max(left + grid[0] + right, heading, KEY_SIZE[0], named)
    high = TITLE + top + grid[1] + KEY_SIZE[1]
    figure, ax = canvas(round(inner + 2 * EDGE), round(high + 2 * EDGE))
    write(ax, EDGE, EDGE + 8, title, INK, LABEL, weight="semibold")
    hatched = mask if cell[1] >= SMALL else None  # smaller strokes would be a grey of their own
    drawn = matrix(ax, EDGE, EDGE + TITLE, weights, words, Cells(cell), hatched)
    if words.rows is None:
        number_cells(ax, drawn, count=5, looking=True)
    weight_legend(ax, EDGE, EDGE + high - 14)
    return figure


def _layout(rows: list[str], columns: list[str], width: int) -> tuple[Words, tuple[float, float]]:
    """The largest cells with which the table fits; no words where it does not with the smallest."""
    highest = HIGHEST * width
    words = Words(rows, columns)
    for cell in CELLS:
        left, _, right = matrix_margins(words, cell)
        wide = left + cell[0] * len(columns) + right
        if wide <= width - 2 * EDGE and cell[1] * len(rows) <= highest:
            return words, cell
    bare = Words(top=TITLE_BAND + NUMBERS_TOP)
    wide = width - 2 * EDGE - matrix_margins(bare)[0]
    side = min(wide / len(columns), highest / len(rows))
    return bare, (side, side)
