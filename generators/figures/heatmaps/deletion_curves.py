"""How many answers survive when patches are changed, from the one a map likes most downwards."""

from generators.figures.heatmaps._digits import AT, PERCENT, TESTS, answers, key
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import curves as over_runs
from generators.kit.theme import LABEL, MUTED, NEUTRAL, SMALL

TITLES = dict(zip(TESTS, ("patches blanked", "patches exchanged"), strict=True))
LINES = {  # order -> (label, colour, line)
    "random": ("random", MUTED, ":"),
    "random inked": ("random inked", MUTED, "--"),
    "rollout of another image": ("another’s rollout", NEUTRAL[3], "--"),
    "rollout": ("rollout", NEUTRAL[0], "-"),
    "last layer": ("attention", NEUTRAL[1], "-"),
    "yardstick": ("one at a time", NEUTRAL[2], "-."),
}


def values() -> Values:
    return {test: {key(name): over_runs(answers(test, name)) for name in LINES} for test in TESTS}


def alt(v: Values) -> str:
    said = "; ".join(
        f"{TITLES[test]}: "
        + ", ".join(f"{LINES[name][0]} {v[test][key(name)]['mean'][AT]:.0%}" for name in LINES)
        for test in TESTS
    )
    return f"Share of answers unchanged against the number of patches changed. After {AT}, {said}."


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(2, page.pick((290, 232), (262, 232)), (52, 66, 16, 52))
    for ax, test in zip(plots, TESTS, strict=True):
        found = v[test]
        counts = list(range(len(found["random"]["mean"])))
        across = Axis("patches changed", (0, counts[-1]), counts[:: counts[-1] // AT])
        set_axes(ax, across, Axis("answers unchanged", (0, 1.02), PERCENT))
        ax.set_title(TITLES[test], loc="left", pad=30, fontsize=LABEL, weight="semibold")
        for name, (_, role, dash) in LINES.items():
            line = found[key(name)]
            curves(ax, counts, [Curve("", line["mean"], line["least"], line["most"], role, dash)])
        high_first = sorted(LINES, key=lambda name: -found[key(name)]["mean"][AT])
        lines = dict(zip(LINES, ax.get_lines(), strict=True))
        handles, labels = [lines[name] for name in high_first], [LINES[n][0] for n in high_first]
        ax.legend(handles, labels, loc="upper right", fontsize=SMALL, handlelength=2.4)
    return figure
