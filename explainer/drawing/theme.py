"""The house style: colour roles, fonts, and the two kinds of figure (pixel canvas and chart).

One matplotlib point is one CSS pixel everywhere. Figures are made without pyplot: no global
figure list, and nothing to close. Draw and save them inside `house_style()`.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.cbook import is_math_text
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from explainer.drawing.roles import (
    DECODER,
    ENCODER,
    GRID,
    INK,
    KEY,
    MASKED,
    MUTED,
    NEGATIVE,
    NEUTRAL,
    PANEL,
    PAPER,
    POSITIVE,
    QUERY,
    RESIDUAL,
    ROLES,
    SURFACES,
    VALUE,
    WEIGHT,
)
from explainer.drawing.sizes import LABEL, SMALL, TITLE

__all__ = [
    "DECODER",
    "DPI",
    "ENCODER",
    "GRID",
    "INK",
    "KEY",
    "LABEL",
    "MASKED",
    "MONO",
    "MUTED",
    "NEGATIVE",
    "NEUTRAL",
    "PANEL",
    "PAPER",
    "POSITIVE",
    "QUERY",
    "RESIDUAL",
    "ROLES",
    "SMALL",
    "STYLE",
    "SURFACES",
    "TEXT",
    "TITLE",
    "VALUE",
    "WEIGHT",
    "canvas",
    "cell_text",
    "chart",
    "chart_axes",
    "house_style",
    "measure",
    "signed_text",
    "wrap",
]

DPI = 72  # one point is one pixel
FONT_FOLDER = Path(__file__).parent / "fonts"


def _family(wanted: str, fallback: str) -> list[str]:
    """The wanted family if its files are there, always followed by one that has √ and ᵀ."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    return [wanted, fallback] if wanted in known else [fallback]


for _font in sorted(FONT_FOLDER.glob("*.ttf")):
    font_manager.fontManager.addfont(_font)
TEXT = _family("Atkinson Hyperlegible Next", "DejaVu Sans")
MONO = _family("Atkinson Hyperlegible Mono", "DejaVu Sans Mono")

STYLE: Any = {
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "figure.facecolor": PANEL,
    "savefig.facecolor": PANEL,
    "svg.fonttype": "path",
    "svg.hashsalt": "attention",
    "font.family": TEXT,
    "font.size": LABEL,
    "text.color": INK,
    "text.hinting": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.labelsize": SMALL,
    "axes.titlesize": TITLE,
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.prop_cycle": cycler(color=NEUTRAL),
    "axes.xmargin": 0,
    "grid.color": GRID,
    "grid.linewidth": 1,
    "lines.linewidth": 2,
    "lines.solid_capstyle": "round",
    "hatch.color": MASKED,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.size": 4,
    "xtick.minor.size": 0,
    "ytick.major.size": 0,
    "ytick.minor.size": 0,
    "legend.frameon": False,
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save in the house style inside, and leave matplotlib as it was after that."""
    # The fallback fonts have no semibold; matplotlib takes their bold and would say so each time.
    logger = logging.getLogger("matplotlib.font_manager")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with mpl.rc_context(STYLE):
            yield
    finally:
        logger.setLevel(before)


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of width x height CSS px with one axes in pixel coordinates, y downward."""
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    ax.set_autoscale_on(False)
    return figure, ax


def chart_axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Add a plot whose frame is this rectangle, in px from the figure's top left corner."""
    total_width, total_height = figure.get_size_inches() * DPI
    bottom = total_height - top - height
    return figure.add_axes(
        (left / total_width, bottom / total_height, width / total_width, height / total_height)
    )


def chart(
    width: float,
    height: float,
    left: float = 56,
    right: float = 24,
    top: float = 40,
    bottom: float = 48,
) -> tuple[Figure, Axes]:
    """A figure of width x height CSS px with one plot; the margins are in px."""
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    return figure, chart_axes(figure, left, top, width - left - right, height - top - bottom)


@cache
def measure(
    text: str, size: float = LABEL, mono: bool = False, weight: str = "normal"
) -> tuple[float, float, float]:
    """Width, height and descent of one line of text, in px; needs no renderer."""
    font = FontProperties(family=MONO if mono else TEXT, size=size, weight=weight)
    ismath = not mono and bool(is_math_text(text))
    width, height, descent = text_to_path.get_text_width_height_descent(text, font, ismath)
    return float(width), float(height), float(descent)


def wrap(text: str, width: float, size: float = LABEL, weight: str = "normal") -> list[str]:
    """Break text into lines no wider than `width` px (a single longer word keeps its own line)."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and measure(longer, size, weight=weight)[0] > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def cell_text(number: float, digits: int = 2) -> str:
    """The number as a cell prints it: no zero before the point, one zero for nothing.

    The family's zero is slashed, and a table of `0.00` is mostly zeros.
    """
    text = signed_text(number, digits)
    if float(text.replace("\N{MINUS SIGN}", "-")) == 0:
        return "0"
    return text.replace("0.", ".", 1) if abs(number) < 1 and "1." not in text else text


def signed_text(number: float, digits: int = 2) -> str:
    """The number with a typographic minus, and no minus before a zero."""
    text = f"{number:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "\N{MINUS SIGN}")
