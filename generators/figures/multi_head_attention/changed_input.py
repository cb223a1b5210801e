"""How much of the French stays right when the English is changed: several heads, one head."""

from generators.figures.multi_head_attention._changed_input import KINDS, read, shares, variants
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief


def values() -> Values:
    found, models = read(), variants()
    value: Values = {
        "sentences": found["sentences"],
        "seeds": len(models["several"]),
        "heads": models["several"][0]["heads"],
        "changes": models["several"][0]["all kinds"]["all"]["n"],
    }
    for side, each in models.items():
        value[side] = {
            "unchanged": brief([model["unchanged"]["lexemes"]["share"] for model in each]),
            "all": shares(each, "all kinds"),
            "kinds": {kind.split()[0]: shares(each, kind) for kind in KINDS},
        }
    value["difference"] = {"apart": found["difference"]["all"]["all kinds"]["apart"]}
    return value


def alt(v: Values) -> str:
    parts = [
        f"{KINDS[kind]} {v['several']['kinds'][kind.split()[0]]['mean']:.0%} and "
        f"{v['one']['kinds'][kind.split()[0]]['mean']:.0%}"
        for kind in KINDS
    ]
    return (
        f"Share of sentences whose other words stay right in French, {v['heads']} heads and one, "
        f"mean of {v['seeds']} trainings each: unchanged {v['several']['unchanged']['mean']:.0%} "
        f"and {v['one']['unchanged']['mean']:.0%}; {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    several, one = v["several"], v["one"]
    rows = [DotRow("nothing changed", several["unchanged"]["each"], one["unchanged"]["each"])]
    for kind, label in KINDS.items():
        short = kind.split()[0]
        rows.append(DotRow(label, several["kinds"][short]["each"], one["kinds"][short]["each"]))
    scale = Scale((0.0, 1.0), {1.0: "100%", 0.5: "50%", 0.0: "none"})
    return dot_rows(page, rows, scale, (f"{v['heads']} heads, one dot a training", "one head"))
