"""The cross-attention of the last decoder layer on the running sentence, at each saved moment."""

from collections.abc import Iterator

import numpy as np

from generators.figures.training._page import moments, reading, written
from generators.kit.figure import Page, Values
from generators.kit.marks import MOVING, Cells, Saying, Words, matrix, refill, write
from generators.kit.motion import Frame, moment, step
from generators.kit.needs import place_of
from generators.kit.theme import DECODER, INK, MUTED, TITLE

FOLLOWED = "rue", "street"  # the row that the page reads out, and where it looks in the end


def values() -> Values:
    measured = moments()
    seen = [reading(one["step"]) for one in measured]
    english, french = seen[-1].english, seen[-1].wanted
    found = [
        {
            **{key: one[key] for key in ("step", "loss", "exact_match")},
            "weights": read.weights.tolist(),
            "written": written(one["step"]),
            "row_peaks": float(read.weights.max(axis=-1).mean()),
        }
        for one, read in zip(measured, seen, strict=True)
    ]
    place = place_of(FOLLOWED[0], french), place_of(FOLLOWED[1], english)
    text = found[-1]["written"]
    return {
        "english": list(english),
        "french": list(french),
        "moments": found,
        "followed": {"rue": {"weights": [float(read.weights[place]) for read in seen]}},
        "n_moments": len(found),
        "right_from": _for_good(found, [one["written"] == text for one in found]),
        "largest_at_random": float(np.max(seen[0].weights)),
    }


def _for_good(found: list[Values], true: list[bool]) -> int:
    """The step from which on it is true, −1 if it is not at the end."""
    last_not = max((i for i, one in enumerate(true) if not one), default=-1)
    return int(found[last_not + 1]["step"]) if last_not + 1 < len(found) else -1


def alt(v: Values) -> str:
    first, last = v["moments"][0], v["moments"][-1]
    return (
        f"A grid of {len(v['french'])} French rows and {len(v['english'])} English columns at "
        f"{v['n_moments']} moments of training. At step {first['step']} no row has a peak (mean of "
        f"the largest weights {first['row_peaks']:.2f}); at step {last['step']} most have one "
        f"({last['row_peaks']:.2f}). From step {v['right_from']} the translation is right."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    cell = page.pick((30.0, 23.0), (19.0, 20.0))
    rows, left = len(v["french"]), page.pick(24, 8)
    words = Words(v["french"], v["english"], "predicts", "looks at")
    figure, ax = page.canvas((520, 236 + rows * cell[1]))
    look = Cells(cell, digits=None)
    shown = np.zeros((rows, len(v["english"])))
    grid = matrix(ax, left, 60, shown, words, look, **MOVING)
    head = write(ax, left, 18, "", INK, TITLE, weight="semibold", **MOVING)
    score = write(ax, left, 40, "", MUTED, **MOVING)
    write(ax, left, grid.bottom + 18, "It writes:", MUTED)
    writes = Saying(ax, (left, grid.bottom + 28), page.pick(472, 320), role=DECODER)
    for index, one in enumerate(v["moments"]):
        wanted = np.array(one["weights"])
        if index:  # half way, once: every frame changes every cell, and the file is to stay small
            refill(grid, (shown + wanted) / 2)
            yield moment(figure, 0.3)
        refill(grid, shown := wanted)
        head.set_text(f"after {one['step']:,} steps of training")
        score.set_text(f"loss {one['loss']:.3f}, {one['exact_match']:.1%} of new sentences right")
        writes(one["written"])
        last = index == v["n_moments"] - 1
        seen = f"after {one['step']:,} steps it writes: {one['written']}"
        yield step(figure, 4.0 if last else 1.6 if index else 2.2, seen)
