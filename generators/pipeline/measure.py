"""The size of a figure on a page, and how far a phone may shrink it."""

import math
from typing import Any

from matplotlib.figure import Figure

from generators.kit.legibility import visible_texts
from generators.kit.sizes import READABLE, WIDE


def measure(name: str, figure: Figure) -> dict[str, Any]:
    """Width and height in CSS px (1 matplotlib point = 1 px), smallest font and least width.

    Raises:
        ValueError: when the figure is too wide for a page or a label too small to read.
    """
    width, height = (round(inches * 72) for inches in figure.get_size_inches())
    if width > WIDE:
        raise ValueError(f"{name} is {width} px wide; a page shows {WIDE} px at most")
    labels = sorted((float(text.get_fontsize()), text.get_text()) for text in visible_texts(figure))
    details: dict[str, Any] = {"width": width, "height": height}
    if not labels:
        return {**details, "smallest_font": None, "min_width": min(width, 240)}
    smallest, text = labels[0]
    if smallest < READABLE:
        raise ValueError(
            f"the label {text!r} of {name} is {smallest:g} px high; "
            f"the least that can be read is {READABLE} px"
        )
    least = min(width, math.ceil(width * READABLE / smallest))
    return {**details, "smallest_font": round(smallest, 2), "min_width": least}
