"""What the class token looks at in two texts that differ only in which clause comes last."""

import numpy as np

from generators.figures.uses._page import read
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar_column, token_column, write
from generators.kit.phrases import most_on
from generators.kit.theme import INK, KEY, LABEL, SMALL

TEXTS = ("opinion", "turned")


def values() -> Values:
    examples = read()["examples"]
    return {name: _one(examples[name]) for name in TEXTS}


def _one(example: Values) -> Values:
    rows = np.array(example["class_rows"])  # [layers, heads, words]
    mean = rows[-1].mean(axis=0)
    return {
        "words": example["words"],
        "weights": mean.tolist(),
        "looks_at": example["words"][int(mean.argmax())],
        "mood": "pleased" if example["pleased"] > 0.5 else "not pleased",
        "sure": max(example["pleased"], 1 - example["pleased"]),
    }


def alt(v: Values) -> str:
    texts = (v[name] for name in TEXTS)
    return " ".join(
        f"{' '.join(one['words'])} The encoder says: {one['mood']}, {one['sure']:.0%} sure; the "
        f"class token's largest weight is {most_on(one['words'], one['weights'])}."
        for one in texts
    )


def draw(v: Values, page: Page) -> Figure:
    longest = max(len(v[name]["words"]) for name in TEXTS)
    figure, ax, boxes = page.panels(2, (258, 66 + 28.0 * longest))
    for name, box in zip(TEXTS, boxes, strict=True):
        one = v[name]
        write(
            ax,
            box.left,
            box.top + 10,
            f"{one['mood']}, {one['sure']:.0%} sure",
            INK,
            LABEL,
            weight="semibold",
        )
        write(ax, box.left + 84, box.top + 36, "what is looked at", KEY, SMALL, align="right")
        column = token_column(ax, box.left + 84, box.top + 54, one["words"], 2, align="right")
        bar_column(ax, box.left + 94, column.tokens, one["weights"], 110)
    return figure
