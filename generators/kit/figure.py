"""What every figure is written with, to import from one place: `values()`, `draw(v, page)`."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit.layout import Page
from generators.kit.piece import Piece
from generators.kit.values import Values

__all__ = ["Axes", "Figure", "Page", "Piece", "Values"]
