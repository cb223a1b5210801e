"""Two hidden cells as memories: the rows that light each most, and the words that it promotes."""

import numpy as np

from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, bar, titled, write
from generators.kit.theme import ENCODER, INK, LABEL, MUTED, SMALL
from generators.pipeline import results

TITLES = {"clearest": "the clearest cell", "drawn": "a cell drawn at random"}
BEFORE = 3  # words shown before the one that is to be written
ROW = 24.0  # px


def values() -> Values:
    found = results.read("memories")
    cells = {name: _cell(found["shown"][name]) for name in TITLES}
    trained = [layer for model in found["models"] for layer in model["layers"]]
    fresh = [layer for model in found["untrained"] for layer in model["layers"]]
    clear = sum(layer["clear"] for layer in trained) / sum(layer["live"] for layer in trained)
    means = [layer["mean"] for layer in trained]
    return {
        **{key: found[key] for key in ("sentences", "rows", "strongest", "cpu_seconds")},
        "seeds": len(found["models"]),
        "cells": cells,
        "clear": clear,
        "one_in": round(1 / clear),
        "least_times_another": min(one["agrees"] / one["agrees_with_another"] for one in means),
        "cost": float(np.mean([one["cost"] for one in means])),
        "random_rows": float(np.mean([one["random_rows_write_alike"] for one in means])),
        "trained": _means(trained),
        "untrained": _means(fresh),
        "untrained_most": max(layer["mean"]["agrees"] for layer in fresh),
    }


def _cell(shown: Values) -> Values:
    most = max(word["score"] for word in shown["promotes"])
    return {
        "rows": [
            {"before": " ".join(_words(row["read"])), "writes": row["writes"]}
            for row in shown["rows"]
        ],
        "promotes": [
            {"word": one["word"], "score": max(one["score"], 0) / most} for one in shown["promotes"]
        ],
    }


def _words(read: list[str]) -> list[str]:
    return ["…", *read[-BEFORE:]] if len(read) > BEFORE else read


def _means(layers: list[Values]) -> Values:
    """Means over the cells of these layers."""
    names = ("agrees", "agrees_with_another", "reads_alike", "writes_alike")
    return {name: float(np.mean([layer["mean"][name] for layer in layers])) for name in names}


def alt(v: Values) -> str:
    said = ". ".join(
        f"{TITLES[name].capitalize()}: lit most by rows that go on with "
        f"{', '.join(row['writes'] for row in cell['rows'])}; promotes "
        f"{', '.join(one['word'] for one in cell['promotes'])}"
        for name, cell in v["cells"].items()
    )
    return f"{said}."


def draw(v: Values, page: Page) -> Figure:
    rows = len(v["cells"]["drawn"]["rows"])
    size = (page.pick(536.0, 312.0), 24 + (rows + 1) * ROW + 4)
    tall = (size[0], page.pick(size[1], size[1] + (rows + 1) * ROW))
    figure, ax, boxes = page.panels(len(TITLES), tall, across=(1, 1), gap=18)
    for box, (name, cell) in zip(boxes, v["cells"].items(), strict=True):
        below = titled(ax, box, TITLES[name])
        _lights(ax, below, cell)
        at = Box(below.left, below.top + (rows + 1) * ROW, 0, 0)
        _promotes(ax, page.pick(Box(below.left + 352, below.top, 0, 0), at), cell)
    return figure


def _lights(ax: Axes, box: Box, cell: Values) -> None:
    """What had been written in the rows that light the cell most, and what comes next."""
    write(ax, box.left, box.top + 8, "lit most after …", MUTED, SMALL)
    write(ax, box.left + 200, box.top + 8, "next word", MUTED, SMALL)
    for number, row in enumerate(cell["rows"], start=1):
        y = box.top + number * ROW + 6
        write(ax, box.left + 190, y, row["before"], INK, SMALL, mono=True, align="right")
        write(ax, box.left + 200, y, row["writes"], INK, SMALL, mono=True, weight="semibold")


def _promotes(ax: Axes, box: Box, cell: Values) -> None:
    """The words that the cell makes likelier, the first most."""
    write(ax, box.left, box.top + 8, "makes likelier", MUTED, SMALL)
    for number, one in enumerate(cell["promotes"], start=1):
        y = box.top + number * ROW - 1
        bar(ax, box.left, y, one["score"], 70, 14, ENCODER, "")
        write(ax, box.left + 80, y + 7, one["word"], INK, LABEL, mono=True)
