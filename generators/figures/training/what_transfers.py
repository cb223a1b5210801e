"""A new question answered from few labels, from a translator's encoder or from its words."""

from generators.figures.training._few_labels import NEW, by_encoder, by_size
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import NEUTRAL

LABELS = 128
# short name -> what the figure says
WAYS = {
    "read_out": "encoder",
    "rows_hidden": "its word vectors alone",
    "random": "untrained encoder",  # told in the Lab
}
DRAWN = ("read_out", "rows_hidden")


def values() -> Values:
    ways: Values = {short: by_size("antecedent", NEW, short)[str(LABELS)] for short in WAYS}
    each = {short: list(by_encoder(NEW, short, LABELS).values()) for short in DRAWN}
    encoder, words = ([found["mean"] for found in each[short]] for short in DRAWN)
    return {
        "labels": LABELS,
        **ways,
        "by_translator": {short: [found["each"] for found in each[short]] for short in DRAWN},
        "worst": min(encoder),
        "better": sum(a > b for a, b in zip(encoder, words, strict=True)),
    }


def alt(v: Values) -> str:
    parts = [
        f"{WAYS[short]} {found['mean']:.0%} ({found['least']:.0%} to {found['most']:.0%})"
        for short, found in ((name, v[name]) for name in DRAWN)
    ]
    return (
        f"Share of right answers on new sentences after {v['labels']} labelled ones, mean and "
        f"range of three translators: {'; '.join(parts)}. Guessing gives 50%."
    )


def draw(v: Values, page: Page) -> Figure:
    by_translator = zip(*v["by_translator"].values(), strict=True)
    rows = [
        DotRow(f"translator {number}", encoder, words, NEUTRAL[0])
        for number, (encoder, words) in enumerate(by_translator, start=1)
    ]
    key = [WAYS[short] for short in DRAWN]
    return dot_rows(page, rows, Scale((0.5, 1.0), {0.5: "guessing", 0.75: "75%", 1.0: "100%"}), key)
