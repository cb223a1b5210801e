"""Row by row: what a decoder row reads, what it writes, and where it looked most."""

from generators.figures._shared.decoder_rows import ONE_HEAD, TOWER, row_inputs, translation
from generators.kit import marks, theme
from generators.kit.figure import Figure, Page, Values

PITCH, TOP = 52, 66


def values() -> Values:
    written = translation(TOWER, ONE_HEAD)
    return {
        "inputs": row_inputs(written.tokens),
        "written": list(written.tokens),
        "rows": len(written.tokens),
    }


def alt(v: Values) -> str:
    rows = "; ".join(
        f"row {i} reads {read}, writes {word}"
        for i, (read, word) in enumerate(zip(v["inputs"], v["written"], strict=True), start=1)
    )
    return f"Each written word becomes the input of the next row: {rows}."


def draw(v: Values, page: Page) -> Figure:
    row_x, read_x, write_x = page.pick((24, 88, 288), (8, 52, 208))
    high = TOP + PITCH * v["rows"] + 2
    figure, ax = page.canvas((440, high))
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
