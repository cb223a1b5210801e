"""Adding a number to all scores changes no weight; multiplying them changes all."""

import numpy as np

from explainer import softmax
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Vector, arrow, printed, vector, write
from generators.kit.theme import LABEL, MUTED, QUERY, SMALL, WEIGHT, signed_text

SCORES = (1.5, 0.5, -0.5, -2.0)
SHIFT, FACTOR = 3.0, 3.0
SETS = 1000  # random sets of scores for the test


def values() -> Values:
    scores = np.array(SCORES)
    rows = {
        "as they are": scores,
        f"all + {SHIFT:g}": scores + SHIFT,
        f"all × {FACTOR:g}": scores * FACTOR,
    }
    random = np.random.default_rng(0)
    many = random.standard_normal((SETS, 32)) * 3
    shifts = random.uniform(-50, 50, (SETS, 1))
    before = softmax(many)
    moved = np.abs(softmax(many * FACTOR) - before).max(axis=-1)
    return {
        "rows": {
            name: {"scores": row.tolist(), "printed": printed(softmax(row)).tolist()}
            for name, row in rows.items()
        },
        "pencil": _with_a_pencil(scores),
        "sets": SETS,
        "shift_error": float(np.abs(softmax(many + shifts) - before).max()),
        "stretch_change": float(np.median(moved)),
        "least_stretch_change": float(moved.min()),
        "negative_scores": float((many < 0).mean()),
        "smallest_weight": float(before.min()),
    }


def _with_a_pencil(scores: np.ndarray) -> Values:
    """The softmax of one row step by step, its intermediate numbers rounded as they are printed."""
    exponentials = np.exp(scores).round(2)
    return {
        "scores": [signed_text(score, 1) for score in scores],
        "exponentials": exponentials.tolist(),
        "total": float(exponentials.sum()),
        "first": float(exponentials[0] / exponentials.sum().round(2)),
    }


def alt(v: Values) -> str:
    parts = "; ".join(
        f"scores {name}: {', '.join(f'{w:.2f}' for w in row['printed'])}"
        for name, row in v["rows"].items()
    )
    return f"Weights of four scores. {parts}."


def draw(v: Values, page: Page) -> Figure:
    rows, across = v["rows"], (1, 1)
    figure, ax, boxes = page.panels(
        len(rows), (532, 42), (304, 102), across, 4, top=page.pick(26, 0)
    )
    limit = max(abs(score) for row in rows.values() for score in row["scores"])
    for box, (name, row) in zip(boxes, rows.items(), strict=True):
        write(ax, box.left, box.top + page.pick(15, 8), name)
        scores, weights = _pair(ax, page, box, row, limit)
        arrow(ax, *page.pick((scores.east, weights.west), (scores.south, weights.north)), MUTED)
        if box is boxes[0]:
            _head(ax, page, scores, "scores: any number", QUERY)
            _head(ax, page, weights, "weights: together 1.00", WEIGHT)
    return figure


def _pair(ax: Axes, page: Page, box: Box, row: Values, limit: float) -> tuple[Vector, Vector]:
    """The scores and, beside them, on a phone below them, their weights."""
    cell = page.pick((48, 30), (76, 30))
    left, top = page.pick((box.left + 90, box.top), (box.left, box.top + 20))
    scores = vector(ax, left, top, row["scores"], QUERY, 1, cell, limit=limit, size=LABEL)
    left, top = page.pick((scores.right + 58, top), (left, scores.bottom + 20))
    weights = vector(
        ax, left, top, row["printed"], WEIGHT, 2, cell, signed=False, limit=1, size=LABEL
    )
    return scores, weights


def _head(ax: Axes, page: Page, of: Box, text: str, role: str) -> None:
    """Above a vector, on a phone at its right end, where it is beside a name or an arrow."""
    at, align = page.pick((of.left, "left"), (of.right, "right"))
    write(ax, at, of.top - page.pick(16, 11), text, role, SMALL, align=align)
