"""Every width and limit of a picture, in CSS px. Plain numbers, read without matplotlib."""

WIDE = 720  # the widest picture that a page shows
NARROW = 336  # a picture made for a phone
PHONE = 360  # the narrowest screen
PHONE_COLUMN = 328  # what the margins of a page leave of it
BREAKPOINT = 599  # the widest screen that gets the narrow picture; docs/css says the same
NARROW_SCREEN = f"(max-width: {BREAKPOINT}px)"

TITLE = 15  # the largest text of a picture
LABEL = 13  # tokens and labels
SMALL = 11  # the smallest text of a picture at its full width
READABLE = 9  # the smallest text that may reach a reader's eye, on a phone too
