"""How often the answer changes when a word is left out: the brightest, the needed, any."""

from generators.figures.uses._page import read
from generators.kit.charts import BarRow, bar_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.theme import MASKED, NEUTRAL, WEIGHT

WAYS = {  # as the results name them -> (words, colour)
    "needed": ("the word that hurts most", NEUTRAL[0]),
    "layer_2": ("the brightest, layer 2", WEIGHT),
    "layer_1": ("the brightest, layer 1", WEIGHT),
    "random_of_opinion": ("any word of the opinion", MASKED),
    "random": ("any word of the text", MASKED),
}


def values() -> Values:
    found = read()
    return {
        "texts": [run["texts_judged_rightly"] for run in found["runs"]],
        "seeds": len(found["runs"]),
        **{
            change: {
                way: brief([run["deletion"][way][change][0] for run in found["runs"]])
                for way in WAYS
            }
            for change in ("left_out", "exchanged")
        },
        "brightest_is_needed": brief([run["brightest_is_needed"][-1] for run in found["runs"]]),
    }


def alt(v: Values) -> str:
    parts = [f"{text} {v['left_out'][way]['mean']:.0%}" for way, (text, _) in WAYS.items()]
    return (
        f"Share of answers that change when one word is left out, mean of {v['seeds']} trainings: "
        f"{'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        BarRow(
            text,
            v["left_out"][way]["mean"],
            f"{v['left_out'][way]['mean']:.0%}",
            v["left_out"][way]["each"],
            role,
        )
        for way, (text, role) in WAYS.items()
    ]
    return bar_rows(page, rows, "answers that change; a tick for each training", 540)
