"""How much of the planted bias comes along with the weights of another sentence, or its values."""

from generators.figures.heatmaps._planted_bias import runs
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import VALUE, WEIGHT

TEXTS = {"pronouns": "text 1", "wares": "text 2"}
PARTS = {"weights": WEIGHT, "values": VALUE}
SCALE = Scale((-0.1, 1.0), {0.0: "none", 0.5: "half", 1.0: "all"})


def values() -> Values:
    return {
        text: {part: [run[f"{text}-planted"][f"by_{part}"] for run in runs()] for part in PARTS}
        for text in TEXTS
    }


def alt(v: Values) -> str:
    said = "; ".join(
        f"{name}, {part}: {min(v[text][part]):.0%} to {max(v[text][part]):.0%}"
        for text, name in TEXTS.items()
        for part in PARTS
    )
    return (
        "A dot a training: the share of the planted bias that one part of another sentence brings "
        f"along. {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        DotRow(f"{name}: the {part}", v[text][part], role=role)
        for text, name in TEXTS.items()
        for part, role in PARTS.items()
    ]
    return dot_rows(page, rows, SCALE, width=560)
