"""What becomes of the running sentence when any one head is removed."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.translator.recipe import ENDINGS
from generators.figures._shared.head_removals import SUB_LAYERS, in_order, models, title
from generators.kit.marks import note, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, PANEL, SMALL, WEIGHT, canvas, wrap

CELL = (40, 26)


def values() -> dict[str, Any]:
    """Seed 0, which is the model of the pages: both endings, every head removed alone."""
    model = models("translator")[0]
    rows = in_order(model)
    return {"seed": model["seed"], "heads": len(rows)} | {
        ending: _ending(model, rows, ending) for ending in ENDINGS
    }


def _ending(model: dict[str, Any], rows: list[dict[str, Any]], ending: str) -> dict[str, Any]:
    whole = model["whole_running"][ending]
    others = sorted({row[ending] for row in rows if row[ending] != whole})
    return {
        "whole": whole,
        "others": others,
        "kinds": len(others),
        "which": [others.index(row[ending]) + 1 if row[ending] != whole else 0 for row in rows],
        "changed": sum(row[ending] != whole for row in rows),
        "same": sum(row[ending] == whole for row in rows),
        "pronoun_heads": [title(row) for row in rows if _pronoun(row[ending]) != _pronoun(whole)],
        "other_pronoun": sum(_pronoun(row[ending]) != _pronoun(whole) for row in rows),
    }


def _pronoun(text: str) -> str:
    return text.rsplit("qu'", maxsplit=1)[-1].split(" ", maxsplit=1)[0]


def alt(v: dict[str, Any]) -> str:
    texts = "; ".join(v["tired"]["others"])
    return (
        f"Removing one of {v['heads']} heads leaves the translation of the sentence ending in "
        f"tired as it is {v['tired']['same']} times. Otherwise: {texts or 'nothing'}. "
        f"Ending in wide it stays {v['wide']['same']} times."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _draw(v, 560)


def narrow(v: dict[str, Any]) -> Figure:
    return _draw(v, 340)


def _draw(v: dict[str, Any], width: int) -> Figure:
    """Two grids of 6 x 4 with a number where something changes, the changed texts below."""
    small = width < 400
    listing = [_lines(v[ending], width) for ending in ENDINGS]
    grid_height = 66 + len(SUB_LAYERS) * CELL[1]
    texts = [32 + 20 * sum(len(lines) for _, lines in entries) for entries in listing]
    height = (2 * grid_height if small else grid_height) + sum(texts) + 24
    figure, ax = canvas(width, height)
    y = 10.0
    for index, ending in enumerate(ENDINGS):
        left = 130 if small or index == 0 else 130 + 4 * CELL[0] + 60
        top = y + (index * (grid_height + texts[0]) if small else 0)
        _grid(ax, left, top, v[ending], ending, words=small or index == 0)
        below = top + grid_height if small else y + grid_height + index * texts[0]
        _texts(ax, below, listing[index], ending)
    return figure


def _grid(ax: Axes, left: float, top: float, v: dict[str, Any], ending: str, words: bool) -> None:
    note(ax, left, top, f"… too {ending}", INK, LABEL, weight="semibold")
    for head in range(4):
        middle = left + (head + 0.5) * CELL[0]
        write(ax, middle, top + 36, f"head {head + 1}", MUTED, SMALL, align="centre")
    for index, which in enumerate(v["which"]):
        row, column = divmod(index, 4)
        x, y = left + column * CELL[0], top + 46 + row * CELL[1]
        if column == 0 and words:
            write(ax, left - 10, y + CELL[1] / 2, SUB_LAYERS[row][1], INK, LABEL, align="right")
        fill = WEIGHT if which else PANEL
        ax.add_patch(
            Rectangle(
                (x + 1, y + 1),
                CELL[0] - 2,
                CELL[1] - 2,
                facecolor=fill,
                edgecolor=GRID,
                linewidth=1,
            )
        )
        text, role = (str(which), PANEL) if which else ("same", MUTED)
        write(ax, x + CELL[0] / 2, y + CELL[1] / 2, text, role, SMALL, align="centre")


def _lines(v: dict[str, Any], width: int) -> list[tuple[int, list[str]]]:
    return [(0, wrap(v["whole"], width - 60, LABEL))] + [
        (number, wrap(text, width - 60, LABEL)) for number, text in enumerate(v["others"], start=1)
    ]


def _texts(ax: Axes, y: float, entries: list[tuple[int, list[str]]], ending: str) -> None:
    note(ax, 16, y, f"Ending in “{ending}”", MUTED, SMALL)
    y += 20
    for number, lines in entries:
        label = str(number) if number else "same"
        role = WEIGHT if number else MUTED
        note(
            ax, 44, y, label, role, LABEL, align="right", weight="semibold" if number else "normal"
        )
        for line in lines:
            note(ax, 52, y, line, INK, LABEL)
            y += 20
