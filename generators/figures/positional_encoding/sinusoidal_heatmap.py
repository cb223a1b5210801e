"""The sinusoidal code: one row a position, one column a feature, sine and cosine in turn."""

import numpy as np

import explainer
from explainer.drawing.marks.numbered import NUMBERS_LEFT
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import NO_WORDS, Cells, matrix, number_cells, signed_key, write
from generators.kit.theme import SMALL

POSITIONS = 32  # drawn
MANY = 1000  # compared with one another


def values() -> Values:
    width = explainer.load("translator").config.d_model
    code = explainer.sinusoidal(MANY, width)
    periods = 2 * np.pi * 10_000 ** (np.arange(0, width, 2) / width)
    lengths = np.linalg.norm(code, axis=1)
    # |a - b|^2 = |a|^2 + |b|^2 - 2 a·b, and all codes have the length sqrt(d / 2).
    products = code @ code.T - np.eye(MANY) * width
    return {
        "positions": POSITIONS,
        "width": width,
        "code": np.round(code[:POSITIONS], 4).tolist(),
        "fastest": float(periods[0]),
        "slowest": float(periods[-1]),
        "small": explainer.sinusoidal(4, 4).tolist(),
        "length": float(lengths.mean()),
        "length_spread": float(np.ptp(lengths)),
        "told_apart": MANY,
        "closest": float(np.sqrt(width - 2 * products.max())),
    }


def alt(v: Values) -> str:
    return (
        f"{v['positions']} rows, one a position, of {v['width']} numbers between −1 and 1. The "
        f"columns on the left change sign every few rows (a full turn takes {v['fastest']:.1f} "
        f"positions), those on the right hardly change ({v['slowest']:,.0f} positions)."
    )


def draw(v: Values, page: Page) -> Figure:
    cell = page.pick((8.0, 13.0), (4.5, 9.0))  # px; all columns must fit on a phone
    left, top = 10 + NUMBERS_LEFT, 64.0
    size = left + v["width"] * cell[0] + 14, top + v["positions"] * cell[1] + 30
    figure, ax = page.canvas(size, size)
    what = "one row a position, one column a feature"
    write(ax, 10, 14, what, size=SMALL)
    signed_key(ax, 10, 26, 1)
    grid = matrix(ax, left, top, v["code"], NO_WORDS, Cells(cell, "signed", None, limit=1))
    number_cells(ax, grid, count=5)
    write(ax, left, grid.bottom + 14, f"a turn in {v['fastest']:.1f} positions")
    write(ax, grid.right, grid.bottom + 14, f"in {v['slowest']:,.0f}", align="right")
    return figure
