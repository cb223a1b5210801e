"""The cross-attention of the last decoder layer on the running sentence, at each saved moment."""

from collections.abc import Iterator
from math import log
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.figures.training._page import moments, reading, written
from generators.kit import marks, theme

WIDTH = 420
CELL = (24.0, 22.0)
TOP, LEFT = 56.0, 10.0
HOLD, LAST = 2.2, 6.0  # seconds a moment
FOLLOWED = (
    ("animal", "animal"),
    ("pas", "not"),
    ("rue", "street"),
    ("trop", "too"),
    ("fatigué", "tired"),
)


def values() -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    for moment in moments():
        seen = reading(moment["step"])
        found.append(
            {
                "step": moment["step"],
                "loss": moment["loss"],
                "exact_match": moment["exact_match"],
                "sentence_loss": float(np.mean([-log(chance) for chance in seen.chances])),
                "weights": seen.weights.tolist(),
                "written": written(moment["step"]),
                "row_peaks": float(seen.weights.max(axis=-1).mean()),
            }
        )
    places = {word: i for i, word in enumerate(seen.english)}
    rows = {word: i for i, word in enumerate(seen.wanted)}
    followed = {
        french: {
            "weights": [m["weights"][rows[french]][places[english]] for m in found],
            "largest_from": next(
                (
                    m["step"]
                    for i, m in enumerate(found)
                    if all(
                        int(np.argmax(later["weights"][rows[french]])) == places[english]
                        for later in found[i:]
                    )
                ),
                -1,
            ),
        }
        for french, english in FOLLOWED
    }
    final = found[-1]
    return {
        "english": list(seen.english),
        "french": list(seen.wanted),
        "moments": found,
        "followed": followed,
        "n_moments": len(found),
        "right_from": next(
            m["step"]
            for i, m in enumerate(found)
            if all(later["written"] == final["written"] for later in found[i:])
        ),
        "largest_at_random": float(np.max(found[0]["weights"])),
        "text": final["written"],
    }


def alt(v: dict[str, Any]) -> str:
    first, last = v["moments"][0], v["moments"][-1]
    return (
        f"A grid of {len(v['french'])} French rows and {len(v['english'])} English columns at "
        f"{v['n_moments']} moments of training. At step {first['step']} no row has a peak (mean of "
        f"the largest weights {first['row_peaks']:.2f}); at step {last['step']} most have one "
        f"({last['row_peaks']:.2f}). From step {v['right_from']} the translation is right."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    grid_bottom = TOP + 96 + len(v["french"]) * CELL[1]
    figure, ax = theme.canvas(WIDTH, grid_bottom + 84)
    moving: dict[str, Any] = {"animated": True}
    frames = [np.asarray(moment["weights"]) for moment in v["moments"]]
    grid = marks.matrix(
        ax,
        LEFT,
        TOP,
        frames[0],
        marks.Words(
            rows=v["french"],
            columns=v["english"],
            row_title="predicts",
            column_title="looks at",
            left=92,
            top=96,
        ),
        marks.Cells(CELL),
    )
    for row in grid.cells:
        for cell in row:
            for artist in cell.artists:
                artist.set_animated(True)
    head = marks.write(ax, LEFT, 18, "", theme.INK, theme.TITLE, weight="semibold", **moving)
    score = marks.write(ax, LEFT, 40, "", theme.MUTED, **moving)
    marks.write(ax, LEFT, grid_bottom + 14, "It writes:", theme.MUTED)
    lines = [
        marks.write(ax, LEFT, grid_bottom + 14 + 19 * i, "", theme.DECODER, **moving)
        for i in (1, 2)
    ]
    dots = marks.progress(ax, 0, len(frames))
    shown = frames[0]
    for index, (moment, wanted) in enumerate(zip(v["moments"], frames, strict=True)):
        dots.set(index)
        head.set_text(f"after {moment['step']:,} steps")
        score.set_text(
            f"loss {moment['loss']:.3f}, {moment['exact_match']:.1%} of held-out sentences right"
        )
        text = [*theme.wrap(moment["written"], WIDTH - 2 * LEFT), ""]
        for line, part in zip(lines, text, strict=False):
            line.set_text(part)
        for share in (0.5, 1.0) if 0 < index < 3 else (1.0,):
            _fill(grid, shown + (wanted - shown) * share)
            if share < 1:
                yield figure, 0.25
        shown = wanted
        yield figure, LAST if index == len(frames) - 1 else HOLD


def _fill(grid: Any, weights: np.ndarray) -> None:
    for cells, row in zip(grid.cells, weights, strict=True):
        for cell, weight in zip(cells, row, strict=True):
            cell.fill.set_alpha(float(weight))
