"""The same head asked from other words than "it": share of sentences right, with intervals."""

from generators.figures.language_model._page import MARKS, ROWS, dots, legend, measured, name
from generators.kit.charts import Axis, set_axes
from generators.kit.charts.row_names import name_row
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED, SMALL


def values() -> Values:
    found = measured()
    rows = {
        row: {
            kind: {
                "share": found["rows"][row][kind]["striking"],
                **dict(zip(("low", "high"), found["rows"][row][kind]["interval"], strict=True)),
            }
            for kind, *_ in MARKS
        }
        for row in ROWS
    }
    best = {row: found["rows"][row]["meaning"] for row in ("it", "last")}
    return {
        "head": name(found["striking"]["head"]),
        "rows": rows,
        "all": {row: found["rows"][row]["all"]["striking"] for row in ("it", "was")},
        "best": {row: part["share"] for row, part in best.items()},
        "best_from_last": name(best["last"]["best"]),
    }


def alt(v: Values) -> str:
    parts = [
        f"{ROWS[row]} {of['meaning']['share']:.2f} and {of['situation']['share']:.2f}"
        for row, of in v["rows"].items()
    ]
    return (
        f"Head {v['head']}: share of sentences with more weight on the right noun, where the "
        "adjective's meaning decides and where the situation does, looking from "
        f"{'; from '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    left, right = page.pick((126, 34), (92, 20))
    figure, ax = page.chart(540, 118 + 52 * len(ROWS), left=left, right=right, top=62, bottom=52)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ticks = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    x = Axis("share of sentences with more weight on the right noun", (0.35, 0.95), ticks)
    set_axes(ax, x, Axis("", (len(ROWS) - 0.5, -0.6), []))
    ax.axvline(0.5, color=MUTED, linewidth=1)
    for index, (row, word) in enumerate(ROWS.items()):
        for offset, (kind, edge, face) in zip((-0.16, 0.16), MARKS, strict=True):
            part, y = v["rows"][row][kind], index + offset
            ax.plot([part["low"], part["high"]], [y, y], color=edge, linewidth=2, alpha=0.5)
            dots(ax, [part["share"]], [y], edge, face)
        name_row(ax, index, word, gap=12, weight="semibold" if row == "it" else "normal")
    legend(ax, 26)
    name_row(ax, -0.6, "looking from", 12, MUTED, SMALL)
    return figure
