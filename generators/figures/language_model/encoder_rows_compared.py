"""The same head asked from other words than "it": share of sentences right, with intervals."""

from generators.figures.language_model._page import KINDS, ROWS, dots, measured, name
from generators.kit.charts import Axis, set_axes
from generators.kit.charts.row_names import name_row
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED, NEUTRAL, SMALL

ALL = "all"


def values() -> Values:
    found = measured()
    best = {row: found["rows"][row]["meaning"] for row in ("it", "last")}
    return {
        "head": name(found["striking"]["head"]),
        "rows": {row: {"word": word, **_by_kind(row)} for row, word in ROWS.items()},
        "best": {row: part["share"] for row, part in best.items()},
        "best_from_last": name(best["last"]["best"]),
    }


def _by_kind(row: str) -> Values:
    """The head's share of sentences right when this row is read, and between what it may lie."""
    found = measured()["rows"][row]
    return {
        kind: {
            "share": found[kind]["striking"],
            **dict(zip(("low", "high"), found[kind]["interval"], strict=True)),
        }
        for kind in KINDS
    }


def alt(v: Values) -> str:
    parts = [f"{of['word']} {of[ALL]['share']:.2f}" for of in v["rows"].values()]
    return (
        f"Head {v['head']}: share of sentences with more weight on the right noun, a dot with a "
        f"line for each word that it is asked from: {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    left, right = page.pick((126, 34), (92, 20))
    figure, ax = page.chart(540, 90 + 42 * len(ROWS), left=left, right=right, top=34, bottom=52)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ticks = {0.4: ".4", 0.5: "chance: .5", 0.6: ".6", 0.7: ".7"}
    x = Axis("share of sentences with more weight on the right noun", (0.38, 0.72), ticks)
    set_axes(ax, x, Axis("", (len(ROWS) - 0.5, -0.6), []))
    ax.axvline(0.5, color=MUTED, linewidth=1)
    for index, (row, of) in enumerate(v["rows"].items()):
        part = of[ALL]
        ends = [part["low"], part["high"]]
        ax.plot(ends, [index, index], color=NEUTRAL[0], linewidth=2, alpha=0.5)
        dots(ax, [part["share"]], [index], NEUTRAL[0], NEUTRAL[0])
        weight = "semibold" if row == "it" else "normal"
        name_row(ax, index, of["word"], gap=12, weight=weight)
    name_row(ax, -0.6, "looking from", 12, MUTED, SMALL)
    return figure
