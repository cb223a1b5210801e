"""Words, sub-words and bytes: entries of the table against tokens in a text never trained on."""

from matplotlib.figure import Figure

from generators.kit.charts import axis_titles
from generators.kit.theme import INK, KEY, LABEL, MUTED, QUERY, SMALL, VALUE, chart
from generators.kit.values import Values
from generators.pipeline import results

D_MODEL = 512  # the width of the original base model, for the table's size in parameters


def values() -> Values:
    measured = results.read("tokens")
    words = measured["words"]["tokens"]

    def row(name: str, found: Values) -> Values:
        return {
            "name": name,
            "entries": found["entries"],
            "parameters": found["entries"] * D_MODEL,
            "tokens": found["tokens"],
            "a_word": found["tokens"] / words,
            "pairs": (found["tokens"] / words) ** 2,
            "unknown": found["unknown"],
            "unknown_share": found["unknown"] / found["tokens"],
            "sentence": len(found["sentence"]),
        }

    pairs = {
        str(found["merges"]): row(f"{found['merges']} merges", found)
        for found in measured["byte_pairs"]
    }
    return {
        "words": row("words", measured["words"])
        | {
            "once": measured["words"]["once"],
            "once_share": measured["words"]["once"] / measured["words"]["entries"],
            "examples": ", ".join(measured["words"]["unknown_examples"][:4]),
        },
        "characters": row("characters", measured["characters"]),
        "bytes": pairs.pop("0"),
        "byte_pairs": pairs,
        "held_out": measured["held_out"]["book"],
        "d_model": D_MODEL,
    }


def alt(v: Values) -> str:
    pairs = "; ".join(
        f"{row['entries']:,} entries {row['a_word']:.2f}" for row in v["byte_pairs"].values()
    )
    return (
        f"Tokens a word against entries of the table. Bytes: {v['bytes']['entries']} entries, "
        f"{v['bytes']['a_word']:.2f}. Byte pairs: {pairs}. Words: {v['words']['entries']:,} "
        f"entries, 1.00, but {v['words']['unknown']} words unknown."
    )


def draw(v: Values) -> Figure:
    return _chart(v, 520, right=112, beside=True)


def narrow(v: Values) -> Figure:
    return _chart(v, 340, right=24, beside=False)


def _chart(v: Values, width: float, right: float, beside: bool) -> Figure:
    """Whole words are named beside their mark, or below it where there is no room."""
    figure, ax = chart(width, 340, left=44, right=right, top=44, bottom=52)
    pairs = [v["bytes"], *v["byte_pairs"].values()]
    ax.plot(
        [r["entries"] for r in pairs],
        [r["a_word"] for r in pairs],
        color=QUERY,
        marker="o",
        markersize=6,
        clip_on=False,
    )
    for row, role, marker in ((v["characters"], KEY, "D"), (v["words"], VALUE, "s")):
        ax.plot(
            [row["entries"]],
            [row["a_word"]],
            color=role,
            marker=marker,
            markersize=8,
            clip_on=False,
        )
    ax.set_xscale("log")
    ax.set_xlim(40, 10_000)
    ax.set_ylim(0, 4.8)
    ax.set_xticks([100, 1000, 10_000], ["100", "1,000", "10,000"])
    ax.minorticks_off()
    axis_titles(ax, "entries of the table (each step ten times as many)", "tokens a word")
    unknown = f"1.00, but {v['words']['unknown']}"
    words = (
        (f"whole words\n{unknown}\nunknown", (20, -14), "left")
        if beside
        else (f"whole words {unknown} unknown", (8, -22), "right")
    )
    labels = (
        (
            v["characters"],
            f"characters\n{v['characters']['a_word']:.2f}",
            KEY,
            (8 if beside else -14, -34),
            "left",
        ),
        (v["bytes"], f"bytes {v['bytes']['a_word']:.2f}", QUERY, (8, 5), "left"),
        (pairs[1], f"{pairs[1]['name']}\n{pairs[1]['a_word']:.2f}", QUERY, (10, 4), "left"),
        (
            pairs[-2],
            f"{int(pairs[-2]['entries'] - 256):,} merges\n{pairs[-2]['a_word']:.2f}",
            QUERY,
            (0, 12),
            "center",
        ),
        (v["words"], words[0], VALUE, *words[1:]),
    )
    for row, text, role, offset, align in labels:
        ax.annotate(
            text,
            (row["entries"], row["a_word"]),
            xytext=offset,
            textcoords="offset points",
            color=role if role != MUTED else INK,
            fontsize=LABEL if align else SMALL,
            ha=align,
            annotation_clip=False,
        )
    return figure
