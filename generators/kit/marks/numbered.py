"""Numbers beside a matrix, as on the axes of a plot: some of its rows and columns."""

from matplotlib.axes import Axes

from generators.kit.marks.grids import Matrix
from generators.kit.marks.shapes import write
from generators.kit.theme import INK, KEY, QUERY, SMALL

NUMBERS_TOP, NUMBERS_LEFT = 16.0, 20.0  # px that numbers of up to two digits take


def number_cells(ax: Axes, drawn: Matrix, count: int = 2, looking: bool = False) -> None:
    """Write `count` row numbers left of the grid and as many column numbers above it, from 0.

    They are spread from the first to the last. `looking` says that rows look and columns are looked
    at: the numbers take the colours of queries and keys.
    """
    for row in _spread(len(drawn.cells), count):
        cell = drawn.cells[row][0]
        role = QUERY if looking else INK
        write(ax, cell.left - 5, cell.centre[1], str(row), role, SMALL, align="right")
    for column in _spread(len(drawn.cells[0]), count):
        cell = drawn.cells[0][column]
        role = KEY if looking else INK
        write(ax, cell.centre[0], cell.top - 8, str(column), role, SMALL, align="centre")


def _spread(size: int, count: int) -> list[int]:
    return [round(index * (size - 1) / (count - 1)) for index in range(count)]
