"""Every width and limit of a picture, in CSS px. Plain numbers, read without matplotlib.

A picture is shown in one of two widths, TEXT or WIDE, and on a phone in one, PHONE. A figure draws
what it needs, at most that; what is left becomes an even margin on both sides.
"""

TEXT = 560  # the column of the text and a little beyond it on both sides
WIDE = 800  # the column and the gutter beside it, which holds the notes
NARROW = 336  # what a figure draws for a phone; it may be as wide as one
PHONE = 360  # the narrowest screen; a picture takes all of it
BREAKPOINT = 719  # the widest screen that gets the narrow picture; docs/css, docs/js too
NARROW_SCREEN = f"(max-width: {BREAKPOINT}px)"

TITLE = 15  # the largest text of a picture
LABEL = 13  # tokens and labels
SMALL = 12  # the smallest text of a picture at its full width
READABLE = 9  # the smallest text that may reach a reader's eye, on a phone too


def shown_width(drawn: float, narrow: bool) -> int | None:
    """The width in which a picture drawn `drawn` px wide is shown; None: it is too wide."""
    widths = (PHONE,) if narrow else (TEXT, WIDE)
    return next((width for width in widths if drawn <= width), None)
