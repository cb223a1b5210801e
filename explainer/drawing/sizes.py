"""The sizes of the text in a picture, in CSS px. Plain numbers, read without matplotlib."""

TITLE = 15  # the largest text of a picture
LABEL = 13  # tokens and labels
SMALL = 12  # the smallest text of a picture at its full width
READABLE = 9  # the smallest text that may reach a reader's eye, on a phone too
