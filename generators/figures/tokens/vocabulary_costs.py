"""Words, sub-words and bytes: entries of the table against tokens in a text never trained on."""

from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import LABEL, NEUTRAL
from generators.pipeline import results

D_MODEL = 512  # the width of the original base model, for the table's size in parameters
WHOLE = "4000"  # merges: of which the Lab tells what a table costs


def values() -> Values:
    measured = results.read("tokens")
    words = measured["words"]
    rows = {str(found["merges"]): found for found in measured["byte_pairs"]}

    def row(found: Values, priced: bool = False) -> Values:
        a_word = found["tokens"] / words["tokens"]
        price = {
            "parameters": found["entries"] * D_MODEL,
            "tokens": found["tokens"],
            "pairs": a_word**2,
        }
        return {"entries": found["entries"], "a_word": a_word, **(price if priced else {})}

    return {
        "words": {
            **row(words),
            "unknown": words["unknown"],
            "tokens": words["tokens"],
            "unknown_share": words["unknown"] / words["tokens"],
            "once_share": words["once"] / words["entries"],
            "examples": ", ".join(words["unknown_examples"][:4]),
        },
        "characters": row(measured["characters"]),
        "bytes": row(rows.pop("0"), priced=True),
        "byte_pairs": {merges: row(found, merges == WHOLE) for merges, found in rows.items()},
        "d_model": D_MODEL,
    }


def alt(v: Values) -> str:
    pairs = "; ".join(
        f"{row['entries']:,} entries {row['a_word']:.2f}" for row in v["byte_pairs"].values()
    )
    return (
        f"Tokens a word against entries of the table. Bytes: {v['bytes']['entries']} entries, "
        f"{v['bytes']['a_word']:.2f}. Byte pairs: {pairs}. Words: {v['words']['entries']:,} "
        f"entries, 1.00, but {v['words']['unknown_share']:.0%} of them unknown."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(520, 340, left=44, right=page.pick(112, 24), top=44, bottom=52)
    entries = Axis(
        "entries of the table (each step ten times as many)",
        (40, 11_000),
        {100: "100", 1000: "1,000", 10_000: "10,000"},
        log=10,
    )
    set_axes(ax, entries, Axis("tokens a word", (0, 4.8)))
    pairs = [v["bytes"], *v["byte_pairs"].values()]
    x, y = ([row[key] for row in pairs] for key in ("entries", "a_word"))
    ax.plot(x, y, color=NEUTRAL[0], marker="o", markersize=6)
    _name(ax, v["bytes"], "bytes", (8, 5))
    for merges, at, align in (("250", (10, 4), "left"), (WHOLE, (0, 12), "center")):
        row = v["byte_pairs"][merges]
        _name(ax, row, f"{int(merges):,} merges\n{row['a_word']:.2f}", at, align=align)
    _name(ax, v["characters"], "letters", (0, 12), NEUTRAL[1], "D", "center")
    lost = f"{v['words']['unknown_share']:.0%} unknown"
    beside, below = f"whole words,\n{lost}", f"whole words, {lost}"
    at, align = page.pick(((12, -14), "left"), ((8, -22), "right"))
    _name(ax, v["words"], page.pick(beside, below), at, NEUTRAL[3], "s", align)
    return figure


def _name(
    ax: Axes,
    row: Values,
    text: str,
    at: tuple[float, float],
    role: str = NEUTRAL[0],
    marker: str = "",
    align: str = "left",
) -> None:
    """Write the text `at` px from the point of a row, which is marked if it is on no line."""
    place = row["entries"], row["a_word"]
    if marker:
        ax.plot(*place, color=role, marker=marker, markersize=8)
    look: Values = {"color": role, "fontsize": LABEL, "ha": align}
    ax.annotate(text, place, xytext=at, textcoords="offset points", annotation_clip=False, **look)
