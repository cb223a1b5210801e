"""Answers unchanged after a few patches were blanked or exchanged: the maps are ranked anew."""

from generators.figures._shared.vision import measured, runs
from generators.figures.heatmaps._digits import AT, PERCENT, TESTS, answers, key
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED, NEUTRAL, SMALL

LINES = {  # order -> (label, colour, line)
    "rollout": ("rollout", NEUTRAL[0], "-"),
    "last layer": ("attention", NEUTRAL[1], "-"),
    "random inked": ("random inked", MUTED, ":"),
}
CONTROLS = ("random", "ink", "yardstick", "rollout of another image", "rollout, untrained")


def values() -> Values:
    found = measured()
    each = {
        test: {
            key(name): [curve[AT] for curve in answers(test, name)] for name in (*LINES, *CONTROLS)
        }
        for test in TESTS
    }
    blanked, exchanged = (each[test] for test in TESTS)
    left = {test: {name: sum(of) / len(of) for name, of in each[test].items()} for test in TESTS}
    dice, maps = ("random", "random_inked"), ("rollout", "last_layer")
    return {
        "images": found["images"]["test"],
        "training_images": found["images"]["training"],
        "seeds": len(found["seeds"]),
        "exchanges": found["draws_of_exchanges"],
        "patches": len(answers("deletion", "random")[0]) - 1,
        "inked": found["inked_patches"],
        "at": AT,
        "least_accuracy": min(run["accuracy"]["test"] for run in runs()),
        "left": left,
        "runs_lower": {
            "random_than_rollout": _lower(blanked["random"], blanked["rollout"]),
            "random_inked_than_last_layer": _lower(blanked["random_inked"], blanked["last_layer"]),
            "rollout_than_rollout_of_another_image": _lower(
                exchanged["rollout"], exchanged["rollout_of_another_image"]
            ),
        },
        "inked_beat_both": _lower(
            blanked["random_inked"],
            [min(pair) for pair in zip(*(blanked[name] for name in maps), strict=True)],
        ),
        "both_beat_both": _lower(
            [max(pair) for pair in zip(*(exchanged[name] for name in maps), strict=True)],
            [min(pair) for pair in zip(*(exchanged[name] for name in dice), strict=True)],
        ),
        "nearer_yardstick": int(
            2 * left["exchange"]["rollout"]
            < left["exchange"]["yardstick"] + left["exchange"]["random_inked"]
        ),
    }


def _lower(one: list[float], other: list[float]) -> int:
    """In how many trainings the first order leaves fewer answers."""
    return sum(a < b for a, b in zip(one, other, strict=True))


def alt(v: Values) -> str:
    said = ", ".join(
        f"{label} {v['left']['deletion'][key(name)]:.0%} and {v['left']['exchange'][key(name)]:.0%}"
        for name, (label, _, _) in LINES.items()
    )
    return (
        f"Lines from left to right: answers unchanged after {v['at']} of {v['patches']} patches "
        f"were blanked, and after they were exchanged: {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(500, 330, left=52, right=page.pick(140, 112), top=46, bottom=40)
    ends = {0.0: "blanked", 1.0: "exchanged"}
    set_axes(
        ax,
        Axis(span=(0, 1), ticks=ends),
        Axis("answers unchanged: the fewer, the better the order", (0, 0.75), PERCENT),
    )
    ax.set_xlim(-0.08, 1)
    lines = [
        Curve(
            label, [v["left"][test][key(name)] for test in TESTS], role=role, dash=dash, marker="o"
        )
        for name, (label, role, dash) in LINES.items()
    ]
    curves(ax, (0, 1), lines, SMALL)
    return figure
