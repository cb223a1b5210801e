"""The trained models without one of their two heads, and where the first head's help enters."""

from generators.figures.heads._induction import read, runs
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import bar, write
from generators.kit.seeds import brief
from generators.kit.theme import DECODER, INK, LABEL, MUTED, SMALL, WEIGHT, cell_text

ROWS = {
    "whole": "nothing changed",
    "first_uniform": "layer 1 looks everywhere alike",
    "first_zeroed": "layer 1's head adds nothing",
    "second_zeroed": "layer 2's head adds nothing",
    "reordered": "second copy in another order",
}
CUTS = {"queries_cut": "queries", "keys_cut": "keys", "both_cut": "queries and keys"}
COLUMNS = {
    "induction": ("induction score, layer 2", WEIGHT),
    "accuracy": ("second copy right", DECODER),
}


def values() -> Values:
    found, one_head = read(), runs("one-head")
    each = [_measured(run) for run in one_head]
    return {
        "seeds": len(one_head),
        "copy_tokens": found["copy_tokens"],
        "by_chance_unmoved": 1 / found["copy_tokens"],
        "rows": {
            name: {key: brief([run[name][key] for run in each]) for key in COLUMNS} for name in ROWS
        },
        "cuts": {key: brief([run["composition"][key] for run in one_head]) for key in CUTS},
    }


def _measured(run: Values) -> Values:
    """Scores of a one-head run, whole, without a head, and on the reordered copy."""
    rows = {"whole": run["final"]}
    for row in run["removals"]:
        rows[f"{('first', 'second')[row['layer']]}_{row['how']}"] = row
    scored = {
        name: {"induction": max(row["induction"][-1]), "accuracy": row["random"]["second_accuracy"]}
        for name, row in rows.items()
    }
    accuracy = run["final"]["reordered"]["second_accuracy"]
    return scored | {
        "reordered": {"induction": max(run["induction_reordered"]), "accuracy": accuracy}
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


def draw(v: Values, page: Page) -> Figure:
    """Two columns of bars; row names left of them, on a phone above them."""
    columns, reach, pitch = page.pick(((216, 400), 110, 30), ((12, 184), 100, 48))
    figure, ax = page.canvas((560, 96 + 8 * 30), (336, 96 + 8 * 48 + 14))
    for x, (title, _) in zip(columns, COLUMNS.values(), strict=True):
        write(ax, x, 20, title, MUTED, SMALL)
    y = 42.0
    for name, label in ROWS.items():
        _row(ax, page, y, label, list(v["rows"][name].values()), columns, reach)
        y += pitch
    said = "layer 1's share kept out of layer 2's"
    write(ax, 12, y + 14, said, INK, LABEL, weight="semibold")
    y += 34
    for name, label in CUTS.items():
        _row(ax, page, y, label, [v["cuts"][name]], columns, reach)
        y += pitch
    write(ax, 12, y + 8, f"ticks: the {v['seeds']} seeds", MUTED, SMALL)
    return figure


def _row(
    ax: Axes,
    page: Page,
    y: float,
    label: str,
    shares: list[Values],
    columns: tuple[float, float],
    reach: float,
) -> None:
    if page.narrow:
        write(ax, columns[0], y + 6, label, INK, LABEL)
        y += 18
    else:
        write(ax, columns[0] - 12, y + 8, label, INK, LABEL, align="right")
    for share, x, (_, role) in zip(shares, columns, COLUMNS.values(), strict=False):
        bar(ax, x, y, share["mean"], reach, 16, role, cell_text(share["mean"]), LABEL)
        for one in share["each"]:
            at = x + reach * one
            ax.plot([at, at], [y - 2, y + 18], color=INK, linewidth=1.5, zorder=4)
