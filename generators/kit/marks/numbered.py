"""Numbers beside a matrix, as on the axes of a plot: some of its rows and columns."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from generators.kit.marks.grids import Matrix
from generators.kit.marks.shapes import write
from generators.kit.theme import INK, KEY, QUERY, SMALL

NUMBERS_TOP, NUMBERS_LEFT = 16.0, 20.0  # px that numbers of up to two digits take


def number_cells(
    ax: Axes,
    drawn: Matrix,
    rows: Sequence[int] = (),
    columns: Sequence[int] = (),
    looking: bool = False,
) -> None:
    """Write these row numbers, counted from 0, left of the grid and column numbers above it.

    `looking` says that rows look and columns are looked at: the numbers take the colours of
    queries and keys.
    """
    for row in rows:
        cell = drawn.cells[row][0]
        role = QUERY if looking else INK
        write(ax, cell.left - 5, cell.centre[1], str(row), role, SMALL, align="right")
    for column in columns:
        cell = drawn.cells[0][column]
        role = KEY if looking else INK
        write(ax, cell.centre[0], cell.top - 8, str(column), role, SMALL, align="centre")
