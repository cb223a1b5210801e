"""The strongest induction head of SmolLM2 (4-bit quantised) reads a second copy, row by row."""

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from generators.figures._shared import smollm2
from generators.kit.layout import Page
from generators.kit.marks import MOVING, Box, Cells, Saying, Words, frame, matrix, note, write
from generators.kit.motion import Frame, moment, reading_seconds, step
from generators.kit.theme import INK, MUTED, PANEL, SMALL
from generators.kit.values import Values

OTHER, ORDER = "never_repeated", "repeated_in_other_order"  # controls: what the second half holds

TOLD = 2  # rows told in words, the first that look at the right place
QUICK = 0.22  # seconds of each row after them


def values() -> Values:
    results = smollm2.read()
    repeated = smollm2.per_head("repeated", "induction")
    chosen = smollm2.strongest(repeated)[0]
    tokens, array = smollm2.weights("repeated")
    head, copy = array[chosen], len(tokens) // 2
    clean = [token.strip() for token in tokens]
    rows = [_row(head[place], clean, place - copy + 1) for place in range(copy, len(tokens))]
    losses = {name: np.array(results[name]["loss_by_place"]) for name in ("repeated", ORDER)}
    other, order = (smollm2.per_head(name, "induction") for name in (OTHER, ORDER))
    return {
        "head": smollm2.name(chosen),
        "copy": copy,
        "rows": rows,
        "right": sum(row["right"] for row in rows),
        "score": float(repeated.max()),
        "draws": results["repeated"]["texts"],
        "above_30": int((repeated > 0.3).sum()),
        "first_layer": int(np.nonzero(repeated > 0.3)[0].min()) + 1,
        "controls": {
            OTHER: {"largest": float(other.max()), "same_head": float(other[chosen])},
            ORDER: {"same_head": float(order[chosen])},
        },
        "on_first_ordinary": float(smollm2.per_head("ordinary", "first")[chosen]),
        "on_first_running": float(smollm2.on_first(smollm2.weights("running")[1])[chosen]),
        "loss_first": float(losses["repeated"][: copy - 1].mean()),
        "loss_second": float(losses["repeated"][copy:].mean()),
        "loss_other_order": float(losses[ORDER][copy:].mean()),
        "weights": np.round(head[copy:, : copy + 1], 3).tolist(),
    }


def _row(weights: np.ndarray, tokens: list[str], following: int) -> Values:
    """What one row of the second copy does with the token that followed its own in the first."""
    return {
        "token": tokens[following - 1],
        "next": tokens[following],
        "right": int(weights.argmax()) == following,
    }


def alt(v: Values) -> str:
    return (
        f"Head {v['head']} on {v['copy']} random tokens written twice. In {v['right']} of the "
        f"{v['copy']} rows of the second copy the largest weight lies on the token that followed "
        f"in the first copy; on average over {v['draws']} draws it gets {v['score']:.2f}."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    n, tokens = v["copy"], [row["token"] for row in v["rows"]]
    cell = page.pick((17.0, 14.0), (8.6, 13.0))
    top = 62
    figure, ax = page.canvas(
        (600, top + 122 + n * cell[1] + 32), (358, top + 48 + n * cell[1] + 32)
    )
    note(ax, 8, 8, f"head {v['head']}, {n} random tokens twice", INK, weight="semibold")
    said = Saying(ax, (8, 30), page.pick(560, 320))
    # A phone has no room for all words over their columns: there they come one at a time.
    columns = page.pick([*tokens, tokens[0]], None)  # and where the second time begins
    words = Words(tokens, columns, "second time", "first time", top=page.pick(None, 48))
    grid = matrix(ax, 0, top, v["weights"], words, Cells(cell, digits=None)).grid
    ends = [grid.left, grid.right - cell[0]], [grid.top, grid.bottom]
    ax.plot(*ends, color=MUTED, linewidth=0.75, zorder=3)
    note(ax, grid.left, grid.bottom + 8, "thin line: the same token", MUTED, SMALL)
    cover = Rectangle((grid.left - 1, 0), grid.width + 2, 0, facecolor=PANEL, zorder=4, **MOVING)
    ax.add_patch(cover)
    # A first row that is an exception is shown last, when it is known what it differs from.
    late = Rectangle((grid.left - 1, grid.top), grid.width + 2, cell[1], facecolor=PANEL, zorder=4)
    late.set(**MOVING, visible=not v["rows"][0]["right"])
    ax.add_patch(late)
    told = [index for index, row in enumerate(v["rows"]) if row["right"]][:TOLD]
    for index, row in enumerate(v["rows"]):
        y = grid.top + index * cell[1]
        cover.set_y(y + cell[1])
        cover.set_height(max(0.0, grid.bottom + 1 - y - cell[1]))
        lit = frame(ax, Box(grid.left, y, grid.width, cell[1]), INK, 1.5, **MOVING)
        over = _over(ax, grid, row["next"], (index + 1) / (n + 1))
        over.set_visible(page.narrow)
        if index in told:
            seen = said(f"“{row['token']}” looks most at “{row['next']}”, which came after it.")
            yield step(figure, reading_seconds(seen), seen)
        elif index > told[-1]:
            said("So it goes on, row by row.")
            yield moment(figure, QUICK)
        lit.show(False)
        over.set_visible(False)
    seen = said(f"In {v['right']} of {n} rows it looks at the word that followed.")
    yield step(figure, reading_seconds(seen), seen)
    if late.get_visible():
        late.set_visible(False)
        frame(ax, Box(grid.left, grid.top, grid.width, cell[1]), INK, 1.5, **MOVING)
        seen = said(f"Only “{tokens[0]}” does not: it looks at the very first word.")
        yield step(figure, reading_seconds(seen), seen)


def _over(ax: Axes, grid: Box, word: str, share: float) -> Text:
    """The word of one column, at this share of the grid's width."""
    text, align = (f"↓ {word}", "left") if share < 0.5 else (f"{word} ↓", "right")
    x = grid.left + share * grid.width + (0 if share < 0.5 else 10)  # the arrow over the column
    return write(ax, x, grid.top - 10, text, INK, SMALL, mono=True, align=align, **MOVING)
