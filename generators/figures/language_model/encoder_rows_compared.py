"""The same head asked from other words than "it": share of sentences right, with intervals."""

from matplotlib.figure import Figure

from generators.figures.language_model._page import (
    KINDS,
    MARKS,
    ROWS,
    dots,
    layer_and_head,
    legend,
    measured,
    name,
)
from generators.kit.charts import axis_titles
from generators.kit.charts.row_names import name_row
from generators.kit.theme import MUTED, SMALL, chart
from generators.kit.values import Values


def values() -> Values:
    found = measured()
    rows = {
        row: {
            kind: {
                "share": part["striking"],
                "low": part["interval"][0],
                "high": part["interval"][1],
                "best": part["share"],
                "best_name": name(part["best"]),
                "p_best_of_all": part["p_best_of_all"],
            }
            for kind, part in found["rows"][row].items()
        }
        for row in ROWS
    }
    return {
        **layer_and_head(found["striking"]["head"]),
        "rows": rows,
        "sentences": {kind: 2 * found["kinds"][kind]["pairs"] for kind in KINDS},
    }


def alt(v: Values) -> str:
    parts = [
        f"{ROWS[row]} {v['rows'][row]['meaning']['share']:.2f} and "
        f"{v['rows'][row]['situation']['share']:.2f}"
        for row in ROWS
    ]
    return (
        f"Layer {v['layer']}, head {v['head']}: share of sentences with more weight on the right "
        "noun, where the adjective's meaning decides and where the situation does, looking from "
        f"{'; from '.join(parts)}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 540, left=126, right=34)


def narrow(v: Values) -> Figure:
    return _draw(v, 328, left=92, right=20)


def _draw(v: Values, width: int, left: int, right: int) -> Figure:
    figure, ax = chart(width, 66 + 52 * len(ROWS) + 52, left=left, right=right, top=62, bottom=52)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.axvline(0.5, color=MUTED, linewidth=1)
    for index, (row, word) in enumerate(ROWS.items()):
        for offset, (kind, edge, face) in zip((-0.16, 0.16), MARKS, strict=True):
            part, y = v["rows"][row][kind], index + offset
            ax.plot([part["low"], part["high"]], [y, y], color=edge, linewidth=2, alpha=0.5)
            dots(ax, [part["share"]], [y], edge, face)
        name_row(ax, index, word, gap=12, weight="semibold" if row == "it" else "normal")
    ax.set_xlim(0.35, 0.95)
    ax.set_ylim(len(ROWS) - 0.5, -0.6)
    ax.set_xticks([0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    ax.set_yticks([])
    legend(ax, 26)
    axis_titles(ax, x="share of sentences with more weight on the right noun")
    ax.annotate(
        "looking from",
        (0, 1),
        xytext=(-12, 8),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        color=MUTED,
        fontsize=SMALL,
    )
    return figure
