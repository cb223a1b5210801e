"""Every map under three tests: what its order destroys, and how it goes with ink and effect."""

from statistics import fmean

from generators.figures._shared.vision import measured, runs
from generators.figures.heatmaps._digits import AT, TESTS, key
from generators.kit.charts.row_names import name_row
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import INK, PANEL, SMALL

ROWS = {
    "rollout": "rollout",
    "rollout of another image": "another’s rollout",
    "rollout, untrained": "untrained rollout",
    "last layer": "attention",
    "last layer of another image": "another’s attention",
    "last layer, untrained": "untrained attention",
    "brought": "weight × value",
    "best head": "best single head",
    "ink": "most ink first",
    "one at a time": "one blanked",
    "one exchanged": "one exchanged",
    "random": "random",
    "random inked": "random inked",
}
Column = tuple[str, tuple[float, float], dict[float, str]]  # title, span, ticks
COLUMNS: dict[str, Column] = {
    "deletion": (f"left after {AT} blanked", (0, 1), {0: "0%", 0.5: "50%", 1: "100%"}),
    "exchange": (f"left after {AT} exchanged", (0, 1), {0: "0%", 0.5: "50%", 1: "100%"}),
    "ink": ("agrees with ink", (-1, 1), {-1: "−1", 0: "0", 1: "1"}),
}
BETWEEN = ("rollout", "last layer", "one at a time")
TOLD = {"plain": ("rollout", "ink"), "with_holes": ("rollout", "random", "random inked")}
FACES = {"with_holes": PANEL, "plain": INK}  # open and filled dots


def _of(run: Values, name: str) -> Values:
    """One row of one run: answers left after AT patches, in both tests, and agreement with ink."""
    found = run["best_head"] if name == "best head" else name
    measures = {t: run[t][found]["answers"][AT] for t in TESTS if found in run[t]}
    ink = run["with_ink"].get(found)
    return measures if ink is None else {**measures, "ink": ink}


def _mean(trainings: list[Values]) -> Values:
    return {column: fmean(row[column] for row in trainings) for column in trainings[0]}


def values() -> Values:
    rows = {
        variant: {key(n): [_of(run, n) for run in runs(variant.replace("_", " "))] for n in ROWS}
        for variant in FACES
    }
    means = {
        variant: {key(name): _mean(rows[variant][key(name)]) for name in names}
        for variant, names in TOLD.items()
    }
    between = measured()["variants"]["plain"]["between_seeds"]
    return {
        "rows": rows,
        "mean": means,
        "between_seeds": {key(name): between[name] for name in BETWEEN},
    }


def alt(v: Values) -> str:
    rollout, ink = (v["mean"]["plain"][name] for name in ("rollout", "ink"))
    return (
        f"For each map, a dot a training: answers unchanged after {AT} patches "
        f"were blanked (rollout {rollout['deletion']:.0%}, ink {ink['deletion']:.0%}) or exchanged "
        f"(rollout {rollout['exchange']:.0%}, ink {ink['exchange']:.0%}), and rank correlation "
        f"with ink (rollout {rollout['ink']:.2f})."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(len(COLUMNS), page.pick((104, 312), (168, 290)), (144, 36, 18, 30))
    for ax, (column, (title, span, ticks)) in zip(plots, COLUMNS.items(), strict=True):
        ax.set(xlim=span, ylim=(len(ROWS) - 0.5, -0.5), yticks=[])
        ax.set_xticks(list(ticks), list(ticks.values()))
        ax.grid(axis="x")
        ax.set_title(title, loc="left", fontsize=SMALL, weight="semibold")
        for place, (name, label) in enumerate(ROWS.items()):
            name_row(ax, place, label, 10)
            for variant, face in FACES.items():
                dots = [row[column] for row in v["rows"][variant][key(name)] if column in row]
                ax.scatter(dots, [place] * len(dots), s=50, c=face, edgecolors=INK, zorder=4)
    return figure
