"""A softmax of three scores worked out, and its derivative: diag(w) − w wᵀ."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import softmax
from generators.figures.scores._page import entropy, jacobian
from generators.kit.marks import Cells, Words, arrow, matrix, note, printed, vector, write
from generators.kit.theme import LABEL, MUTED, QUERY, SMALL, WEIGHT, canvas
from generators.kit.values import Values

SCORES = (2.0, 1.0, 0.0)
STRETCH = 8.0
TWO = (0.19, 0.50)  # a pair of scores often worked out wrongly


def values() -> Values:
    scores = np.array(SCORES)
    found = {}
    for name, factor in (("plain", 1.0), ("stretched", STRETCH)):
        weights = softmax(scores * factor)
        inner = jacobian(weights)
        found[name] = {
            "scores": (scores * factor).tolist(),
            "exponentials": np.exp(scores * factor).tolist(),
            "sum": float(np.exp(scores * factor).sum()),
            "weights": weights.tolist(),
            "printed": printed(weights).tolist(),
            "jacobian": inner.tolist(),
            "norm": float(np.linalg.norm(inner)),
            "largest": float(np.abs(inner).max()),
            "entropy": float(entropy(weights)),
        }
    nudge = 1e-6
    moved = np.array([softmax(scores + nudge * row) for row in np.eye(3)])
    measured = (moved - softmax(scores)).T / nudge  # [weight, score]
    two = np.array(TWO)
    return {
        **found,
        "stretch": STRETCH,
        "row_sums": float(np.abs(np.sum(found["plain"]["jacobian"], axis=1)).max()),
        "by_nudging": float(np.abs(measured - found["plain"]["jacobian"]).max()),
        "norm_ratio": found["plain"]["norm"] / found["stretched"]["norm"],
        "two": {
            "scores": two.tolist(),
            "exponentials": np.exp(two).tolist(),
            "sum": float(np.exp(two).sum()),
            "weights": softmax(two).tolist(),
        },
    }


def alt(v: Values) -> str:
    plain, stretched = v["plain"], v["stretched"]
    return (
        f"Scores {_list(plain['scores'], 0)} become weights {_list(plain['printed'], 2)}; the "
        f"largest entry of the derivative is {plain['largest']:.2f}. Eight times the scores become "
        f"weights {_list(stretched['printed'], 2)} and every entry of the derivative is at most "
        f"{stretched['largest']:.4f}."
    )


def _list(numbers: list[float], digits: int) -> str:
    return ", ".join(f"{number:.{digits}f}" for number in numbers)


def draw(v: Values) -> Figure:
    figure, ax = canvas(600, 336)
    _row(ax, 16, 14, v["plain"], "scores", beside=True)
    _row(ax, 16, 188, v["stretched"], f"scores × {v['stretch']:g}", beside=True)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(338, 604)
    _row(ax, 14, 14, v["plain"], "scores", beside=False)
    _row(ax, 14, 310, v["stretched"], f"scores × {v['stretch']:g}", beside=False)
    return figure


def _row(ax: Axes, x: float, y: float, part: Values, title: str, beside: bool) -> None:
    """Scores, weights below them; the derivative at the right or underneath."""
    write(ax, x, y + 8, title, QUERY, LABEL, weight="semibold")
    scores = vector(ax, x, y + 22, part["scores"], QUERY, 0, (62, 30), size=LABEL)
    arrow(ax, (scores.centre[0], y + 56), (scores.centre[0], y + 78), MUTED)
    note(ax, scores.centre[0] + 10, y + 59, "softmax", MUTED, SMALL)
    vector(ax, x, y + 84, part["printed"], WEIGHT, 2, (62, 30), signed=False, limit=1, size=LABEL)
    note(ax, x, y + 118, "weights, adding up to 1.00", WEIGHT, SMALL)
    left, top = (x + 262, y + 8) if beside else (x, y + 148)
    note(ax, left, top + 3, "when this grows:", MUTED, SMALL)
    table = matrix(
        ax,
        left,
        top - 2,
        part["jacobian"],
        Words(
            rows=["weight 1", "weight 2", "weight 3"],
            row_title="",
            column_title="",
            left=94,
            top=24,
        ),
        Cells((70, 30), scale="signed", digits=2, limit=0.25),
    )
    for index in range(3):
        at = table.grid.left + 70 * (index + 0.5)
        write(ax, at, top + 10, f"score {index + 1}", QUERY, SMALL, align="centre")
