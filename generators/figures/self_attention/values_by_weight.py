"""The weighted sum with a pencil: values pale to their shares, which are added to the word."""

from generators.figures._shared.four_words import FEATURES, QUERY_WORD, VALUES, WORDS, X, attention
from generators.figures.self_attention._page import features, pencil, short
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import step, token_column, write
from generators.kit.scales import SIGNED_STRENGTH
from generators.kit.theme import INK, LABEL, RESIDUAL, VALUE, WEIGHT

STRONGEST = 2.0  # the largest number of a value


def values() -> Values:
    trace = attention()
    return {
        "words": list(WORDS),
        "features": list(FEATURES),
        "word": WORDS[QUERY_WORD],
        "weights": trace.weights[QUERY_WORD].tolist(),
        "values": VALUES.tolist(),
        "output": trace.output[QUERY_WORD].tolist(),
        "before": X[QUERY_WORD].tolist(),
        "after": (X[QUERY_WORD] + trace.output[QUERY_WORD]).tolist(),
    }


def alt(v: Values) -> str:
    index = v["features"].index("quality")
    terms = " + ".join(
        f"{weight:.2f}×{row[index]:.0f}"
        for weight, row in zip(v["weights"], v["values"], strict=True)
        if row[index]
    )
    return (
        f"The values of {', '.join(v['words'])}, each paler the smaller its weight, are added up "
        f"to what {v['word']} takes. Under quality: {terms} = {v['output'][index]:.2f}. With its "
        f"own vector, {', '.join(short(one) or '0' for one in v['before'])}, {v['word']} is now "
        f"{', '.join(short(one) for one in v['after'])}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((560, 352), (336, 352))
    left, wide, weight_at = page.pick((184, 88, 164), (114, 53, 106))
    step(ax, 12, 12, 5, "weighted sum")
    features(ax, left, 56, wide)
    words = token_column(ax, page.pick(100, 74), 72, v["words"], 12, align="right").tokens
    for word, weight, row in zip(words, v["weights"], v["values"], strict=True):
        y = word.centre[1]
        write(ax, weight_at, y, short(weight), WEIGHT, LABEL, weight="semibold", align="right")
        drawn = pencil(ax, (left, y - 14), row, VALUE, (wide, 28), limit=STRONGEST)
        for cell, number in zip(drawn.cells, row, strict=True):
            assert cell.fill is not None and cell.number is not None
            cell.fill.set_alpha(SIGNED_STRENGTH * weight * number / STRONGEST)
            cell.number.set_text(f"{short(weight)}×{number:.0f}" if number else "")
    below = words[-1].bottom + 16
    totals = (
        (f"what {v['word']} takes", "added up", "output", VALUE),
        ("+ its own vector", "+ its own", "before", RESIDUAL),
        (f"= {v['word']} now", f"= {v['word']} now", "after", RESIDUAL),
    )
    for row, (long, brief, key, role) in enumerate(totals):
        y = below + 38 * row
        write(ax, left - 8, y + 15, page.pick(long, brief), INK, align="right")
        pencil(ax, (left, y), v[key], role, (wide, 30), limit=STRONGEST)
    return figure
