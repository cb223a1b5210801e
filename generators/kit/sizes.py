"""Every width and limit of a picture, in CSS px. Plain numbers, read without matplotlib.

A picture is shown in one of two widths, TEXT or WIDE, and on a phone in one, PHONE. A figure draws
what it needs, at most that; what is left becomes an even margin on both sides.
"""

from explainer.drawing.sizes import LABEL, READABLE, SMALL, TITLE

__all__ = [
    "BREAKPOINT",
    "LABEL",
    "NARROW",
    "NARROW_SCREEN",
    "PHONE",
    "READABLE",
    "SMALL",
    "TEXT",
    "TITLE",
    "WIDE",
    "shown_width",
]

TEXT = 560  # the column of the text and a little beyond it on both sides
WIDE = 800  # the column and the gutter beside it, which holds the notes
NARROW = 336  # what a figure draws for a phone; it may be as wide as one
PHONE = 360  # the narrowest screen; a picture takes all of it
BREAKPOINT = 719  # the widest screen that gets the narrow picture; docs/css, docs/js too
NARROW_SCREEN = f"(max-width: {BREAKPOINT}px)"


def shown_width(drawn: float, narrow: bool) -> int | None:
    """The width in which a picture drawn `drawn` px wide is shown; None: it is too wide."""
    widths = (PHONE,) if narrow else (TEXT, WIDE)
    return next((width for width in widths if drawn <= width), None)
