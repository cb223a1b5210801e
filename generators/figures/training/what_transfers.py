"""A new question answered from few labels, from the translator's encoder, its words, and noise."""

from generators.figures.training._few_labels import NEW, by_encoder, by_size
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import ENCODER, MUTED, VALUE

LABELS = 128
# short name -> (what the figure says, colour)
WAYS = {
    "read_out": ("trained encoder", ENCODER),
    "rows_hidden": ("its word vectors alone", VALUE),
    "random": ("untrained encoder", MUTED),
}


def values() -> Values:
    ways: Values = {short: by_size("antecedent", NEW, short)[str(LABELS)] for short in WAYS}
    means = [found["mean"] for found in by_encoder(NEW, "read_out", LABELS).values()]
    return {"labels": LABELS, **ways, "worst": min(means)}


def alt(v: Values) -> str:
    parts = [
        f"{WAYS[short][0]} {found['mean']:.0%} ({found['least']:.0%} to {found['most']:.0%})"
        for short, found in ((name, v[name]) for name in WAYS)
    ]
    return (
        f"Share of right answers on new sentences after {v['labels']} labelled ones, mean and "
        f"range of all trainings: {'; '.join(parts)}. Guessing gives 50%."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [DotRow(label, v[short]["each"], role=role) for short, (label, role) in WAYS.items()]
    lowest = min(v[short]["least"] for short in WAYS)
    return dot_rows(
        page, rows, Scale((min(0.4, lowest), 1.0), {0.5: "guessing", 0.75: "75%", 1.0: "100%"})
    )
