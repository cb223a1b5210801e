"""Layer norm on a vector of four numbers, and on the same vector stretched and shifted."""

from typing import Any

import numpy as np

from explainer.layers import layer_norm
from generators.kit import marks, theme
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW

X = np.array([0.0, 2.0, 2.0, 8.0])
STRETCH, SHIFT = 10.0, 7.0
LINE = 92.0  # px from row to row


def values() -> Values:
    other = STRETCH * X + SHIFT
    ones, zeros = np.ones(4), np.zeros(4)
    result, result_other = layer_norm(X, ones, zeros), layer_norm(other, ones, zeros)
    return {
        "x": X.tolist(),
        "mean": float(X.mean()),
        "centred": (X - X.mean()).tolist(),
        "squares": ((X - X.mean()) ** 2).tolist(),
        "variance": float(X.var()),
        "deviation": float(X.std()),
        "result": result.tolist(),
        "stretch": STRETCH,
        "shift": SHIFT,
        "other": other.tolist(),
        "other_mean": float(other.mean()),
        "other_centred": (other - other.mean()).tolist(),
        "other_deviation": float(other.std()),
        "other_result": result_other.tolist(),
    }


def alt(v: Values) -> str:
    def listed(numbers: list[float], digits: int = 0) -> str:
        return ", ".join(theme.signed_text(number, digits) for number in numbers)

    return (
        f"The vector {listed(v['x'])} has mean {v['mean']:.0f}; less the mean it is "
        f"{listed(v['centred'])}; divided by its deviation {v['deviation']:.0f} it is "
        f"{listed(v['result'], 2)}. Beside it the vector {listed(v['other'])}, ten times as long "
        "and shifted, ends at the same numbers."
    )


def draw(v: Values, page: Page) -> Figure:
    width, cell, gap = page.pick((460.0, (46.0, 28.0), 36.0), (NARROW, (38.0, 28.0), 18.0))
    figure, ax = theme.canvas(width, 300)
    left = (width - 8 * cell[0] - gap) / 2
    for index, text in enumerate(("x", "less its mean", "divided by its deviation")):
        marks.step(ax, left, 38 + index * LINE, index + 1, text, theme.RESIDUAL)
    titles = ("a vector", f"{v['stretch']:.0f} times it, plus {v['shift']:.0f}")
    for column, prefix in enumerate(("", "other_")):
        x = left + column * (4 * cell[0] + gap)
        marks.write(ax, x, 18, titles[column], theme.MUTED, theme.SMALL)
        for row, name in enumerate(("x", "centred", "result")):
            numbers = v["other" if (prefix, name) == ("other_", "x") else f"{prefix}{name}"]
            limit = 1.1 * max(abs(number) for number in numbers)
            digits = 2 if name == "result" else 0
            role = theme.RESIDUAL
            marks.vector(ax, x, 68 + row * LINE, numbers, role, digits, cell, limit=limit)
        for row, name in enumerate(("mean", "deviation")):
            said = f"{name} {v[prefix + name]:.0f}"
            style: Any = {"align": "centre", "weight": "semibold"}
            middle = x + 2 * cell[0]
            marks.write(ax, middle, 112 + row * LINE, said, theme.INK, theme.SMALL, **style)
    return figure
