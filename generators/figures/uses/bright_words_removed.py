"""How often the answer changes when a word is left out: the brightest, the needed, any."""

from generators.figures.uses._page import read
from generators.kit.charts import DotRow, Scale, dot_rows
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
KEY = ("the training whose maps are shown", "two others")
SCALE = Scale((0.0, 1.0), {0.0: "never", 0.5: "half", 1.0: "every answer changes"})


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
    parts = [
        f"{text} {', '.join(f'{share:.0%}' for share in v['left_out'][way]['each'])}"
        for way, (text, _) in WAYS.items()
    ]
    return (
        f"Share of answers that change when one word is left out, in {v['seeds']} trainings: "
        f"{'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        DotRow(text, v["left_out"][way]["each"][:1], v["left_out"][way]["each"][1:], role)
        for way, (text, role) in WAYS.items()
    ]
    return dot_rows(page, rows, SCALE, KEY, width=560)
