"""Four ways to make one number of a query and a key: what each one learns, and what it adds up."""

from matplotlib.patches import Circle, Rectangle

from generators.figures._shared.four_words import QUERY_WORD, WORDS, X
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, strip, titled, write
from generators.kit.theme import INK, KEY, LABEL, MUTED, PANEL, QUERY, SMALL

SCORES = {  # name -> matrices on the way of query and key (empty: none), how they meet, then what
    "plain dot product": ("", "", "·", ""),
    "scaled dot product, projected": ("Q", "K", "·", "÷ √dₖ"),
    "general (bilinear)": ("", " ", "·", ""),
    "additive": ("Q", "K", "+", "tanh, · v"),
}
SIZE = (264.0, 116.0)  # px of a panel
LINES = (14.0, 58.0)  # px from the head of a panel to the middles of its two vectors


def values() -> Values:
    return {"query": X[QUERY_WORD].tolist(), "key": X[WORDS.index("tired")].tolist()}


def alt(v: Values) -> str:
    parts = []
    for name, (query, key, meet, after) in SCORES.items():
        learned = sum(map(bool, (query, key)))
        how = {"·": "multiplied number by number and added up", "+": "added"}[meet]
        then = (
            f", then {after.replace('÷', 'divided by').replace('· v', 'times v')}" if after else ""
        )
        parts.append(f"{name}: {learned} learned matrices, {how}{then}")
    return f"A query and a key of {len(v['key'])} numbers become a score. {'; '.join(parts)}."


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(4, SIZE, (312, 116), across=(2, 1), gap=10, edge=9)
    for box, (name, parts) in zip(boxes, SCORES.items(), strict=True):
        inner = titled(ax, box, name)
        _score(ax, inner, v, parts)
    return figure


def _score(ax: Axes, box: Box, v: Values, parts: tuple[str, str, str, str]) -> None:
    """The two vectors, each on its way to where they meet, and the score that comes of it."""
    *matrices, meet, after = parts
    at = (box.left + 146, box.top + sum(LINES) / 2)
    for kind, role, matrix, down in zip(
        ("query", "key"), (QUERY, KEY), matrices, LINES, strict=True
    ):
        y = box.top + down
        strip(ax, Box(box.left, y - 11, 64, 22), v[kind], role)
        start = (box.left + 68, y)
        if matrix:
            _learned(ax, Box(box.left + 78, y - 12, 34, 24), matrix.strip())
            ax.plot([box.left + 68, box.left + 78], [y, y], color=MUTED, linewidth=1.5)
            start = (box.left + 112, y)
        arrow(ax, start, (at[0] - 10, at[1] + (-7 if y < at[1] else 7)), MUTED)
    ax.add_patch(Circle(at, 12, facecolor=PANEL, edgecolor=INK, linewidth=1.5, zorder=3))
    write(ax, *at, meet, INK, 20, weight="semibold", align="centre", zorder=4)
    end = box.left + 214
    arrow(ax, (at[0] + 12, at[1]), (end, at[1]), MUTED)
    write(ax, (at[0] + 12 + end) / 2 - 2, at[1] - 12, after, INK, SMALL, align="centre")
    write(ax, end + 6, at[1], "score", INK, LABEL)


def _learned(ax: Axes, box: Box, index: str) -> None:
    """A matrix that is learned, named W and its index."""
    place = ((box.left, box.top), box.width, box.height)
    ax.add_patch(Rectangle(*place, facecolor=PANEL, edgecolor=MUTED, linewidth=1.25, zorder=3))
    x, y = box.centre
    write(ax, x - (4 if index else 0), y, "W", INK, LABEL, align="centre")
    if index:
        write(ax, x + 8, y + 3, index, INK, SMALL, align="centre")
