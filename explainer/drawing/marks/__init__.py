"""The visual vocabulary of every figure, in one place to import from.

All marks lie on a pixel canvas (theme.canvas; x right, y down); (x, y) is the top left corner of
everything a mark draws. Keyword arguments that a mark does not know (animated, alpha, zorder,
visible) go on to its artists.
"""

from explainer.drawing.marks.columns import bar_column
from explainer.drawing.marks.fan import fan
from explainer.drawing.marks.grids import Cell, Matrix, Vector, strip, vector
from explainer.drawing.marks.heat import heat
from explainer.drawing.marks.matrices import Cells, matrix, weight_legend
from explainer.drawing.marks.matrix_labels import NO_WORDS, Words, highlight, labels, matrix_margins
from explainer.drawing.marks.moving import HIDDEN, MOVING, Saying, frame, refill, shift, travel
from explainer.drawing.marks.moving_bars import MovingBar
from explainer.drawing.marks.numbered import number_cells
from explainer.drawing.marks.panels import row_words, titled
from explainer.drawing.marks.scale_keys import signed_key
from explainer.drawing.marks.shapes import (
    Box,
    Point,
    Token,
    Tokens,
    enclosing,
    note,
    token,
    token_column,
    token_row,
    token_width,
    write,
)
from explainer.drawing.marks.strokes import (
    Link,
    Progress,
    arrow,
    bar,
    bracket,
    link,
    links,
    progress,
    step,
)
from explainer.drawing.marks.token_lines import token_lines
from explainer.drawing.scales import contrast, number_style, over, printed

__all__ = [
    "HIDDEN",
    "MOVING",
    "NO_WORDS",
    "Box",
    "Cell",
    "Cells",
    "Link",
    "Matrix",
    "MovingBar",
    "Point",
    "Progress",
    "Saying",
    "Token",
    "Tokens",
    "Vector",
    "Words",
    "arrow",
    "bar",
    "bar_column",
    "bracket",
    "contrast",
    "enclosing",
    "fan",
    "frame",
    "heat",
    "highlight",
    "labels",
    "link",
    "links",
    "matrix",
    "matrix_margins",
    "note",
    "number_cells",
    "number_style",
    "over",
    "printed",
    "progress",
    "refill",
    "row_words",
    "shift",
    "signed_key",
    "step",
    "strip",
    "titled",
    "token",
    "token_column",
    "token_lines",
    "token_row",
    "token_width",
    "travel",
    "vector",
    "weight_legend",
    "write",
]
