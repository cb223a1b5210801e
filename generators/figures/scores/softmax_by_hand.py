"""A softmax of three scores worked out, and its derivative: diag(w) − w wᵀ."""

import numpy as np

from explainer import softmax
from generators.figures.scores._page import jacobian
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Cells, Words, arrow, matrix, note, printed, titled, vector
from generators.kit.theme import LABEL, MUTED, QUERY, SMALL, WEIGHT

SCORES = (2.0, 1.0, 0.0)
STRETCH = 8.0
TWO = (0.19, 0.50)  # a pair of scores often worked out wrongly
CELL = (62, 30)  # px


def values() -> Values:
    scores, two = np.array(SCORES), np.array(TWO)
    plain = jacobian(softmax(scores))
    nudge = 1e-6
    moved = np.array([softmax(scores + nudge * row) for row in np.eye(len(scores))])
    measured = (moved - softmax(scores)).T / nudge  # [weight, score]
    return {
        "plain": {**_of(scores), "weights": softmax(scores).tolist()},
        "stretched": _of(scores * STRETCH),
        "stretch": STRETCH,
        "row_sums": float(np.abs(plain.sum(axis=1)).max()),
        "by_nudging": float(np.abs(measured - plain).max()),
        "two": {
            "scores": two.tolist(),
            "exponentials": np.exp(two).tolist(),
            "weights": softmax(two).tolist(),
        },
    }


def _of(scores: np.ndarray) -> Values:
    """The scores, what they make as printed, and the size of the derivative."""
    inner = jacobian(softmax(scores))
    return {
        "scores": scores.tolist(),
        "printed": printed(softmax(scores)).tolist(),
        "jacobian": inner.tolist(),
        "norm": float(np.linalg.norm(inner)),
        "largest": float(np.abs(inner).max()),
    }


def alt(v: Values) -> str:
    plain, stretched = v["plain"], v["stretched"]
    return (
        f"Scores {_list(plain['scores'], 0)} become weights {_list(plain['printed'], 2)}; the "
        f"largest entry of the derivative is {plain['largest']:.2f}. {v['stretch']:g} times the "
        f"scores become weights {_list(stretched['printed'], 2)} and every entry of the derivative "
        f"is at most {stretched['largest']:.4f}."
    )


def _list(numbers: list[float], digits: int) -> str:
    return ", ".join(f"{number:.{digits}f}" for number in numbers)


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(2, (542, 150), (326, 294), across=(1, 1), gap=24, edge=9)
    for box, key, title in zip(
        boxes, ("plain", "stretched"), ("scores", f"scores × {v['stretch']:g}"), strict=True
    ):
        _weights(ax, titled(ax, box, title, QUERY), v[key])
        left, top = page.pick((box.left + 214, box.top), (box.left, box.top + 144))
        names = range(1, len(v[key]["scores"]) + 1)
        words = Words(
            [f"weight {name}" for name in names],
            [f"score {name}" for name in names],
            "this moves",
            "when this grows",
        )
        matrix(ax, left, top, v[key]["jacobian"], words, Cells((78, 30), "signed", limit=0.25))
    return figure


def _weights(ax: Axes, box: Box, part: Values) -> None:
    """The scores and below them their weights."""
    scores = vector(ax, box.left, box.top, part["scores"], QUERY, 0, CELL, size=LABEL)
    (x, y), down = scores.south, 26
    arrow(ax, (x, y + 3), (x, y + down - 3), MUTED)
    note(ax, x + 10, y + 4, "softmax", MUTED, SMALL)
    look: Values = {"digits": 2, "cell": CELL, "signed": False, "limit": 1, "size": LABEL}
    vector(ax, box.left, y + down, part["printed"], WEIGHT, **look)
    note(ax, box.left, y + down + CELL[1] + 4, "weights, adding up to 1.00", WEIGHT, SMALL)
