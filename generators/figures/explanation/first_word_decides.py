"""How often the word that a method names first really decides: five methods, and chance."""

from statistics import fmean

from generators.figures.explanation._page import FEW, LABELS, role, runs
from generators.kit.charts import BarRow, bar_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED

CHANCE = "any word, at random"


def values() -> Values:
    decides = {name: [run["top"][name]["decides"] for run in runs()] for name in FEW}
    return {"decides": {**decides, CHANCE: [run["even"]["decides"] for run in runs()]}}


def alt(v: Values) -> str:
    said = "; ".join(
        f"{LABELS[name][0] if name in LABELS else name} {fmean(each):.0%}"
        for name, each in v["decides"].items()
    )
    return (
        f"Bars of how often the word that a method names first decides, mean of trainings: {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = []
    for name, each in v["decides"].items():
        label, colour = (LABELS[name][0], role(name)) if name in LABELS else (name, MUTED)
        rows.append(BarRow(label, fmean(each), f"{fmean(each):.0%}", each, colour))
    return bar_rows(page, rows)
