"""Sentences that differ in the verb alone: whose vector carries the difference to the decoder."""

import numpy as np

from generators.figures._shared.decoder_rows import FOUR_HEADS, seeds
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import TEXT
from generators.pipeline import results

NAMES = {
    "adjective": "adjective: the same word in both",
    "verb": "verb: the word that differs",
    "elsewhere": "any other word, at most",
}
SCALE = Scale((0, 1), {0.0: "never", 0.5: "half", 1.0: "always"})


def values() -> Values:
    measured = results.read("alignment")
    found: dict[str, list[float]] = {name: [] for name in NAMES}
    for run in seeds(measured["runs"], FOUR_HEADS):
        flips = {slot: row["flips"] for slot, row in run["verb_exchange"]["slots"].items()}
        found["adjective"].append(flips.pop("adjective"))
        found["verb"].append(flips.pop("verb"))
        found["elsewhere"].append(max(flips.values()))
    return {
        "pairs": measured["verb_pairs"],
        "seeds": len(found["verb"]),
        "flips": {
            name: {"each": each, "mean": float(np.mean(each))} for name, each in found.items()
        },
        "least_adjective": min(found["adjective"]),
        "most_verb": max(found["verb"]),
        "least_lead": float(np.min(np.subtract(found["adjective"], found["verb"]))),
        "most_elsewhere": max(found["elsewhere"]),
    }


def alt(v: Values) -> str:
    shares = "; ".join(f"{name}: {v['flips'][key]['mean']:.0%}" for key, name in NAMES.items())
    return (
        f"Share of pronouns that flip when one vector is exchanged between {v['pairs']} pairs of "
        f"sentences that differ in the verb alone, mean of {v['seeds']} training runs. {shares}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [DotRow(name, v["flips"][key]["each"]) for key, name in NAMES.items()]
    return dot_rows(page, rows, SCALE, width=TEXT)
