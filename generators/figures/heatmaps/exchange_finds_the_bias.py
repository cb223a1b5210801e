"""Every model as a dot: how much "with" looks at the occupation, how far its exchange moves her."""

from generators.figures.heatmaps._planted_bias import LABELS, runs, strongest
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import GRID, INK, LABEL, PANEL

PANELS = {"pronouns": "text 1", "wares": "text 2", "later": "text 2, same weights"}
FACES = {"planted": INK, "balanced": PANEL}


def values() -> Values:
    found: Values = {
        panel: {kind: [_dot(run[f"{panel}-{kind}"]) for run in runs()] for kind in LABELS}
        for panel in PANELS
    }
    gaps = {kind: [dot["gap"] for panel in PANELS for dot in found[panel][kind]] for kind in LABELS}
    return {
        **found,
        "n_seeds": len(runs()),
        "models": sum(map(len, gaps.values())),
        "least_gap_planted": min(gaps["planted"]),
        "most_gap_balanced": max(map(abs, gaps["balanced"])),
        "most_lead": max(
            one["weight"] - other["weight"]
            for one, other in zip(
                found["wares"]["planted"], found["wares"]["balanced"], strict=True
            )
        ),
        "most_within": max(
            run[f"{panel}-{kind}"]["within"]
            for run in runs()
            for panel in PANELS
            for kind in LABELS
        ),
    }


def _dot(run: Values) -> dict[str, float]:
    return {"weight": strongest(run), "gap": run["gap"]}


def alt(v: Values) -> str:
    return (
        f"Three panels of dots, one a model; across, the weight on the occupation; up, how far "
        f"exchanging it raises the share of her. All planted models are above "
        f"{v['least_gap_planted']:.2f}, all balanced ones below {v['most_gap_balanced']:.2f}. In "
        "text 1 every planted model looks more at it than any balanced one; in text 2 none looks "
        f"more than its balanced partner by over {v['most_lead']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(len(PANELS), page.pick((190, 190), (250, 190)), (44, 66, 24, 50))
    for ax, (panel, title) in zip(plots, PANELS.items(), strict=True):
        across = Axis("weight on the occupation", (0, 1), {0: "0", 0.5: ".5", 1: "1"})
        set_axes(
            ax, across, Axis("“her” becomes likelier by", (-0.06, 1), {0: "0", 0.5: ".5", 1: "1"})
        )
        ax.set_title(title, loc="left", pad=30, fontsize=LABEL, weight="semibold")
        for ends in zip(v[panel]["planted"], v[panel]["balanced"], strict=True):
            ax.plot(*zip(*((end["weight"], end["gap"]) for end in ends), strict=True), color=GRID)
        for kind, face in FACES.items():
            x, y = zip(*((dot["weight"], dot["gap"]) for dot in v[panel][kind]), strict=True)
            ax.scatter(x, y, s=50, c=face, edgecolors=INK, zorder=4, label=LABELS[kind])
        if panel == "wares":  # where the left half is free
            ax.legend(loc="center left", handletextpad=0, borderpad=0)
    return figure
