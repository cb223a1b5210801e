"""Plots: lines labelled at their ends, bars, rows and labelled dots."""

from generators.kit.charts.lines import axis_titles, label_lines, spread

__all__ = ["axis_titles", "label_lines", "spread"]
