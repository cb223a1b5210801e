"""Row by row: what a decoder row reads, what it writes, and where it looked most."""

import numpy as np
from matplotlib.figure import Figure

from generators.figures._shared.decoder_rows import (
    ONE_HEAD,
    TOWER,
    cross_weights,
    probabilities,
    row_inputs,
    translation,
)
from generators.kit import marks, theme
from generators.kit.values import Values

PITCH, TOP = 52, 66


def values() -> Values:
    written = translation(TOWER, ONE_HEAD)
    weights = cross_weights(TOWER, ONE_HEAD)[-1, 0]
    return {
        "inputs": row_inputs(written.tokens),
        "written": list(written.tokens),
        "rows": len(written.tokens),
        "chances": probabilities(TOWER, ONE_HEAD).max(axis=-1).tolist(),
        "looked_at": [written.source_tokens[i] for i in np.argmax(weights, axis=-1)],
        "weights": weights.max(axis=-1).tolist(),
    }


def alt(v: Values) -> str:
    rows = "; ".join(
        f"row {i} reads {read}, writes {word}"
        for i, (read, word) in enumerate(zip(v["inputs"], v["written"], strict=True), start=1)
    )
    return f"Each written word becomes the input of the next row: {rows}."


def _draw(v: Values, width: int, columns: tuple[int, int, int]) -> Figure:
    row_x, read_x, write_x = columns
    figure, ax = theme.canvas(width, TOP + PITCH * v["rows"] + 2)
    for x, text, role in (
        (row_x, "row", theme.MUTED),
        (read_x, "reads", theme.QUERY),
        (write_x, "writes", theme.DECODER),
    ):
        marks.write(ax, x, 28, text, role)
    below: marks.Token | None = None
    for i, (read, word) in enumerate(zip(v["inputs"], v["written"], strict=True)):
        y = TOP + i * PITCH - 14
        middle = y + 13
        marks.write(ax, row_x + 8, middle, str(i + 1), theme.MUTED, mono=True)
        reads = marks.token(ax, read_x, y, read, theme.QUERY)
        writes = marks.token(ax, write_x, y, word, theme.DECODER, filled=True)
        marks.arrow(ax, (reads.right + 6, middle), (writes.left - 6, middle), theme.RESIDUAL)
        if below is not None:
            start, end = (below.left + 14, below.bottom + 3), (reads.right - 8, reads.top - 3)
            marks.arrow(ax, start, end, theme.MUTED, width=1, linestyle="dashed")
        below = writes
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, 440, (24, 88, 288))


def narrow(v: Values) -> Figure:
    return _draw(v, 332, (8, 52, 208))
