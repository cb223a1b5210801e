"""What the two figures of the counted alignment share: the kinds of words and the rows of dots."""

from collections.abc import Sequence

from matplotlib.patches import Circle

from generators.kit import marks, theme
from generators.kit.charts.share_rows import ShareRow, share_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import PHONE, TEXT

KINDS = ("all", "in_order", "reordered")

Rows = dict[str, dict[str, list[float]]]  # by name, then kind: a share for each run


def dots(rows: Rows) -> Values:
    """What is drawn of each row: a dot for each run, words in order and reordered ones."""
    return {
        name: {kind: row[kind] for kind in ("in_order", "reordered")} for name, row in rows.items()
    }


def row(label: str, found: dict[str, list[float]]) -> ShareRow:
    """One row of `dots` with its label."""
    return ShareRow(label, found["in_order"], found["reordered"])


def draw_rows(page: Page, rows: Sequence[ShareRow]) -> Figure:
    """The key above the rows, on the scale from nothing to all."""
    label_width = page.pick(190, 180)
    height = 40 + 24 * (len(rows) + 1)
    figure, ax = page.canvas((TEXT, height), (PHONE, height))
    keys = ((16, theme.WEIGHT, "words in order"), (136, theme.PANEL, "reordered words"))
    for x, face, text in keys:
        dot = Circle((x + 5, 20), 5, facecolor=face, edgecolor=theme.WEIGHT, linewidth=1.5)
        ax.add_patch(dot)
        marks.write(ax, x + 18, 20, text, theme.MUTED, theme.SMALL)
    share_rows(ax, 16, 40, rows, label_width, page.pick(TEXT, PHONE) - 40 - label_width)
    return figure
