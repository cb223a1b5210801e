"""The visual vocabulary of every figure, in one place to import from.

All marks lie on a pixel canvas (theme.canvas; x right, y down); (x, y) is the top left corner of
everything a mark draws. Keyword arguments that a mark does not know (animated, alpha, zorder,
visible) go on to its artists.
"""

from generators.charts import axis_titles, label_lines, spread
from generators.grids import Cell, Matrix, Vector, vector
from generators.legibility import check_inside, overlaps
from generators.matrices import matrix, weight_legend
from generators.matrix_labels import matrix_margins
from generators.scales import contrast, number_style, over, printed
from generators.shapes import (
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
from generators.strokes import (
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

__all__ = [
    "Box",
    "Cell",
    "Link",
    "Matrix",
    "Point",
    "Progress",
    "Token",
    "Tokens",
    "Vector",
    "arrow",
    "axis_titles",
    "bar",
    "bracket",
    "check_inside",
    "contrast",
    "enclosing",
    "label_lines",
    "link",
    "links",
    "matrix",
    "matrix_margins",
    "note",
    "number_style",
    "over",
    "overlaps",
    "printed",
    "progress",
    "spread",
    "step",
    "token",
    "token_column",
    "token_row",
    "token_width",
    "vector",
    "weight_legend",
    "write",
]
