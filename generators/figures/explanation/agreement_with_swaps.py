"""How well each method orders a sentence's words as swapping them does, and another's map."""

from statistics import fmean

from generators.figures.explanation._page import (
    LABELS,
    dots_by_method,
    ends,
    looks,
    pair,
    read,
    runs,
    slug,
)
from generators.kit.charts import Scale
from generators.kit.figure import Figure, Page, Values

SWAP = "word swapped"
METHODS = [name for name in LABELS if name != SWAP]
SCALE = Scale((-0.1, 0.75), {0.0: "0", 0.25: ".25", 0.5: ".5", 0.75: ".75"})


def values() -> Values:
    rows = {
        name: {
            "four": [pair(run, name, SWAP)["mean"] for run in runs()],
            "other": [pair(run, name, SWAP)["other_sentence"] for run in runs()],
        }
        for name in METHODS
    }
    own, other = (
        fmean(n for name in looks() for n in rows[name][key]) for key in ("four", "other")
    )
    untrained = {
        name: [pair(run, name, SWAP)["mean"] for run in read()["untrained"]] for name in METHODS
    }
    return {
        "by_name": {slug(name): row for name, row in rows.items()},
        "kept_by_other": other / own,
        "untrained_look_most": max(max(untrained[name]) for name in looks()),
        "untrained_hidden": list(ends(untrained["word hidden"]).values()),
        "noun": {
            "attention_all_heads": ends(
                [run["its_noun_above"]["attention, all heads"] for run in read()["runs"]]
            )
        },
    }


def alt(v: Values) -> str:
    row = v["by_name"]["attention_all_heads"]
    own, other = (", ".join(f"{n:.2f}" for n in row[key]) for key in ("four", "other"))
    return (
        "For each method, dots with its rank correlation with token swaps, of the sentence's own "
        f"map and of another sentence's. Attention over all heads: {own} in {len(row['four'])} "
        f"trainings, {other} with another sentence's map."
    )


def draw(v: Values, page: Page) -> Figure:
    found = {name: v["by_name"][slug(name)] for name in METHODS}
    each = {name: (row["four"], row["other"]) for name, row in found.items()}
    return dots_by_method(page, each, SCALE, ("own map", "another sentence’s map"))
