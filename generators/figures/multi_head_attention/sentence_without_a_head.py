"""What becomes of the running sentence when any one head is removed."""

from experiments.translator.recipe import ENDINGS
from explainer.drawing.marks.grids import draw_cell
from generators.figures._shared.head_removals import in_order, models, sub_layers, title
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, note, write
from generators.kit.sizes import LABEL, NARROW, SMALL, WIDE
from generators.kit.theme import INK, MUTED, RESIDUAL, measure, wrap

CELL = (40.0, 26.0)  # px: room for "same"
NAMES, HEAD = 130.0, 46.0  # px left of a grid for its rows' names, above it for its columns'
LINE = 20.0  # px from one line of text to the next


def values() -> Values:
    """The model of the pages: both endings, every head removed alone."""
    model = models("translator")[0]
    rows = in_order(model)
    found = {ending: _ending(_whole(model, ending), rows, ending) for ending in ENDINGS}
    return {"heads": len(rows), "attentions": sub_layers(model), **found}


def _whole(model: Values, ending: str) -> str:
    return str(model["whole_running"][ending])


def _pronoun(text: str) -> str:
    return text.rsplit("qu'", maxsplit=1)[-1].split(" ", maxsplit=1)[0]


def _ending(whole: str, rows: list[Values], ending: str) -> Values:
    others = sorted({row[ending] for row in rows} - {whole})
    texts = [whole, *others]
    which = [texts.index(row[ending]) for row in rows]
    turned = [title(row) for row in rows if _pronoun(row[ending]) != _pronoun(whole)]
    return {
        "whole": whole,
        "others": others,
        "which": which,
        "same": which.count(0),
        "other_pronoun": turned,  # the heads without which il becomes elle, or elle il
    }


def alt(v: Values) -> str:
    tired, wide = (v[ending] for ending in ENDINGS)
    return (
        f"Removing one of {v['heads']} heads leaves the translation of the sentence ending in "
        f"tired as it is {tired['same']} times. Otherwise: "
        f"{'; '.join(tired['others']) or 'nothing'}. Ending in wide it stays {wide['same']} times; "
        f"the pronoun changes without {', '.join(wide['other_pronoun']) or 'none of them'}."
    )


def draw(v: Values, page: Page) -> Figure:
    """A grid of heads for each ending, with a number where the words change, and those words."""
    columns = v["heads"] // len(v["attentions"])
    grid = Box(NAMES, HEAD, columns * CELL[0], len(v["attentions"]) * CELL[1])
    left = page.pick(grid.right + 56, 44)
    lines = {end: _lines(v[end], page.pick(WIDE, NARROW) - left - 12) for end in ENDINGS}
    gap = page.pick(0, grid.bottom + 10)  # texts stand beside the grid, on a phone below it
    heights = [max(grid.bottom, gap + LINE * len(lines[end])) + 24 for end in ENDINGS]
    figure, ax = page.canvas((WIDE, sum(heights)))
    top = 10.0
    for ending, height in zip(ENDINGS, heights, strict=True):
        _grid(ax, Box(grid.left, top + HEAD, grid.width, grid.height), v, ending)
        _texts(ax, left, top + gap + page.pick(HEAD - LINE, 0), lines[ending], v[ending]["whole"])
        top += height
    return figure


def _grid(ax: Axes, box: Box, v: Values, ending: str) -> None:
    columns = round(box.width / CELL[0])
    note(ax, box.left, box.top - HEAD, f"… too {ending}", INK, LABEL, weight="semibold")
    for index, name in enumerate(v["attentions"]):
        write(ax, box.left - 10, box.top + (index + 0.5) * CELL[1], name, align="right")
    for head in range(columns):
        middle = box.left + (head + 0.5) * CELL[0]
        write(ax, middle, box.top - 10, f"head {head + 1}", MUTED, SMALL, align="centre")
    for index, which in enumerate(v[ending]["which"]):
        row, column = divmod(index, columns)
        cell = Box(box.left + column * CELL[0], box.top + row * CELL[1], *CELL)
        if which:
            draw_cell(ax, cell, RESIDUAL, 1, str(which), SMALL)
        else:
            draw_cell(ax, cell, RESIDUAL, 0, "", SMALL)
            write(ax, *cell.centre, "same", MUTED, SMALL, align="centre")


def _lines(v: Values, width: float) -> list[tuple[str, list[str]]]:
    """What is written in each line: the number of the text at its first, and the words."""
    found = []
    for number, text in enumerate([v["whole"], *v["others"]]):
        label = str(number) if number else "same"
        for line in wrap(text, width, LABEL):
            found.append((label, line.split()))
            label = ""
    return found


def _texts(ax: Axes, x: float, y: float, lines: list[tuple[str, list[str]]], whole: str) -> None:
    """The translations under each other; words that the whole model does not write are bold."""
    space = measure("a a")[0] - measure("aa")[0]
    for index, (label, words) in enumerate(lines):
        middle, at = y + (index + 0.5) * LINE, x
        write(ax, x - 10, middle, label, MUTED, LABEL, align="right")
        for word in words:
            weight = "normal" if word in whole.split() else "semibold"
            write(ax, at, middle, word, INK, LABEL, weight=weight)
            at += measure(word, LABEL, weight=weight)[0] + space
