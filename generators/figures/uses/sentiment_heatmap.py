"""What the class token looks at in two texts that differ only in which clause comes last."""

import numpy as np

from generators.figures.uses._page import read, sure
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, bar, token_column, write
from generators.kit.phrases import most_on
from generators.kit.theme import INK, KEY, LABEL, SMALL

TEXTS = ("opinion", "turned")
SAYS = ("bad", "awful", "not", "but")  # the words that the mood depends on
SAID = 0.02  # the least weight that is printed


def values() -> Values:
    examples = read()["examples"]
    found = {name: _one(examples[name]) for name in TEXTS}
    return {**found, "brightest_says": sum(one["looks_at"] in SAYS for one in found.values())}


def _one(example: Values) -> Values:
    rows = np.array(example["class_rows"])  # [layers, heads, words]
    mean = rows[-1].mean(axis=0)
    return {
        "words": example["words"],
        "weights": mean.tolist(),
        "looks_at": example["words"][int(mean.argmax())],
        "mood": "pleased" if example["pleased"] > 0.5 else "not pleased",
        "sure": sure(example["pleased"]),
    }


def alt(v: Values) -> str:
    texts = (v[name] for name in TEXTS)
    return " ".join(
        f"{' '.join(one['words'])} The encoder says: {one['mood']}, {one['sure']}; the "
        f"class token's largest weight is {most_on(one['words'], one['weights'])}."
        for one in texts
    )


def draw(v: Values, page: Page) -> Figure:
    longest = max(len(v[name]["words"]) for name in TEXTS)
    figure, ax, boxes = page.panels(2, (258, 56 + 28.0 * longest))
    for name, box in zip(TEXTS, boxes, strict=True):
        _panel(ax, box, v[name])
    return figure


def _panel(ax: Axes, box: Box, one: Values) -> None:
    said = f"{one['mood']}, {one['sure']}"
    write(ax, box.left, box.top + 10, said, INK, LABEL, weight="semibold")
    write(ax, box.left, box.top + 36, "what is looked at", KEY, SMALL)
    column = token_column(ax, box.left + 90, box.top + 54, one["words"], 2, align="right")
    for word, weight in zip(column.tokens, one["weights"], strict=True):
        text = f"{weight:.2f}" if weight >= SAID else ""
        bar(ax, box.left + 100, word.centre[1] - 7, weight, 110, text=text)
