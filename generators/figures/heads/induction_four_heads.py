"""Models with four heads a layer: what each head does, and the second copy without it."""

from generators.figures.heads._induction import runs
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, bar, titled, write
from generators.kit.theme import DECODER, INK, LABEL, MUTED, SMALL, WEIGHT, cell_text

TRACK, ROW = 84.0, 26.0  # px: length of a full bar, height of a row
MEASURES = {1: ("previous", "on the token before"), 2: ("induction", "induction score")}


def values() -> Values:
    each = [_model(run) for run in runs("four-heads")]
    cut = [run["composition"] for run in runs("four-heads")]
    return {
        "models": each,
        "without_looks_back_most": max(one["looks_back"]["accuracy"] for one in each),
        "others_least": min(one["others_least"] for one in each),
        "induces_least": min(h["does"] for one in each for h in one["heads"] if h["layer"] == 2),
        "keys_cut_most": max(one["keys_cut"] for one in cut),
        "queries_cut_least": min(one["queries_cut"] for one in cut),
    }


def _model(run: Values) -> Values:
    """One run: its heads, the one that looks at the token before most, and all the others."""
    final = run["final"]
    heads = [
        {
            "name": f"{row['layer'] + 1}.{row['head'] + 1}",
            "layer": row["layer"] + 1,
            "does": final[MEASURES[row["layer"] + 1][0]][row["layer"]][row["head"]],
            "accuracy": row["random"]["second_accuracy"],
        }
        for row in run["removals"]
        if row["how"] == "zeroed"
    ]
    looks_back = max((head for head in heads if head["layer"] == 1), key=lambda h: h["does"])
    return {
        "seed": run["seed"],
        "whole": final["random"]["second_accuracy"],
        "heads": heads,
        "looks_back": {key: looks_back[key] for key in ("name", "accuracy")},
        "others_least": min(head["accuracy"] for head in heads if head is not looks_back),
    }


def alt(v: Values) -> str:
    return "Second copy right without each head. " + " ".join(
        f"Seed {one['seed']}: whole {one['whole']:.2f}, without head "
        f"{one['looks_back']['name']}, which looks at the token before, "
        f"{one['looks_back']['accuracy']:.2f}, without any other at least "
        f"{one['others_least']:.2f}."
        for one in v["models"]
    )


def draw(v: Values, page: Page) -> Figure:
    size = (page.pick(320.0, 312.0), 24 + 2 * 24 + ROW * len(v["models"][0]["heads"]))
    figure, ax, boxes = page.panels(len(v["models"]), size, across=(0, 1), gap=20)
    for number, (box, one) in enumerate(zip(boxes, v["models"], strict=True)):
        _panel(ax, titled(ax, box, f"training {number + 1}"), one)
    return figure


def _panel(ax: Axes, box: Box, one: Values) -> None:
    """A row for each head: what it does, and what is left without it."""
    does, without, y = box.left + 36, box.left + 178, box.top
    write(ax, without, y + 8, "right without it", MUTED, SMALL)
    for layer, (_, said) in MEASURES.items():
        write(ax, does, y + 8, said, MUTED, SMALL)
        y += 24
        for head in (head for head in one["heads"] if head["layer"] == layer):
            weight = "semibold" if head["name"] == one["looks_back"]["name"] else "normal"
            write(ax, does - 8, y + 7, head["name"], INK, LABEL, align="right", weight=weight)
            bar(ax, does, y, head["does"], TRACK, 14, WEIGHT, cell_text(head["does"]))
            left = cell_text(head["accuracy"])
            bar(ax, without, y, head["accuracy"], TRACK, 14, DECODER, left)
            y += ROW
