"""Recurrent translators, without and with attention, and the transformer: right by length."""

from statistics import mean

from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.seeds import curves as over_runs
from generators.kit.sizes import SMALL
from generators.kit.theme import NEUTRAL
from generators.pipeline import results

MODELS = {  # as the results name them -> (words in the plot, in the alt text, colour)
    "transformer": ("transformer", "the transformer", NEUTRAL[0]),
    "attention": ("GRU, attention", "the recurrent one with attention", NEUTRAL[2]),
    "plain": ("GRU", "the recurrent one", NEUTRAL[1]),
}


def values() -> Values:
    found = results.read("recurrent_translator")
    full = [run for run in results.read("translator")["runs"] if run["variant"] == "translator"]
    runs = {name: [run for run in found["runs"] if run["model"] == name] for name in MODELS}
    tried = [validation for _, validation in found["tried"]]
    return {
        "steps": found["steps"],
        "seeds": len(found["seeds"]),
        "sentences": found["sentences"],
        "pronoun_sentences": found["pronoun_sentences"],
        "lengths": found["lengths"],
        "rate": runs["plain"][0]["rate"],  # and of the one with attention
        "best_inside": 0 < tried.index(max(tried)) < len(tried) - 1,
        "best_with_longest": sum(
            max(run["by_length"]) == run["by_length"][-1] for run in runs["plain"]
        ),
        "pattern": found["longest_with_pronoun"],
        "full": {  # the transformer of the other pages, at the end of its own training
            "steps": full[0]["steps"],
            "exact_match": min(run["exact_match"] for run in full),
            "pronoun": min(run["pronoun"]["genders_differ"]["accuracy"] for run in full),
        },
        **{name: _model(of) for name, of in runs.items()},
    }


def _model(runs: list[Values]) -> Values:
    return {
        "parameters": runs[0]["parameters"],
        "cpu_seconds": mean(run["cpu_seconds"] for run in runs),
        "exact_match": brief([run["exact_match"] for run in runs]),
        "pronoun": brief([run["pronoun"] for run in runs]),
        "shortest": brief([run["by_length"][0] for run in runs]),
        "longest": brief([run["by_length"][-1] for run in runs]),
        "by_length": over_runs([run["by_length"] for run in runs]),
    }


def alt(v: Values) -> str:
    parts = [
        f"{words} {', '.join(f'{share:.0%}' for share in v[name]['by_length']['mean'])}"
        for name, (_, words, _) in MODELS.items()
    ]
    return (
        f"Sentences translated without a fault after {v['steps']:,} steps, by English words "
        f"({', '.join(v['lengths'])}): {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, (ax,) = page.charts(1, page.pick((380, 210), (192, 210)), (44, 34, 100, 50))
    ticks = dict(enumerate(v["lengths"]))
    if page.narrow:
        ticks = {at: words.replace(" or more", "+") for at, words in ticks.items()}
    shares = Axis("sentences without a fault", (0, 1.03), (0, 0.25, 0.5, 0.75, 1))
    set_axes(ax, Axis("English words", (-0.2, len(ticks) - 0.8), ticks), shares)
    lines = []
    for name, (label, _, role) in MODELS.items():
        of = v[name]["by_length"]
        lines.append(Curve(label, of["mean"], of["least"], of["most"], role, marker="o"))
    curves(ax, list(ticks), lines, SMALL)
    return figure
