"""The translator trained with and without the causal mask: next words given, sentences written."""

from generators.kit.charts import BarRow, bar_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import over_seeds
from generators.kit.theme import DECODER, MASKED
from generators.pipeline import results

MEASURES = {
    "given": "next word, the right French given",
    "first_word": "first word, nothing written yet",
    "written": "whole sentence, written alone",
}
VARIANTS = {"masked": ("with the mask", DECODER), "open": ("without", MASKED)}


def values() -> Values:
    found = results.read("causal_mask")
    runs = {
        name: [run for run in found["runs"] if run["causal"] is (name == "masked")]
        for name in VARIANTS
    }
    return {
        "steps": found["steps"],
        "test_sentences": found["test_sentences"],
        "n_seeds": len(found["seeds"]),
        **{name: over_seeds(variant, *MEASURES) for name, variant in runs.items()},
    }


def alt(v: Values) -> str:
    masked, blind = v["masked"], v["open"]
    return (
        f"Without the mask {blind['given']['mean']:.1%} of next words are right when the French is "
        f"given, with it {masked['given']['mean']:.1%}. Written word by word, "
        f"{blind['written']['mean']:.0%} and {masked['written']['mean']:.0%} of the sentences are "
        "right."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = []
    for measure, text in MEASURES.items():
        for name, (label, role) in VARIANTS.items():
            found = v[name][measure]
            share = f"{found['mean']:.0%}".replace("%", " %")
            named = f"{text}: {label}" if name == "masked" else label
            rows.append(BarRow(named, found["mean"], share, found["each"], role))
    return bar_rows(page, rows, f"share that is right; ticks: the {v['n_seeds']} seeds", width=620)
