"""Right German pronouns, by who reads the English, where French tells the nouns apart or not."""

from typing import Any

from experiments.second_language.recipe import FROZEN, GERMAN_ALONE, UNTRAINED
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.theme import NEUTRAL
from generators.pipeline import results

ARMS = {  # as the results name them -> (key here, words in the picture)
    UNTRAINED: ("untrained", "random encoder, frozen"),
    FROZEN: ("frozen", "French encoder, frozen"),
    GERMAN_ALONE: ("alone", "encoder learns German"),
}
KINDS = {"too": "French and German", "only": "German"}  # where German genders differ
KEY = ("French genders differ, too", "only German genders do")
SCALE = Scale((0.5, 1.0), {0.5: "guess: 50%", 0.75: "75%", 1.0: "100%"})


def values() -> Values:
    found = results.read("second_language")
    return {
        key: {kind: _right(found["runs"], arm, name) for kind, name in KINDS.items()}
        for arm, (key, _) in ARMS.items()
    }


def _right(runs: list[dict[str, Any]], arm: str, kind: str) -> Values:
    scores = [run["scores"]["German"]["held_out"] for run in runs if run["arm"] == arm]
    return brief([score["pronouns"][kind]["right"] for score in scores])


def alt(v: Values) -> str:
    parts = [
        f"{label} {v[key]['too']['mean']:.0%} and {v[key]['only']['mean']:.0%}"
        for key, label in ARMS.values()
    ]
    return (
        "Right German pronouns between nouns of two German genders, a dot for each training. Means "
        f"where the French genders differ, too, and where they do not: {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        DotRow(label, v[key]["too"]["each"], v[key]["only"]["each"], NEUTRAL[0])
        for key, label in ARMS.values()
    ]
    return dot_rows(page, rows, SCALE, KEY, width=560)
