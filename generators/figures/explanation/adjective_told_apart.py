"""Five methods: is the adjective's share larger where it decides than where it cannot matter?"""

from generators.figures.explanation._page import FEW, LABELS, dots_by_method, runs, told_apart
from generators.kit.charts import Scale
from generators.kit.figure import Figure, Page, Values

SCALE = Scale((0.35, 1), {0.5: "coin: .5", 0.75: ".75", 1.0: "always"})


def values() -> Values:
    return {"told": {name: [told_apart(run, name) for run in runs()] for name in FEW}}


def alt(v: Values) -> str:
    said = "; ".join(
        f"{LABELS[name][0]} {min(each):.0%} to {max(each):.0%}" for name, each in v["told"].items()
    )
    return (
        "A row of dots a method, a dot a training of the translator: how often the adjective's "
        f"share is larger where it decides than where it cannot matter. {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    return dots_by_method(page, {name: (each, ()) for name, each in v["told"].items()}, SCALE)
