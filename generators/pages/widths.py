"""The widths of the frames in which a page shows pictures, in CSS px; docs/css says the same."""

TEXT = 560  # the column of the text and a little beyond it on both sides
WIDE = 800  # the column and the gutter beside it, which holds the notes
NARROW_SCREEN = "(max-width: 719px)"  # gets the picture made for a phone, from edge to edge
