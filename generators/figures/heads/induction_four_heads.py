"""Models with four heads a layer: what each head does, and the second copy without it."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.heads._induction import read, runs
from generators.kit import marks, theme
from generators.kit.values import Values

TRACK, ROW = 84, 26  # px: length of a full bar, height of a row


def values() -> Values:
    each = [_model(run) for run in runs("four-heads")]
    return {
        "seeds": len(each),
        "sequences": read()["sequences"]["at_the_end"],
        "models": each,
        "without_looks_back_most": max(one["looks_back"]["accuracy"] for one in each),
        "whole_least": min(one["whole"] for one in each),
        "others_least": min(one["others_least"] for one in each),
        "induces_least": min(one["induces_least"] for one in each),
        "second_looks_back_most": max(one["second_looks_back"] for one in each),
        "keys_cut_most": max(one["composition"]["keys_cut"] for one in each),
        "queries_cut_least": min(one["composition"]["queries_cut"] for one in each),
    }


def _model(run: Values) -> Values:
    """One run: its heads, the one that looks at the token before most, and all the others."""
    final = run["final"]
    heads = [
        {
            "name": f"{row['layer'] + 1}.{row['head'] + 1}",
            "layer": row["layer"] + 1,
            "previous": final["previous"][row["layer"]][row["head"]],
            "induction": final["induction"][row["layer"]][row["head"]],
            "accuracy": row["random"]["second_accuracy"],
            "left": max(row["induction"][1]),
        }
        for row in run["removals"]
        if row["how"] == "zeroed"
    ]
    lower = sorted((h for h in heads if h["layer"] == 1), key=lambda h: -h["previous"])
    others = [head for head in heads if head is not lower[0]]
    return {
        "seed": run["seed"],
        "whole": final["random"]["second_accuracy"],
        "heads": heads,
        "looks_back": lower[0],
        "composition": run["composition"],
        "second_looks_back": lower[1]["previous"],
        "induces_least": min(h["induction"] for h in heads if h["layer"] == 2),
        "others_least": min(head["accuracy"] for head in others),
    }


def alt(v: Values) -> str:
    return "Second copy right without each head. " + " ".join(
        f"Seed {one['seed']}: whole {one['whole']:.2f}, without head "
        f"{one['looks_back']['name']}, which looks at the token before, "
        f"{one['looks_back']['accuracy']:.2f}, without any other at least "
        f"{one['others_least']:.2f}."
        for one in v["models"]
    )


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(640, 296)
    for place, one in enumerate(v["models"][:2]):
        _panel(ax, one, 16 + place * 320, 14)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.canvas(332, 600)
    for place, one in enumerate(v["models"][:2]):
        _panel(ax, one, 12, 14 + place * 308)
    return figure


def _panel(ax: Axes, one: Values, x: float, y: float) -> None:
    """Eight rows: the head, what it does, what is left without it."""
    marks.write(ax, x, y + 8, f"seed {one['seed']}", theme.INK, theme.TITLE, weight="semibold")
    does, without = x + 38, x + 178
    marks.write(ax, without, y + 34, "right without it", theme.MUTED, theme.SMALL)
    y += 26
    for layer, said in ((1, "on the token before"), (2, "induction score")):
        marks.write(ax, does, y + 8, said, theme.MUTED, theme.SMALL)
        y += 20
        for head in (head for head in one["heads"] if head["layer"] == layer):
            lit = head is one["looks_back"]
            score = head["previous" if layer == 1 else "induction"]
            marks.write(
                ax,
                x,
                y + 7,
                head["name"],
                theme.INK,
                theme.LABEL,
                mono=True,
                weight="semibold" if lit else "normal",
            )
            marks.bar(ax, does, y, score, TRACK, 14, theme.WEIGHT, f"{score:.2f}")
            marks.bar(
                ax,
                without,
                y,
                head["accuracy"],
                TRACK,
                14,
                theme.DECODER,
                f"{head['accuracy']:.2f}",
            )
            y += ROW
        y += 10
