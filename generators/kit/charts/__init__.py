"""Plots: lines labelled at their ends with the band of their seeds, rows of dots, bars."""

from generators.kit.charts.axes import Axis, set_axes
from generators.kit.charts.curves import Curve, curves
from generators.kit.charts.lines import axis_titles, label_lines, spread
from generators.kit.charts.matrices import Grid, matrices
from generators.kit.charts.rows import BarRow, DotRow, Scale, bar_rows, dot_rows

__all__ = [
    "Axis",
    "BarRow",
    "Curve",
    "DotRow",
    "Grid",
    "Scale",
    "axis_titles",
    "bar_rows",
    "curves",
    "dot_rows",
    "label_lines",
    "matrices",
    "set_axes",
    "spread",
]
