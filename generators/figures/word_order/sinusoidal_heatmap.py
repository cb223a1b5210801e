"""The sinusoidal code: one row a position, one column a feature, sine and cosine in turn."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.kit.marks import Cells, Words, matrix, write
from generators.kit.theme import INK, LABEL, MUTED, SMALL, canvas

POSITIONS, WIDTH = 32, 64
MANY = 1000  # positions compared with one another


def values() -> dict[str, Any]:
    code = explainer.sinusoidal(POSITIONS, WIDTH)
    periods = 2 * np.pi * 10_000 ** (np.arange(0, WIDTH, 2) / WIDTH)
    small = explainer.sinusoidal(4, 4)
    return {
        "positions": POSITIONS,
        "width": WIDTH,
        "code": np.round(code, 4).tolist(),
        "fastest": float(periods[0]),
        "slowest": float(periods[-1]),
        "small": small.tolist(),
        "length": float(np.linalg.norm(code, axis=1).mean()),
        "length_spread": float(np.ptp(np.linalg.norm(code, axis=1))),
        "told_apart": MANY,
        "closest": _closest(explainer.sinusoidal(MANY, WIDTH)),
    }


def _closest(code: np.ndarray) -> float:
    """The smallest distance between the codes of two positions."""
    # |a - b|^2 = |a|^2 + |b|^2 - 2 a·b, and all codes have the length sqrt(d / 2).
    products = code @ code.T - np.eye(len(code)) * WIDTH
    return float(np.sqrt(WIDTH - 2 * products.max()))


def alt(v: dict[str, Any]) -> str:
    return (
        f"{v['positions']} rows, one a position, of {v['width']} numbers between −1 and 1. The "
        f"columns on the left change sign every few rows (a full turn takes {v['fastest']:.1f} "
        f"positions), those on the right hardly change ({v['slowest']:,.0f} positions)."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _picture(v, WIDTH, 8.0, 13.0)


def narrow(v: dict[str, Any]) -> Figure:
    return _picture(v, WIDTH, 4.5, 9.0)


def _picture(v: dict[str, Any], columns: int, wide: float, high: float) -> Figure:
    left, top = 36.0, 62.0
    width, height = columns * wide, POSITIONS * high
    figure, ax = canvas(left + width + 16, top + height + 30)
    write(
        ax,
        10,
        14,
        "one row: a position. One column: a feature, sine and cosine in turn",
        INK,
        SMALL,
    )
    _key(ax, 10, 26)
    for feature in (0, 15, 31, 47, 63):
        write(ax, left + (feature + 0.5) * wide, top - 9, str(feature), INK, SMALL, align="centre")
    code = np.array(v["code"])[:, :columns]
    matrix(
        ax,
        left,
        top,
        code,
        Words(row_title="", column_title="", left=0, top=0),
        Cells((wide, high), scale="signed", digits=None, limit=1.0),
    )
    for position in (0, 7, 15, 23, 31):
        write(ax, left - 7, top + (position + 0.5) * high, str(position), INK, SMALL, align="right")
    for share, text in (
        (0, f"a turn in {v['fastest']:.1f} positions"),
        (1, f"in {v['slowest']:,.0f}"),
    ):
        align = "right" if share else "left"
        write(ax, left + share * width, top + height + 14, text, INK, LABEL, align=align)
    return figure


def _key(ax: Any, x: float, y: float) -> None:
    """What the two colours mean, from −1 over 0 to 1."""
    write(ax, x, y + 6, "−1", MUTED, SMALL)
    matrix(
        ax,
        x + 22,
        y,
        np.linspace(-1, 1, 9)[None],
        Words(row_title="", column_title="", left=0, top=0),
        Cells((12, 12), scale="signed", digits=None, limit=1.0),
    )
    write(ax, x + 22 + 9 * 12 + 8, y + 6, "1", MUTED, SMALL)
