"""Two captions of one picture of two digits, and where the decoder looks for each word."""

import numpy as np

from generators.figures.beyond_text._page import COLUMNS, LIMIT, ROWS, lit_picture
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import token, write
from generators.kit.theme import MUTED, SMALL
from generators.pipeline import results

SHOWN = (0, 2)  # of the forms: left digit first, right digit first


def values() -> Values:
    example = results.read("captions")["example"]
    captions = [example["captions"][form] for form in SHOWN]
    return {
        "image": example["image"],
        "digits": example["digits"],
        "captions": captions,
        "limit": LIMIT,
    }


def alt(v: Values) -> str:
    left, right = v["digits"]
    said = []
    for one in v["captions"]:
        looks = [
            f"{share:.0%} on the left half for “{word}”"
            for word, share in zip(one["words"], map(_left, one["weights"]), strict=True)
            if word in v["digits"]
        ]
        said.append(f"“{' '.join(one['words'])}”: {' and '.join(looks)}")
    return (
        f"A picture of a {left} beside a {right}, once for each word of two captions, with the "
        f"patches lit that the decoder looks at. {'. '.join(said)}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell, columns, gap = page.pick((12.0, 7, 10.0), (12.0, 3, 14.0))
    wide, high = COLUMNS * cell + gap, ROWS * cell + 44
    lines = [-(-len(one["words"]) // columns) for one in v["captions"]]
    size = (24 + columns * wide - gap, 34 + sum(lines) * high + 14)
    figure, ax = page.canvas(size, size)
    y = 12.0
    for one, n_lines in zip(v["captions"], lines, strict=True):
        for place, (word, weights) in enumerate(zip(one["words"], one["weights"], strict=True)):
            left, top = 12 + place % columns * wide, y + place // columns * high
            box = lit_picture(ax, (left, top), np.array(v["image"]), np.array(weights), cell)
            middle = box.centre[0]
            token(ax, middle, box.bottom + 5, word, filled=word in v["digits"], align="centre")
        y += n_lines * high + 14
    write(ax, 12, y - 2, f"full colour: {v['limit']:.0%} of the attention", MUTED, SMALL)
    return figure


def _left(weights: list[float]) -> float:
    """The share of the left half."""
    return float(np.array(weights).reshape(ROWS, 2, ROWS)[:, 0].sum())
