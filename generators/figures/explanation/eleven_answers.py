"""The running sentence: how much each English word matters for il, by eleven methods."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.translator.recipe import PRONOUN
from generators.figures.explanation import _page
from generators.figures.explanation._page import KINDS, LABELS, slug
from generators.kit import marks, theme
from generators.kit.needs import place_of
from generators.kit.values import Values


def values() -> Values:
    run = _page.runs()[0]
    sentence = run["sentence"]
    shares = {name: _shares(row) for name, row in sentence["scores"].items()}
    words = sentence["words"]
    top = {name: words[int(np.argmax(row))] for name, row in shares.items()}
    places = {name: _places(row) for name, row in shares.items()}
    it, last = place_of(PRONOUN, words), len(words) - 1
    return {
        "words": words,
        "n_words": len(words),
        "methods": len(shares),
        "shares": shares,
        "top": {slug(name): word for name, word in top.items()},
        "named": sorted(set(top.values()), key=words.index),
        "names_last": sum(word == words[last] for word in top.values()),
        "names_it": sum(word == PRONOUN for word in top.values()),
        "it_best_place": min(int(row[it]) for row in places.values()),
        "last_worst_place": max(int(row[last]) for row in places.values()),
        "last_worst_method": max(places, key=lambda name: places[name][last]),
        "on_last": {slug(name): row[last] for name, row in shares.items()},
        "agreement": sentence["agreement"],
        "below": sentence["below"],
        "seed": run["seed"],
        "n": _page.read()["n"],
    }


def _shares(row: list[float]) -> list[float]:
    return [number / sum(row) for number in row]


def _places(row: list[float]) -> np.ndarray:
    """1 for the largest, 2 for the next."""
    return np.argsort(np.argsort(-np.array(row))) + 1


def alt(v: Values) -> str:
    named = ", ".join(v["named"])
    return (
        f"A grid of {v['methods']} methods by {v['n_words']} English words; each row is shaded by "
        f"its share of the row's sum. {v['names_last']} methods have their largest share on "
        f"{v['words'][-1]}; the words named first are {named}."
    )


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(664, 490)
    _grid(ax, v, 176, 94, (38, 28), numbers=True)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.canvas(340, 450)
    _grid(ax, v, 138, 80, (16, 24), numbers=False)
    return figure


def _grid(
    ax: Axes, v: Values, left: float, top: float, cell: tuple[float, float], numbers: bool
) -> None:
    """Rows in three blocks; the largest share of each row is framed and printed."""
    for column, word in enumerate(v["words"]):
        x = left + (column + 0.5) * cell[0]
        ax.text(
            x,
            top - 8,
            word,
            rotation=90,
            ha="center",
            va="bottom",
            color=theme.INK,
            fontsize=theme.LABEL if numbers else theme.SMALL,
            family=theme.MONO,
        )
    y = top
    for kind, (title, colour) in KINDS.items():
        methods = [name for name in v["shares"] if LABELS[name][1] == kind]
        marks.write(ax, 8, y + 10, title, colour, theme.SMALL, weight="semibold")
        y += 22
        rows = np.array([v["shares"][name] for name in methods])
        found = marks.matrix(
            ax,
            left,
            y,
            rows,
            marks.Words(row_title="", column_title="", left=0, top=0),
            marks.Cells(cell, digits=None, role=colour),
        )
        for number, name in enumerate(methods):
            middle = y + (number + 0.5) * cell[1]
            marks.write(
                ax,
                left - 10,
                middle,
                LABELS[name][0],
                theme.INK,
                theme.LABEL if numbers else theme.SMALL,
                align="right",
            )
            place = int(rows[number].argmax())
            box = found.cells[number][place]
            _frame(ax, box)
            if numbers:
                _print(ax, box, float(rows[number, place]), colour)
        y += len(methods) * cell[1] + 10


def _frame(ax: Axes, box: marks.Cell) -> None:
    x, y = (
        [box.left, box.right, box.right, box.left, box.left],
        [box.top, box.top, box.bottom, box.bottom, box.top],
    )
    ax.plot(x, y, color=theme.INK, linewidth=1.5, zorder=5)


def _print(ax: Axes, box: marks.Cell, share: float, colour: str) -> None:
    name, _, _ = marks.number_style(_name(colour), round(share, 3))
    marks.write(ax, *box.centre, f"{share:.2f}", theme.ROLES[name][0], theme.SMALL, align="centre")


def _name(colour: str) -> str:
    return next(name for name, (light, _) in theme.ROLES.items() if light == colour)
