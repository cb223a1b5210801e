"""Other attention weights in the pronoun's row: how often the pronoun stays right."""

from generators.figures.explanation._page import FOUR_HEADS, ONE_HEAD, read, runs, slug
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import NEUTRAL

RIGHT = "right, genders differ"
ROWS = {
    "another sentence's": "another sentence’s row",
    "other reading's": "the other reading’s row",
    "uniform": "even, both layers",
    "uniform in layer 1": "even, layer 1",
    "uniform in layer 2": "even, layer 2",
    "permuted": "permuted, both layers",
}
SCALE = Scale((0, 1), {0.5: "50%", 0.0: "0%", 0.25: "25%", 0.75: "75%", 1.0: "100%"})


def values() -> Values:
    four, one = runs(FOUR_HEADS), runs(ONE_HEAD)
    bare = "without_encoder_attention"
    found = [[run["other_weights"]["far_and_same"] for run in of] for of in (four, one)]
    return {
        "by_name": {
            slug(name): {
                "label": label,
                "seeds": [_right(run, name) for run in four],
                "one_head": [_right(run, name) for run in one],
            }
            for name, label in ROWS.items()
        },
        "most_other_reading": max(_right(run, "other reading's") for run in (*four, *one)),
        "permutations": read()["permutations"],
        "far": read()["far"],
        "same_chance": read()["same_chance"],
        "far_and_same": {
            "seeds": found[0],
            "one_head": found[1],
            "least": min(*found[0], *found[1]),
        },
        "rollout": {
            "right": [run[bare]["pronoun_right"] for run in four],
            "four_least": min(run[bare]["rollout_correlation"] for run in four),
        },
        "n": read()["n"],
        "n_differ": read()["n_genders_differ"],
    }


def _right(run: Values, name: str) -> float:
    return float(run["other_weights"]["kinds"][name][RIGHT])


def alt(v: Values) -> str:
    parts = [
        f"{label}: {', '.join(f'{share:.0%}' for share in v['by_name'][slug(name)]['seeds'])}"
        for name, label in ROWS.items()
    ]
    return (
        f"Share of {v['n_differ']} pronouns still right with other weights in the row, one dot a "
        f"trained model. Four heads: {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    found = {label: v["by_name"][slug(name)] for name, label in ROWS.items()}
    rows = [
        DotRow(label, row["seeds"], row["one_head"], NEUTRAL[0]) for label, row in found.items()
    ]
    return dot_rows(page, rows, SCALE, ("four heads", "one head"), width=560)
