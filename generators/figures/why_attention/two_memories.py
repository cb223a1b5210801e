"""One list, two ways to answer: a summary of fixed size, and a look back at every item."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.figures.why_attention import _recall
from generators.kit import marks
from generators.kit.marks import Box, arrow, note, printed, step, token, write
from generators.kit.theme import (
    GRID,
    INK,
    LABEL,
    MUTED,
    QUERY,
    RESIDUAL,
    SMALL,
    VALUE,
    WEIGHT,
    canvas,
)
from generators.kit.values import Values


def values() -> Values:
    found = _recall.read()
    shown = found["example"]
    runs = _recall.runs_of(found, "recall")
    weights = shown["none"]["weights"]
    wanted = shown["wanted"]
    items = [_recall.item(number) for number in shown["read"]]
    asked = next(
        index for index, item in enumerate(items[:-1]) if item.split()[0] == items[-1].split()[0]
    )
    return {
        "items": items,
        "n": len(items) - 1,
        "query": items[-1],
        "name": items[-1].split()[0],
        "asked": asked,
        "asked_item": items[asked],
        "wanted": wanted,
        "weights": weights,
        "printed": printed(weights).tolist(),
        "weight_on_asked": weights[asked],
        "looks_most_at": items[int(np.argmax(weights))],
        "attention": _answer(shown["none"]["chances"], wanted),
        "lstm": _answer(shown["lstm"]["chances"], wanted),
        "summary_numbers": 2 * runs["lstm"][0]["width"],
        "kept_numbers": 2 * runs["attention"][0]["width"] * len(items),
        "numbers_an_item": 2 * runs["attention"][0]["width"],
        "keys": len(_recall.CONSONANTS) * len(_recall.VOWELS),
        "digits": _recall.VALUES,
    }


def _answer(chances: list[float], wanted: int) -> Values:
    """The digit with the highest chance, and the chance of the wanted one."""
    digit = int(np.argmax(chances))
    return {"digit": digit, "its_chance": chances[digit], "right_chance": chances[wanted]}


def alt(v: Values) -> str:
    return (
        f"A list of {v['n']} items such as {v['asked_item']}, then the query {v['query']}. Above, "
        "an LSTM folds the list into one summary handed from item to item and gives the right "
        f"digit a probability of {v['lstm']['right_chance']:.2f}. Below, attention looks back from "
        f"the query with weight {v['weight_on_asked']:.2f} on {v['asked_item']} and gives it "
        f"{v['attention']['right_chance']:.2f}."
    )


def _row(ax: Axes, v: Values, y: float, x: float, pitch: float, size: float) -> list[Box]:
    return [
        token(
            ax,
            x + index * pitch,
            y,
            item,
            (QUERY if index == v["n"] else INK),
            filled=index == v["n"],
            size=size,
            align="centre",
        )
        for index, item in enumerate(v["items"])
    ]


def _say(ax: Axes, x: float, y: float, v: Values, name: str, who: str) -> None:
    answer = v[name]
    right = answer["digit"] == v["wanted"]
    verdict = "right" if right else f"wrong: the list says {v['wanted']}"
    write(
        ax,
        x,
        y,
        f"{who} answers {answer['digit']}, {verdict}",
        VALUE if right else INK,
        LABEL,
        weight="semibold",
    )
    text = f"probability of {v['wanted']}: {answer['right_chance']:.2f}"
    write(ax, x, y + 20, text, MUTED, SMALL)


def _summary(ax: Axes, boxes: list[Box], y: float) -> None:
    """The same square of numbers again and again, handed from item to item."""
    side = min(26.0, boxes[1].centre[0] - boxes[0].centre[0] - 14)
    for index, box in enumerate(boxes):
        x = box.centre[0]
        arrow(ax, (x, box.bottom + 2), (x, y - 1), MUTED, width=1)
        last = index == len(boxes) - 1
        ax.add_patch(
            Rectangle(
                (x - side / 2, y),
                side,
                26,
                facecolor=RESIDUAL,
                alpha=0.9 if last else 0.35,
                linewidth=0,
                zorder=3,
            )
        )
        if index:
            before = boxes[index - 1].centre[0] + side / 2
            arrow(ax, (before + 1, y + 13), (x - side / 2 - 1, y + 13), RESIDUAL)


def _looks(ax: Axes, v: Values, boxes: list[Box], y: float, size: float) -> Box:
    """Lines from the query's place below to every item, as wide as the weight."""
    seeker = token(
        ax, boxes[-1].centre[0], y, v["query"], QUERY, filled=True, size=size, align="centre"
    )
    marks.links(ax, [seeker], boxes, [v["weights"]], threshold=0.005, widest=12)
    return seeker


def draw(v: Values) -> Figure:
    figure, ax = canvas(660, 426)
    pitch, first = 68.0, 58.0
    step(ax, 16, 12, 1, "a running summary", RESIDUAL)
    boxes = _row(ax, v, 50, first, pitch, LABEL)
    _summary(ax, boxes, 94)
    note(ax, 28, 126, f"always {v['summary_numbers']} numbers, however long the list", MUTED, SMALL)
    _say(ax, 388, 142, v, "lstm", "LSTM")
    ax.plot([16, 644], [186, 186], color=GRID, linewidth=1)
    step(ax, 16, 202, 2, "looking back", WEIGHT)
    boxes = _row(ax, v, 268, first, pitch, LABEL)
    for box, weight in zip(boxes, v["printed"], strict=True):
        write(ax, box.centre[0], 254, f"{weight:.2f}", WEIGHT, SMALL, align="centre")
    _looks(ax, v, boxes, 346, LABEL)
    text = f"every item is kept: {v['numbers_an_item']} numbers each"
    note(ax, 28, 360, text, MUTED, SMALL)
    _say(ax, 388, 392 - 4, v, "attention", "attention")
    return figure


def narrow(v: Values) -> Figure:
    """Both lists run downward, side by side; the two answers stand below."""
    figure, ax = canvas(338, 504)
    step(ax, 10, 12, 1, "summary", RESIDUAL)
    step(ax, 172, 12, 2, "looking back", WEIGHT)
    rows = [56 + 34 * index for index in range(len(v["items"]))]
    kept = []
    for index, (item, y) in enumerate(zip(v["items"], rows, strict=True)):
        last = index == v["n"]
        role = QUERY if last else INK
        left = token(ax, 38, y, item, role, last, SMALL, align="centre")
        arrow(ax, (left.right + 1, y + 11), (79, y + 11), MUTED, width=1)
        ax.add_patch(
            Rectangle((80, y), 22, 22, facecolor=RESIDUAL, alpha=0.9 if last else 0.35, linewidth=0)
        )
        if index:
            arrow(ax, (91, y - 11), (91, y - 1), RESIDUAL)
        kept.append(token(ax, 232, y, item, role, last, SMALL, align="centre"))
        write(ax, 204, y + 11, f"{v['printed'][index]:.2f}", WEIGHT, SMALL, align="right")
    seeker = token(ax, 310, rows[-1], v["query"], QUERY, True, SMALL, align="centre")
    marks.links(ax, [seeker], kept, [v["weights"]], threshold=0.005, widest=12)
    y = rows[-1] + 34
    note(ax, 12, y, f"always {v['summary_numbers']} numbers", MUTED, SMALL)
    note(ax, 172, y, f"{v['numbers_an_item']} numbers an item", MUTED, SMALL)
    _say(ax, 12, y + 42, v, "lstm", "LSTM")
    _say(ax, 12, y + 92, v, "attention", "attention")
    return figure
