"""One list, two ways to answer: a summary of fixed size, and a look back at every item."""

from itertools import pairwise

import numpy as np
from matplotlib.patches import Rectangle

from generators.figures.why_attention import _recall
from generators.kit import marks
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, note, printed, step, token, write
from generators.kit.theme import INK, MUTED, QUERY, RESIDUAL, SMALL, VALUE, WEIGHT

SIDE = 24.0  # px of the square that is the summary


def values() -> Values:
    found = _recall.read()
    shown = found["example"]
    runs = _recall.runs_of(found, "recall")
    weights, wanted = shown["none"]["weights"], shown["wanted"]
    items = [_recall.item(number) for number in shown["read"]]
    name = items[-1].split()[0]
    asked = [item.split()[0] for item in items].index(name)
    return {
        "items": items,
        "n": len(items) - 1,
        "query": items[-1],
        "name": name,
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
    return {"digit": int(np.argmax(chances)), "right_chance": chances[wanted]}


def alt(v: Values) -> str:
    return (
        f"A list of {v['n']} items such as {v['asked_item']}, then the query {v['query']}. First, "
        "a recurrent model folds the list into one summary handed from item to item and gives the "
        f"right digit a probability of {v['lstm']['right_chance']:.2f}. Then attention looks back "
        f"from the query with weight {v['weight_on_asked']:.2f} on {v['asked_item']} and gives it "
        f"{v['attention']['right_chance']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    """The lists run to the right; on a phone they run down, beside each other."""
    size, narrow = (536, 172), (152, 440)
    figure, ax, (left, right) = page.panels(2, size, narrow, across=(1, 2), gap=page.pick(22, 16))
    step(ax, left.left, left.top, 1, page.pick("a running summary", "summary"), RESIDUAL)
    _summary(ax, page, _list(ax, page, left, v))
    numbers = f"always {v['summary_numbers']} numbers"
    _below(ax, page, left, numbers + page.pick(", however long the list", ""))
    _answers(ax, page, left, v, "lstm")
    step(ax, right.left, right.top, 2, "looking back", WEIGHT)
    _looks(ax, page, _list(ax, page, right, v), v)
    _below(
        ax,
        page,
        right,
        page.pick("every item is kept: ", "") + f"{v['numbers_an_item']} numbers an item",
    )
    _answers(ax, page, right, v, "attention")
    return figure


def _list(ax: Axes, page: Page, box: Box, v: Values) -> list[Box]:
    """The items and at last the question."""
    start, (right, down) = page.pick((26, 54), (62, 40)), page.pick((60.5, 0), (0, 34))
    return [
        token(
            ax,
            box.left + start[0] + index * right,
            box.top + start[1] + index * down,
            item,
            QUERY if index == v["n"] else INK,
            filled=index == v["n"],
            size=SMALL,
            align="centre",
        )
        for index, item in enumerate(v["items"])
    ]


def _summary(ax: Axes, page: Page, items: list[Box]) -> None:
    """The same square of numbers again and again, handed from item to item."""
    right, down = page.pick((0, 40), (52, 0))
    squares = []
    for item in items:
        x, y = item.centre[0] + right - SIDE / 2, item.centre[1] + down - SIDE / 2
        strength = 0.9 if item is items[-1] else 0.35
        ax.add_patch(Rectangle((x, y), SIDE, SIDE, facecolor=RESIDUAL, alpha=strength, linewidth=0))
        squares.append(square := Box(x, y, SIDE, SIDE))
        ends = page.pick((item.south, square.north), (item.east, square.west))
        arrow(ax, *ends, MUTED, width=1)
    for one, after in pairwise(squares):
        arrow(ax, *page.pick((one.east, after.west), (one.south, after.north)), RESIDUAL)


def _looks(ax: Axes, page: Page, items: list[Box], v: Values) -> None:
    """Lines from the question's place to every item, as wide as the weight."""
    for item, weight in zip(items, v["printed"], strict=True):
        if not weight:
            continue
        x, y = page.pick((item.centre[0], item.top - 12), (item.left - 6, item.centre[1]))
        align = page.pick("centre", "right")
        write(ax, x, y, f"{weight:.2f}", WEIGHT, SMALL, align=align)
    x, y = items[-1].centre
    x, y = page.pick((x, y + 62), (x + 72, y - 12))
    seeker = token(ax, x, y, v["query"], QUERY, filled=True, size=SMALL, align="centre")
    marks.links(ax, [seeker], items, [v["weights"]], threshold=0.005, widest=12)


def _below(ax: Axes, page: Page, box: Box, text: str) -> None:
    """What is kept, below the list."""
    note(ax, box.left, box.top + page.pick(132, 354), text, MUTED, SMALL)


def _answers(ax: Axes, page: Page, box: Box, v: Values, name: str) -> None:
    """The model's answer, whether it is right, and how probable the right one was."""
    answer = v[name]
    right = answer["digit"] == v["wanted"]
    x, y = page.pick((box.left + 290, box.top + 132), (box.left, box.top + 392))
    verdict = "right" if right else f"wrong:{page.pick(' ', chr(10))}the list says {v['wanted']}"
    said = f"answers {answer['digit']}, {verdict}"
    head = note(ax, x, y, said, VALUE if right else INK, SMALL, weight="semibold")
    text = f"probability of {v['wanted']}: {answer['right_chance']:.2f}"
    note(ax, x, head.bottom + 2, text, MUTED, SMALL)
