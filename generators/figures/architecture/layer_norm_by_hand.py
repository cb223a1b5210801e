"""Layer norm on a vector of four numbers, and on the same vector stretched and shifted."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.layers import layer_norm
from generators.kit import marks, theme
from generators.kit.values import Values

X = np.array([0.0, 2.0, 2.0, 8.0])
STRETCH, SHIFT = 10.0, 7.0


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
        "result_mean": float(result.mean()),
        "result_deviation": float(result.std()),
        "stretch": STRETCH,
        "shift": SHIFT,
        "other": other.tolist(),
        "other_mean": float(other.mean()),
        "other_centred": (other - other.mean()).tolist(),
        "other_deviation": float(other.std()),
        "other_result": result_other.tolist(),
        "gap": float(np.abs(result - result_other).max()),
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


def _column(ax: Axes, x: float, v: Values, prefix: str, cell: tuple[float, float]) -> None:
    names = ("other", "other_centred", "other_result") if prefix else ("x", "centred", "result")
    for index, name in enumerate(names):
        digits = 2 if name.endswith("result") else 0
        limit = {0: 90 if prefix else 9, 1: 60 if prefix else 6, 2: 2}[index]
        marks.vector(ax, x, 68 + index * 92, v[name], theme.RESIDUAL, digits, cell, limit=limit)
    middle = x + 2 * cell[0]
    for index, name in enumerate(("mean", "deviation")):
        number = v[f"{prefix}{name}"]
        text = f"{name} {number:.0f}"
        marks.write(
            ax,
            middle,
            112 + index * 92,
            text,
            theme.INK,
            theme.SMALL,
            align="centre",
            weight="semibold",
        )


def _panel(v: Values, width: float, cell: tuple[float, float], gap: float) -> Figure:
    figure, ax = theme.canvas(width, 300)
    left = (width - 8 * cell[0] - gap) / 2
    right = left + 4 * cell[0] + gap
    titles = ("a vector", f"{v['stretch']:.0f} times it, plus {v['shift']:.0f}")
    for x, text in zip((left, right), titles, strict=True):
        marks.write(ax, x, 18, text, theme.MUTED, theme.SMALL)
    for index, text in enumerate(("x", "less its mean", "divided by its deviation")):
        y = 50 + index * 92
        marks.step(ax, left, y - 12, index + 1, text, theme.RESIDUAL)
    _column(ax, left, v, "", cell)
    _column(ax, right, v, "other_", cell)
    return figure


def draw(v: Values) -> Figure:
    return _panel(v, 460, (46, 28), 36)


def narrow(v: Values) -> Figure:
    return _panel(v, 332, (38, 28), 18)
