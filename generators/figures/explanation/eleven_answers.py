"""The running sentence: how much each English word matters for il, by eleven methods."""

from generators.figures.explanation._page import KINDS, LABELS, runs, slug
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, frame, matrix, write
from generators.kit.theme import INK, LABEL, SMALL

QUOTED = ("attention, all heads", "gradient times input")


def values() -> Values:
    sentence = runs()[0]["sentence"]
    words = sentence["words"]
    shares = {
        name: [number / sum(row) for number in row] for name, row in sentence["scores"].items()
    }
    top = {name: words[row.index(max(row))] for name, row in shares.items()}
    return {
        "words": words,
        "methods": len(shares),
        "shares": shares,
        "top": {slug(name): top[name] for name in QUOTED},
        "named": sorted(set(top.values()), key=words.index),
        "names_last": sum(word == words[-1] for word in top.values()),
        "names_it": sum(word == "it" for word in top.values()),
        "below": sentence["below"],
    }


def alt(v: Values) -> str:
    return (
        f"A grid of {v['methods']} methods by {len(v['words'])} English words; each row is shaded "
        f"by its share of the row's sum. {v['names_last']} methods have their largest share on "
        f"{v['words'][-1]}; the words named first are {', '.join(v['named'])}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell, left, size = page.pick(((31, 26), 160, LABEL), ((14, 24), 156, SMALL))
    above = page.pick(84, 78)  # px that the words of the sentence need
    high = above + 12 + (len(KINDS) - 1) * 30 + cell[1] * v["methods"]
    figure, ax = page.canvas((left + cell[0] * len(v["words"]) + 26, high), (344, high))
    y = 0.0
    for kind, (title, role) in KINDS.items():
        methods = [name for name in v["shares"] if LABELS[name][1] == kind]
        words = Words(None, None if y else v["words"], "", "", left=left, top=30 if y else above)
        rows = [v["shares"][name] for name in methods]
        drawn = matrix(ax, 0, y, rows, words, Cells(cell, digits=None, role=role))
        write(ax, 10, drawn.grid.top - 12, title, role, SMALL, weight="semibold")
        for name, row, shares in zip(methods, drawn.cells, rows, strict=True):
            write(ax, left - 8, row[0].centre[1], LABELS[name][0], INK, size, align="right")
            frame(ax, row[shares.index(max(shares))], INK, 1.5)
        y = drawn.grid.bottom
    return figure
