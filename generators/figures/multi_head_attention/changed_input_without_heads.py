"""What stays right of changed input when heads are removed too: several heads, one head."""

from generators.figures.multi_head_attention._changed_input import variants
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief

# as the experiment calls it -> (short name, what the figure says)
REMOVED = {
    "none": ("whole", "all heads"),
    "one head": ("single", "one head gone"),
    "as many heads, anywhere": ("anywhere", "{heads} heads gone, anywhere"),
    "one attention": ("attention", "one attention gone, all its heads"),
}


def values() -> Values:
    models = variants()
    value: Values = {"heads": models["several"][0]["heads"]}
    for side, each in models.items():
        value[side] = {
            short: {"still": brief([_mean(model, name, "still") for model in each])}
            for name, (short, _) in REMOVED.items()
            if any(row["removed"] == name for row in each[0]["removals"])
        }
    return value


def _mean(model: Values, name: str, measure: str) -> float:
    """Over all sets of heads of this size; a set that leaves nothing right has no ``still``."""
    rows = [row[measure] for row in model["removals"] if row["removed"] == name]
    known = [number for number in rows if number is not None]
    return float(sum(known) / len(known))


def alt(v: Values) -> str:
    several, one = (
        {short: f"{found['still']['mean']:.0%}" for short, found in v[side].items()}
        for side in ("several", "one")
    )
    return (
        f"Of sentences right unchanged, the share whose other words stay right when one place is "
        f"changed. {v['heads']} heads: all {several['whole']}, {v['heads']} gone anywhere "
        f"{several['anywhere']}, one attention gone {several['attention']}. One head: all "
        f"{one['whole']}, one attention gone {one['attention']}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        DotRow(
            label.format(heads=v["heads"]),
            v["several"][short]["still"]["each"],
            v["one"].get(short, {}).get("still", {}).get("each", ()),
        )
        for short, label in REMOVED.values()
    ]
    scale = Scale((0.0, 1.0), {1.0: "100%", 0.5: "50%", 0.0: "none"})
    return dot_rows(page, rows, scale, (f"{v['heads']} heads, one dot a training", "one head"))
