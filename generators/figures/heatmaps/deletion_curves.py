"""How many answers survive when patches are changed, from the one a map likes most downwards."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures._shared.vision import measured, runs
from generators.kit import charts, theme
from generators.kit.values import Values

TESTS = ("deletion", "exchange")
YARDSTICK = {"deletion": "one at a time", "exchange": "one exchanged"}
LINES = {
    "random": ("random", theme.MUTED, (0, (1, 2))),
    "random inked": ("random inked", theme.INK, (0, (1, 2))),
    "rollout of another image": ("another’s rollout", theme.ENCODER, (0, (5, 2))),
    "rollout": ("rollout", theme.ENCODER, "-"),
    "last layer": ("attention", theme.WEIGHT, "-"),
    "yardstick": ("one at a time", theme.VALUE, "-"),
}
AT = 4  # patches changed where the text quotes numbers


def _curves(test: str) -> dict[str, list[list[float]]]:
    """Every line of a panel and the untrained controls, one curve a run."""
    names = {name: YARDSTICK[test] if name == "yardstick" else name for name in LINES}
    names |= {name: name for name in ("rollout, untrained", "ink")}
    return {
        line.replace(" ", "_").replace(",", ""): [run[test][name]["answers"] for run in runs()]
        for line, name in names.items()
    }


def values() -> Values:
    found = measured()
    curves = {test: _curves(test) for test in TESTS}
    left = {
        test: {name: [curve[AT] for curve in lines] for name, lines in curves[test].items()}
        for test in TESTS
    }
    return {
        "images": found["images"]["test"],
        "training_images": found["images"]["training"],
        "seeds": len(found["seeds"]),
        "draws": found["draws_of_random_orders"],
        "exchanges": found["draws_of_exchanges"],
        "patches": len(curves["deletion"]["random"][0]) - 1,
        "inked": found["inked_patches"],
        "inked_from": found["inked_from"],
        "at": AT,
        "curves": curves,
        "least_accuracy": min(run["accuracy"]["test"] for run in runs()),
        "most_accuracy": max(run["accuracy"]["test"] for run in runs()),
        "left": {
            test: {name: float(np.mean(kept)) for name, kept in lines.items()}
            for test, lines in left.items()
        },
        # in how many runs the first name leaves fewer answers than the second
        "runs_lower": {
            test: {
                f"{one}_than_{other}": sum(
                    a < b for a, b in zip(left[test][one], left[test][other], strict=True)
                )
                for one in ("rollout", "last_layer")
                for other in ("random", "random_inked", "rollout_of_another_image")
            }
            for test in TESTS
        },
        # exchanged by rollout: closer to the yardstick than to random inked patches
        "nearer_yardstick": int(
            2 * np.mean(left["exchange"]["rollout"])
            < np.mean(left["exchange"]["yardstick"]) + np.mean(left["exchange"]["random_inked"])
        ),
        "both_beat_both": sum(
            max(maps) < min(dice)
            for maps, dice in zip(
                zip(left["exchange"]["rollout"], left["exchange"]["last_layer"], strict=True),
                zip(left["exchange"]["random"], left["exchange"]["random_inked"], strict=True),
                strict=True,
            )
        ),
        "rollout_harmless": sum(
            a > b
            for a, b in zip(left["deletion"]["rollout"], left["deletion"]["random"], strict=True)
        ),
        "spread": float(
            max(max(kept) - min(kept) for lines in left.values() for kept in lines.values())
        ),
    }


def alt(v: Values) -> str:
    texts = [
        f"{word}: rollout {kept['rollout']:.0%}, another image's rollout "
        f"{kept['rollout_of_another_image']:.0%}, random {kept['random']:.0%}, random inked "
        f"{kept['random_inked']:.0%}, one at a time {kept['yardstick']:.0%}"
        for word, kept in zip(
            ("blanked", "exchanged"), (v["left"][test] for test in TESTS), strict=True
        )
    ]
    return (
        f"Share of answers unchanged against the number of patches changed, {v['seeds']} training "
        f"runs. After {v['at']} of {v['patches']} patches, {'; '.join(texts)}."
    )


def _panel(ax: Axes, curves: Values) -> None:
    counts = np.arange(len(curves["random"][0]))
    ax.set_xlim(0, counts[-1])
    ax.set_ylim(0, 1.02)
    ax.set_xticks([0, 4, 8, 12, 16])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    for name, (_, role, dashes) in LINES.items():
        lines = np.array(curves[name.replace(" ", "_")])
        low, high = lines.min(axis=0), lines.max(axis=0)
        ax.fill_between(counts, low, high, color=role, alpha=0.16, linewidth=0, zorder=2)
        ax.plot(counts, lines.mean(axis=0), color=role, linestyle=dashes, zorder=3)
    charts.axis_titles(ax, "patches changed", "answers unchanged")
    _name_lines(ax, curves)


def _name_lines(ax: Axes, curves: Values) -> None:
    """The lines' names in the upper right corner, in the order of the lines at AT."""
    at = {name: float(np.mean([c[AT] for c in curves[name.replace(" ", "_")]])) for name in LINES}
    for place, name in enumerate(sorted(at, key=lambda name: -at[name])):
        text, role, _ = LINES[name]
        ax.annotate(
            text,
            (1, 1),
            xycoords="axes fraction",
            xytext=(-100, -14 - 17 * place),
            textcoords="offset points",
            color=role,
            fontsize=theme.SMALL,
            annotation_clip=False,
        )


def draw(v: Values) -> Figure:
    figure, left = theme.chart(680, 340, left=56, right=352, top=66, bottom=52)
    right = theme.chart_axes(figure, 396, 66, 272, 222)
    for ax, test, title in (
        (left, "deletion", "patches blanked"),
        (right, "exchange", "patches exchanged"),
    ):
        _panel(ax, v["curves"][test])
        ax.set_title(title, loc="left", pad=30, fontsize=theme.LABEL, weight="semibold")
    return figure


def narrow(v: Values) -> Figure:
    figure, top = theme.chart(344, 640, left=50, right=16, top=66, bottom=370)
    low = theme.chart_axes(figure, 50, 372, 278, 210)
    for ax, test, title in (
        (top, "deletion", "patches blanked"),
        (low, "exchange", "patches exchanged"),
    ):
        _panel(ax, v["curves"][test])
        ax.set_title(title, loc="left", pad=30, fontsize=theme.LABEL, weight="semibold")
    return figure
