"""Every word is projected three times: the same four embeddings become queries, keys and values."""

from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures._shared.four_words import ASKED, FEATURES, W_K, W_Q, W_V, WORDS, X
from generators.kit import marks, theme

PARTS = (
    ("query", "Q", "what the word asks for", theme.QUERY),
    ("key", "K", "what the word answers to", theme.KEY),
    ("value", "V", "what the word passes on", theme.VALUE),
)


class Sizes(NamedTuple):
    """The measures of one layout, in px."""

    left: float
    words: float  # room for the words
    gap: float  # between two matrices
    cell: tuple[float, float]
    word_size: float


WIDE = Sizes(28, 60, 36, (28, 28), theme.LABEL)
PHONE = Sizes(4, 48, 19, (20, 28), theme.SMALL)


def values() -> dict[str, Any]:
    return {
        "words": WORDS,
        "features": FEATURES,
        "asked": ASKED,
        "x": X.tolist(),
        "query_matrix": W_Q.tolist(),
        "key_matrix": W_K.tolist(),
        "value_matrix": W_V.tolist(),
        "query": (X @ W_Q).tolist(),
        "key": (X @ W_K).tolist(),
        "value": (X @ W_V).tolist(),
    }


def alt(v: dict[str, Any]) -> str:
    row = v["words"].index("animal")

    def listed(numbers: list[float]) -> str:
        return ", ".join(f"{number:.0f}" for number in numbers)

    return (
        "The matrix of four embeddings is multiplied by three matrices and gives four queries, "
        f"four keys and four values. For animal: embedding {listed(v['x'][row])}; query "
        f"{listed(v['query'][row])}; key {listed(v['key'][row])}; value {listed(v['value'][row])}."
    )


def _rows(
    ax: Axes, x: float, y: float, numbers: Any, role: str, cell: tuple[float, float]
) -> marks.Box:
    """A matrix as what it is here: one vector a row."""
    return marks.enclosing(
        marks.vector(
            ax,
            x,
            y + index * (cell[1] + 4),
            row,
            role,
            0,
            cell,
            signed=False,
            limit=8,
            size=theme.LABEL,
        )
        for index, row in enumerate(numbers)
    )


def _title(ax: Axes, x: float, y: float, letter: str, role: str, index: str = "") -> None:
    bold: dict[str, Any] = {"weight": "semibold", "align": "centre"}
    marks.write(ax, x, y, letter, role, theme.TITLE, **bold)
    if index:
        marks.write(ax, x + 13, y + 5, index, role, theme.SMALL, **bold)


def _product(
    ax: Axes, y: float, v: dict[str, Any], part: tuple[str, str, str, str], sizes: Sizes
) -> None:
    """One line: X times W is the projection."""
    name, letter, meaning, role = part
    marks.write(ax, sizes.left, y + 8, name, role, theme.TITLE, weight="semibold")
    wide = theme.measure(name, theme.TITLE, weight="semibold")[0]
    marks.write(ax, sizes.left + wide + 10, y + 8, meaning, theme.MUTED, theme.LABEL)
    top = y + 54
    first = _rows(ax, sizes.left + sizes.words, top, v["x"], theme.INK, sizes.cell)
    second = _rows(ax, first.right + sizes.gap, top, v[f"{name}_matrix"], theme.MUTED, sizes.cell)
    third = _rows(ax, second.right + sizes.gap, top, v[name], role, sizes.cell)
    for index, word in enumerate(v["words"]):
        middle = top + index * (sizes.cell[1] + 4) + sizes.cell[1] / 2
        marks.write(
            ax, first.left - 8, middle, word, theme.INK, sizes.word_size, mono=True, align="right"
        )
    for grid, sign in ((first, "×"), (second, "=")):
        x = grid.right + sizes.gap / 2
        marks.write(ax, x, grid.centre[1], sign, theme.INK, theme.TITLE, align="centre")
    _title(ax, first.centre[0], top - 15, "X", theme.INK)
    _title(ax, second.centre[0], top - 15, "W", theme.MUTED, letter)
    _title(ax, third.centre[0], top - 15, letter, role)


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(532, 616)
    for index, part in enumerate(PARTS):
        _product(ax, 20 + index * 200, v, part, WIDE)
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(332, 592)
    for index, part in enumerate(PARTS):
        _product(ax, 12 + index * 194, v, part, PHONE)
    return figure
