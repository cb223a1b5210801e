"""Adding a number to all scores changes no weight; multiplying them changes all."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import softmax
from generators.kit.marks import arrow, printed, vector, write
from generators.kit.theme import INK, LABEL, MUTED, QUERY, SMALL, WEIGHT, canvas
from generators.kit.values import Values

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
            name: {
                "scores": row.tolist(),
                "weights": softmax(row).tolist(),
                "printed": printed(softmax(row)).tolist(),
            }
            for name, row in rows.items()
        },
        "shift": SHIFT,
        "factor": FACTOR,
        "sets": SETS,
        "shift_error": float(np.abs(softmax(many + shifts) - before).max()),
        "stretch_change": float(np.median(moved)),
        "least_stretch_change": float(moved.min()),
        "negative_scores": float((many < 0).mean()),
        "smallest_weight": float(before.min()),
        "order_kept": float(
            np.mean(np.argsort(many * FACTOR, axis=-1) == np.argsort(before, axis=-1))
        ),
    }


def alt(v: Values) -> str:
    parts = "; ".join(
        f"scores {name}: {', '.join(f'{w:.2f}' for w in row['printed'])}"
        for name, row in v["rows"].items()
    )
    return f"Weights of four scores. {parts}."


def draw(v: Values) -> Figure:
    figure, ax = canvas(600, 178)
    write(ax, 110, 18, "scores: any number", QUERY, SMALL)
    write(ax, 368, 18, "weights: from 0 to 1, adding up to 1.00", WEIGHT, SMALL)
    for index, (name, row) in enumerate(v["rows"].items()):
        y = 34 + index * 46
        write(ax, 14, y + 15, name, INK, LABEL)
        _pair(ax, (110, y), (368, y), row, 52)
        arrow(ax, (326, y + 15), (360, y + 15), MUTED)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(330, 316)
    for index, (name, row) in enumerate(v["rows"].items()):
        y = 12 + index * 100
        write(ax, 14, y + 8, f"scores {name}, then weights", INK, SMALL)
        _pair(ax, (14, y + 20), (14, y + 54), row, 74)
    return figure


def _pair(
    ax: Axes, at: tuple[float, float], to: tuple[float, float], row: Values, cell: float
) -> None:
    vector(ax, *at, row["scores"], QUERY, 1, (cell, 30), limit=6, size=LABEL)
    vector(ax, *to, row["printed"], WEIGHT, 2, (cell, 30), signed=False, limit=1, size=LABEL)
