"""Every head at the pronoun: how sharp its row looks, and what is lost without the head."""

import numpy as np

from explainer.inspect import bootstrap_interval, spearman
from generators.figures._shared.head_removals import title
from generators.figures.explanation._page import FOUR_HEADS, ONE_HEAD, runs
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.needs import needs
from generators.kit.theme import NEUTRAL

COSTLESS = 0.01  # fewer than this share of the pronouns change
NEEDED = 0.05  # more than this share change
ROWS = {"costless": "under 1% lost", "between": "1 to 5% lost", "needed": "over 5% lost"}
SCALE = Scale((0, 1), {0.0: "even row: 0", 0.25: ".25", 0.5: ".5", 0.75: ".75", 1.0: "sharp: 1"})


def values() -> Values:
    four, one = runs(FOUR_HEADS), runs(ONE_HEAD)
    heads = [_head(run, head) for run in (*four, *one) for head in run["heads"]]
    mine = [head for head in heads if head["several"]]
    largest, lost = (np.array([head[key] for head in mine]) for key in ("largest", "lost"))
    costless, needed = ([h for h in heads if h["row"] == name] for name in ("costless", "needed"))
    needs(bool(costless), f"a head without which fewer than {COSTLESS:.0%} of the pronouns change")
    needs(bool(needed), f"a head without which more than {NEEDED:.0%} of the pronouns change")
    return {
        "rows": {
            name: {
                kind: [h["largest"] for h in heads if h["row"] == name and h["several"] == several]
                for kind, several in (("four", True), ("one", False))
            }
            for name in ROWS
        },
        "n_heads": len(heads),
        "n_four": len(mine),
        "n_one": len(heads) - len(mine),
        "costless": sum(head["several"] for head in costless),
        "costless_one": sum(not head["several"] for head in costless),
        "striking": _told(max(costless, key=lambda head: head["largest"])),
        "dull": _told(min(needed, key=lambda head: head["largest"])),
        "sharpest_is_costliest": sum(
            max(run["heads"], key=lambda head: head["largest"])
            == min(run["heads"], key=lambda head: head["right"])
            for run in four
        ),
        "correlation": spearman(largest, lost),
        "interval": list(bootstrap_interval(spearman, largest, lost)),
        "costless_below": COSTLESS,
        "seeds": len(four),
    }


def _head(run: Values, head: Values) -> Values:
    several, changed = run["variant"] == FOUR_HEADS, 1 - head["right"]
    row = "costless" if changed < COSTLESS else "needed" if changed > NEEDED else "between"
    kept = {key: head[key] for key in ("largest", "right", "lost")}
    return {
        **kept,
        "row": row,
        "seed": run["seed"],
        "several": several,
        "name": title(head, several),
    }


def _told(head: Values) -> Values:
    return {key: head[key] for key in ("name", "seed", "largest", "right")}


def alt(v: Values) -> str:
    return (
        f"{v['n_heads']} heads as dots along the largest weight of their row, in three rows by how "
        f"many pronouns are lost without them. {v['striking']['name']} has "
        f"{v['striking']['largest']:.2f} and can go; {v['dull']['name']} has "
        f"{v['dull']['largest']:.2f} and leaves {v['dull']['right']:.0%} right."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [
        DotRow(label, v["rows"][name]["four"], v["rows"][name]["one"], NEUTRAL[0])
        for name, label in ROWS.items()
    ]
    return dot_rows(page, rows, SCALE, ("four heads", "one head"), width=560)
