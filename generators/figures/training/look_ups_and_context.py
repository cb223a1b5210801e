"""What does *it* stand for? Look-ups, word vectors and encoders, on known and on new pairs."""

from generators.figures.training._few_labels import KNOWN, NEW, by_encoder, by_size, read
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import ENCODER, KEY, MUTED, VALUE

# short name -> (what the figure says, colour)
WAYS = {
    "last_word": ("look-up: the adjective", MUTED),
    "bag": ("all words, order forgotten", MUTED),
    "pair": ("look-up: verb and adjective", MUTED),
    "rows": ("trained word vectors", VALUE),
    "rows_hidden": ("trained word vectors, hidden layer", VALUE),
    "random": ("untrained encoder, read-out only", KEY),
    "scratch": ("from scratch, the better rate", KEY),
    "table": ("trained vectors, new layers", VALUE),
    "read_out": ("trained encoder, read-out only", ENCODER),
    "tuned": ("fine-tuned", ENCODER),
}
LABELS = 128  # labelled sentences


def values() -> Values:
    found = read()
    value: Values = {
        test: {short: by_size("antecedent", name, short)[str(LABELS)] for short in WAYS}
        for test, name in (("known", KNOWN), ("new", NEW))
    }
    bounds = {
        key: max(row[key] for row in found["ceilings"])
        for key in ("single_word", "word_at_one_place")
    }
    return value | {
        "labels": LABELS,
        "best_look_up": bounds,
        "new_by_encoder": by_encoder(NEW, "read_out", LABELS),
    }


def alt(v: Values) -> str:
    parts = [
        f"{WAYS[short][0]} {v['known'][short]['mean']:.0%} and {v['new'][short]['mean']:.0%}"
        for short in WAYS
    ]
    encoders = [f"{found['mean']:.0%}" for found in v["new_by_encoder"].values()]
    return (
        f"Share right with {v['labels']} labelled sentences, where verb and adjective occur "
        f"together among them and where they do not, mean of all seeds: {'; '.join(parts)}. New "
        f"pairs read from the encoder of each training: {', '.join(encoders)}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        DotRow(label, v["known"][short]["each"], v["new"][short]["each"], role)
        for short, (label, role) in WAYS.items()
    ]
    lowest = min(number for row in rows for number in (*row.filled, *row.open))
    ends = (min(0.4, lowest), 1.0)
    scale = Scale(ends, {0.5: "always the same: 50%", 0.75: "75%", 1.0: "100%"})
    key = ("pair of words was among the labels", "pair is new")
    return dot_rows(page, rows, scale, page.pick(key, ("pair was labelled", "pair is new")))
