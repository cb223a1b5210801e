"""The size of a figure on a page, and how far a phone may shrink it."""

import math
from typing import Any

from matplotlib.figure import Figure

from generators.kit.legibility import visible_texts
from generators.kit.sizes import PHONE, READABLE, WIDE, shown_width


def measure(name: str, figure: Figure, narrow: bool = False) -> dict[str, Any]:
    """Width and height in CSS px (1 matplotlib point = 1 px), smallest font and least width.

    The width is one of those that a page shows; `left` px of it lie on each side of what was drawn.

    Raises:
        ValueError: when the figure is too wide for a page or a label too small to read.
    """
    drawn, height = (round(inches * 72) for inches in figure.get_size_inches())
    width = shown_width(drawn, narrow)
    if width is None:
        where, most = ("a phone", PHONE) if narrow else ("a page", WIDE)
        raise ValueError(f"{name} is {drawn} px wide; {where} shows {most} px at most")
    labels = sorted((float(text.get_fontsize()), text.get_text()) for text in visible_texts(figure))
    details: dict[str, Any] = {"width": width, "height": height, "left": (width - drawn) / 2}
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
