"""Does A come before B? Right answers of small models that differ in encoding and mask."""

from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import over_seeds
from generators.pipeline import results

MODELS = {  # as the results name them
    "bag": "no code, sees everything",
    "causal_one_layer": "no code, causal mask, one layer",
    "causal": "no code, causal mask",
    "sinusoidal": "sinusoidal, sees everything",
    "learned": "learned, sees everything",
    "rotary": "rotary, sees everything",
    "alibi": "ALiBi, sees everything",
}
CODED = ("sinusoidal", "learned", "rotary", "alibi")
SCALE = Scale((0.45, 1.0), {0.5: "chance: 0.50", 0.75: "0.75", 1.0: "1.00"})


def values() -> Values:
    found = results.read("positions")
    before = found["before"]
    models: Values = {}
    for model, name in MODELS.items():
        runs = [run for run in before["runs"] if run["name"] == name]
        models[model] = over_seeds(runs, "accuracy", "accuracy_longer")
        if model == "bag":  # how far its answer moves when the letters change places
            models[model]["moves"] = max(run["largest_difference"] for run in runs)
    return {
        **{key: before[key] for key in ("length", "longer", "steps", "batch", "test")},
        "n_seeds": len(found["seeds"]),
        "models": models,
        "least_with_code": min(models[code]["accuracy"]["least"] for code in CODED),
        "most_fallen": max(models[code]["accuracy_longer"]["most"] for code in CODED[:3]),
    }


def _shown(name: str) -> str:
    """A model's name in the words of the page."""
    return name.replace("code", "encoding")


def alt(v: Values) -> str:
    trained, longer = (
        ", ".join(
            f"{_shown(name)}: {v['models'][model][of]['mean']:.2f}"
            for model, name in MODELS.items()
        )
        for of in ("accuracy", "accuracy_longer")
    )
    return (
        f"Share of right answers at the trained length of {v['length']} letters, chance 0.50. "
        f"{trained}. At {v['longer']} letters: {longer}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        DotRow(
            _shown(name),
            v["models"][m]["accuracy"]["each"],
            v["models"][m]["accuracy_longer"]["each"],
        )
        for m, name in MODELS.items()
    ]
    key = (f"{v['length']} letters, as trained", f"{v['longer']} letters")
    return dot_rows(page, rows, SCALE, key)
