"""The trained models without one of their two heads, and where the first head's help enters."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.heads._induction import read, runs
from generators.kit import marks, theme
from generators.kit.values import Values

ROWS = (
    ("whole", "nothing changed"),
    ("first_uniform", "layer 1 looks everywhere alike"),
    ("first_zeroed", "layer 1's head adds nothing"),
    ("second_zeroed", "layer 2's head adds nothing"),
    ("reordered", "second copy in another order"),
)
CUTS = (("queries_cut", "queries"), ("keys_cut", "keys"), ("both_cut", "queries and keys"))


def values() -> Values:
    found = read()
    one = [_measured(run) for run in runs("one-head")]
    rows = {
        name: {
            key: _spread([run[name][key] for run in one if key in run[name]])
            for key in ("induction", "accuracy")
        }
        for name, _ in ROWS
        if name != "reordered"
    }
    changed = runs("one-head")
    rows["reordered"] = {
        "induction": _spread([max(run["induction_reordered"]) for run in changed]),
        "accuracy": _spread([run["final"]["reordered"]["second_accuracy"] for run in changed]),
    }
    return {
        "seeds": len(one),
        "sequences": found["sequences"]["at_the_end"],
        "copy_tokens": found["copy_tokens"],
        "by_chance_unmoved": 1 / found["copy_tokens"],
        "rows": rows,
        "cuts": {key: _spread([run["composition"][key] for run in changed]) for key, _ in CUTS},
    }


def _spread(each: list[float]) -> Values:
    return {"each": each, "mean": float(np.mean(each)), "least": min(each), "most": max(each)}


def _measured(run: Values) -> Values:
    """Scores of a one-head run, whole and without a head."""
    rows = {"whole": run["final"]}
    for row in run["removals"]:
        rows[f"{('first', 'second')[row['layer']]}_{row['how']}"] = row
    return {
        name: {"induction": max(row["induction"][-1]), "accuracy": row["random"]["second_accuracy"]}
        for name, row in rows.items()
    }


def alt(v: Values) -> str:
    rows, cuts = v["rows"], v["cuts"]
    return (
        f"One head a layer, {v['seeds']} seeds. Second copy right: "
        f"{rows['whole']['accuracy']['mean']:.2f}; with layer 1 looking everywhere alike "
        f"{rows['first_uniform']['accuracy']['mean']:.2f}. Induction score of layer 2: "
        f"{rows['whole']['induction']['mean']:.2f}; with layer 1's head missing from its keys "
        f"{cuts['keys_cut']['mean']:.2f}, from its queries {cuts['queries_cut']['mean']:.2f}."
    )


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(640, 378)
    _table(ax, v, 216, (216, 440), 130, 30)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.canvas(340, 528)
    _table(ax, v, 12, (12, 184), 104, 48)
    return figure


def _table(
    ax: Axes, v: Values, at: float, columns: tuple[float, float], reach: float, pitch: float
) -> None:
    """Two columns of bars; row names left of them, or above them where it is narrow."""
    above = at < 100
    for x, title in zip(columns, ("induction score, layer 2", "second copy right"), strict=True):
        marks.write(ax, x, 20, title, theme.MUTED, theme.SMALL)
    y = 42.0
    for name, label in ROWS:
        _row(ax, v["rows"][name], label, at, y, columns, reach, above)
        y += pitch
    y += 18
    marks.write(
        ax,
        12,
        y,
        "layer 1's share kept out of layer 2's",
        theme.INK,
        theme.LABEL,
        weight="semibold",
    )
    y += 24
    for name, label in CUTS:
        _row(ax, {"induction": v["cuts"][name]}, label, at, y, columns, reach, above)
        y += pitch
    marks.write(ax, 12, y + 12, f"ticks: the {v['seeds']} seeds", theme.MUTED, theme.SMALL)


def _row(
    ax: Axes,
    row: Values,
    label: str,
    at: float,
    y: float,
    columns: tuple[float, float],
    reach: float,
    above: bool,
) -> None:
    if above:
        marks.write(ax, at, y + 6, label, theme.INK, theme.LABEL)
        y += 18
    else:
        marks.write(ax, at - 12, y + 8, label, theme.INK, theme.LABEL, align="right")
    for key, x, role in zip(
        ("induction", "accuracy"), columns, (theme.WEIGHT, theme.DECODER), strict=True
    ):
        if key not in row:
            continue
        share = row[key]
        marks.bar(ax, x, y, share["mean"], reach, 16, role, f"{share['mean']:.2f}", theme.LABEL)
        for one in share["each"]:
            ax.plot(
                [x + reach * one] * 2, [y - 2, y + 18], color=theme.INK, linewidth=1.5, zorder=4
            )
