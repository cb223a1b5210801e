"""Where each number word of a caption looked, as a box with a name on the picture."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from matplotlib.patches import Rectangle

from generators.figures.beyond_text._page import COLUMNS, ROWS, lit_picture
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import token
from generators.kit.theme import INK
from generators.pipeline import results

FORM = 0  # of the captions: left digit first
HELD = 0.8  # of the word's cross-attention is in its box


def values() -> Values:
    example = results.read("captions")["example"]
    caption = example["captions"][FORM]
    looks = {
        word: np.array(weights).reshape(ROWS, COLUMNS)
        for word, weights in zip(caption["words"], caption["weights"], strict=True)
        if word in example["digits"]
    }
    boxes = {word: smallest_box(look, HELD) for word, look in looks.items()}
    ink = np.array(example["image"])
    digits = zip(example["digits"], np.hsplit(np.arange(COLUMNS), 2), strict=True)
    halves = {digit: (0, ROWS, columns[0], columns[-1] + 1) for digit, columns in digits}
    return {
        "image": example["image"],
        "weights": {word: look.tolist() for word, look in looks.items()},
        "boxes": boxes,
        "held": HELD,
        "on_its_half": all(
            halves[word][2] <= box[2] and box[3] <= halves[word][3] for word, box in boxes.items()
        ),
        "most_ink": max(_ink(ink, box) / _ink(ink, halves[word]) for word, box in boxes.items()),
    }


def _ink(image: np.ndarray, box: Sequence[int]) -> float:
    """How much of the image (8, 16) is inked in a box of patches."""
    top, bottom, left, right = (2 * edge for edge in box)
    return float(image[top:bottom, left:right].sum())


def smallest_box(look: np.ndarray, share: float) -> list[int]:
    """Top, bottom, left and right of the fewest patches that hold `share`, then of the most weight.

    `look` is (rows, columns); bottom and right are one past the last.
    """
    places = [
        (top, bottom, left, right)
        for top, bottom in combinations(range(look.shape[0] + 1), 2)
        for left, right in combinations(range(look.shape[1] + 1), 2)
    ]
    held = [float(look[top:bottom, left:right].sum()) for top, bottom, left, right in places]
    size = [(bottom - top) * (right - left) for top, bottom, left, right in places]
    best = min(np.flatnonzero(np.array(held) >= share), key=lambda one: (size[one], -held[one]))
    return list(places[best])


def alt(v: Values) -> str:
    said = [
        f"“{word}” on rows {top + 1} to {bottom}, columns {left + 1} to {right}"
        for word, (top, bottom, left, right) in v["boxes"].items()
    ]
    return (
        f"A picture of two digits, {ROWS} by {COLUMNS} patches, with a box for each number word "
        f"around {v['held']:.0%} of its attention: {'; '.join(said)}."
    )


def draw(v: Values, page: Page) -> Figure:
    side = page.pick(40.0, 36.0)
    x, y = 24.0, 20.0
    figure, ax = page.canvas((2 * x + COLUMNS * side, y + ROWS * side + 48))
    weights = np.sum([np.array(look) for look in v["weights"].values()], axis=0)
    lit_picture(ax, (x, y), np.array(v["image"]), weights, side)
    for word, (top, bottom, left, right) in v["boxes"].items():
        corner = (x + left * side, y + top * side)
        size = (right - left) * side, (bottom - top) * side
        ax.add_patch(Rectangle(corner, *size, fill=False, edgecolor=INK, linewidth=2.5, zorder=4))
        token(ax, corner[0] + size[0] / 2, y + ROWS * side + 10, word, filled=True, align="centre")
    return figure
