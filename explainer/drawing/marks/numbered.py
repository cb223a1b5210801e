"""Numbers beside a matrix, as on the axes of a plot: some of its rows and columns."""

from matplotlib.axes import Axes

from explainer.drawing.marks.grids import Matrix
from explainer.drawing.marks.matrix_labels import Words
from explainer.drawing.marks.readable import name_grid
from explainer.drawing.marks.shapes import write
from explainer.drawing.theme import INK, KEY, QUERY, SMALL

NUMBERS_TOP, NUMBERS_LEFT = 16.0, 20.0  # px that numbers of up to two digits take


def number_cells(ax: Axes, drawn: Matrix, count: int = 2, looking: bool = False) -> None:
    """Write `count` row numbers left of the grid and as many column numbers above it, from 0.

    They are spread from the first to the last. `looking` says that rows look and columns are looked
    at: the numbers take the colours of queries and keys.
    """
    name_grid(ax, drawn.grid, _numbers(drawn, looking))
    for row in _spread(len(drawn.cells), count):
        cell = drawn.cells[row][0]
        role = QUERY if looking else INK
        write(ax, cell.left - 5, cell.centre[1], str(row), role, SMALL, align="right")
    for column in _spread(len(drawn.cells[0]), count):
        cell = drawn.cells[0][column]
        role = KEY if looking else INK
        write(ax, cell.centre[0], cell.top - 8, str(column), role, SMALL, align="centre")


def _spread(size: int, count: int) -> list[int]:
    return sorted({round(index * (size - 1) / (count - 1)) for index in range(count)})


def _numbers(drawn: Matrix, looking: bool) -> Words:
    """All numbers, for the reader of the page: a position looks at another, or rows and columns."""
    counts = len(drawn.cells), len(drawn.cells[0])
    rows, columns = ([str(number) for number in range(count)] for count in counts)
    if looking:
        return Words([f"position {row}" for row in rows], [f"position {one}" for one in columns])
    return Words(rows, columns, "row", "column")
