"""How well the adjective's share tells sentences where it decides from those where it cannot."""

from generators.figures.explanation._page import (
    FOUR_HEADS,
    LABELS,
    ONE_HEAD,
    dots_by_method,
    ends,
    looks,
    read,
    runs,
    slug,
    told_apart,
)
from generators.kit.charts import Scale
from generators.kit.figure import Figure, Page, Values

MEAN = "attention, all heads"
FIRST = {MEAN: ("decides", "cannot"), "attention, largest head": ("first where it cannot",)}
SCALE = Scale((0.35, 1), {0.5: "coin: .5", 0.75: ".75", 1.0: "always"})


def values() -> Values:
    every, found = read()["runs"], runs()
    told = {
        name: {
            variant: [told_apart(run, name) for run in runs(variant)]
            for variant in (FOUR_HEADS, ONE_HEAD)
        }
        for name in LABELS
    }
    four = {name: told[name][FOUR_HEADS] for name in LABELS}
    return {
        "n_decides": read()["n_genders_differ"],
        "n_cannot": read()["n"] - read()["n_genders_differ"],
        "models": len(every),
        "attention_from_coin": max(abs(share - 0.5) for share in four[MEAN]),
        "first": {
            slug(name): {slug(key): found[0]["adjective"][name][key] for key in keys}
            for name, keys in FIRST.items()
        },
        "told": {
            slug(name): {
                "label": LABELS[name][0],
                "seeds": four[name],
                "one_head": told[name][ONE_HEAD],
                "lowest": min(four[name]),
                "highest": max(four[name]),
                **ends([told_apart(run, name) for run in every]),
            }
            for name in LABELS
        },
        "first_where_it_cannot": ends(
            [run["adjective"][MEAN]["first where it cannot"] for run in every]
        ),
        "four_heads": ends([share for name in looks() for share in four[name]]),
        "swaps": {
            "decides": min(run["swapped"]["genders differ"]["adjective"] for run in every),
            "cannot": max(run["swapped"]["same gender"]["adjective"] for run in every),
        },
    }


def alt(v: Values) -> str:
    low, high = v["four_heads"]["least"], v["four_heads"]["most"]
    swapped = v["told"]["word_swapped"]
    return (
        "A row of dots a method, a dot a training: how often the adjective's share is larger where "
        f"it decides than where it cannot matter. Five ways to read the translator's weights: "
        f"{low:.0%} to {high:.0%}; word swapped: {swapped['least']:.0%} to {swapped['most']:.0%}."
    )


def draw(v: Values, page: Page) -> Figure:
    told = {name: v["told"][slug(name)] for name in LABELS}
    each = {name: (row["seeds"], row["one_head"]) for name, row in told.items()}
    return dots_by_method(page, each, SCALE, ("four heads", "one head"))
