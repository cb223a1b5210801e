"""All heads of the translator, each with the one statistic that stands out most."""

from experiments.translator.recipe import COMMITTED_SEED
from generators.figures.heads._page import STATISTICS, Head, of_stack
from generators.figures.heads._tracks import found, track
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import write
from generators.kit.theme import GRID, INK, LABEL, MUTED, SMALL

STACKS = {"encoder": "encoder", "decoder": "decoder", "cross": "cross-attention"}
ROW, TOP = 21.0, 40.0  # px: from head to head, above the first of a group


def values() -> Values:
    return {stack: [_row(head) for head in of_stack(COMMITTED_SEED, stack)] for stack in STACKS}


def _row(head: Head) -> Values:
    """A head with its role, or with what comes nearest to one."""
    # No word comes after the last, so a decoder row never sees the next one.
    known = [key for key in STATISTICS if head.rows_shuffled.get(key)]
    shown = head.role or max(known, key=head.times)
    return {"short": head.short, "on": STATISTICS[shown], **found(head, shown)}


def alt(v: Values) -> str:
    named = {
        title: [f"{row['short']} {row['on']}" for row in v[stack] if row["stands_out"]]
        for stack, title in STACKS.items()
    }
    said = "; ".join(f"{title}: {', '.join(rows) or 'none'}" for title, rows in named.items())
    return f"Heads that stand out, layer.head and for which word. {said}."


def draw(v: Values, page: Page) -> Figure:
    rows = sum(len(v[stack]) for stack in STACKS)
    width, left, right = page.pick((560, 64, 150), (336, 48, 118))
    figure, ax = page.canvas((width, len(STACKS) * TOP + rows * ROW + 30))
    reach, y = width - left - right, 4.0
    for stack, title in STACKS.items():
        write(ax, 12, y + 12, title, INK, LABEL, weight="semibold")
        y += TOP
        for row in v[stack]:
            role = INK if row["stands_out"] else MUTED
            write(ax, left - 12, y, row["short"], role, SMALL, align="right")
            track(ax, left, y, reach, row)
            write(ax, left + reach + 14, y, row["on"], role, SMALL)
            y += ROW
    for share, text in ((0.0, "0"), (0.5, "half"), (1.0, "all")):
        x = left + share * reach
        ax.plot([x, x], [TOP - 10, y - 8], color=GRID, linewidth=1, zorder=0.5)
        write(ax, x, y + 6, text, MUTED, SMALL, align="centre")
    return figure
