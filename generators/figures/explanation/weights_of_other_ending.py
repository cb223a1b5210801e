"""The pronoun's row gets the weights of the sentence with the other ending: is it still right?"""

from generators.figures.explanation._page import runs
from generators.kit.charts import BarRow, bar_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import NEUTRAL

NAMES = ("first training", "second training", "third training")


def values() -> Values:
    kinds = [run["other_weights"]["kinds"]["other reading's"] for run in runs()]
    return {"right": dict(zip(NAMES, (of["right, genders differ"] for of in kinds), strict=True))}


def alt(v: Values) -> str:
    said = "; ".join(f"{name} {share:.0%}" for name, share in v["right"].items())
    return (
        "Three bars, one for each training of the translator: share of pronouns that stay right "
        f"with the weights of the sentence with the other ending. {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        BarRow(name, share, f"{share:.0%}", role=NEUTRAL[0]) for name, share in v["right"].items()
    ]
    return bar_rows(page, rows)
