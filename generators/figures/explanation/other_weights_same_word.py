"""Other attention weights in the pronoun's row: how often the pronoun stays right."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from generators.figures.explanation import _page
from generators.figures.explanation._page import FOUR_HEADS, ONE_HEAD, slug
from generators.kit import marks, theme
from generators.kit.values import Values

RIGHT = "right, genders differ"
ROWS = {
    "another sentence's": "another sentence's row",
    "other reading's": "the other reading's row",
    "uniform": "even, both layers",
    "uniform in layer 1": "even, layer 1",
    "uniform in layer 2": "even, layer 2",
    "permuted": "permuted, both layers",
}


def values() -> Values:
    measured = _page.read()
    found = {variant: _page.runs(variant) for variant in (FOUR_HEADS, ONE_HEAD)}
    four, every = found[FOUR_HEADS], measured["runs"]
    return {
        "rows": {
            name: {
                variant: [run["other_weights"]["kinds"][name][RIGHT] for run in runs]
                for variant, runs in found.items()
            }
            for name in ROWS
        },
        "by_name": {
            slug(name): {
                "seeds": [run["other_weights"]["kinds"][name][RIGHT] for run in four],
                "moved": [run["other_weights"]["kinds"][name]["moved"] for run in four],
                "least": min(run["other_weights"]["kinds"][name][RIGHT] for run in every),
                "most": max(run["other_weights"]["kinds"][name][RIGHT] for run in every),
            }
            for name in ROWS
        },
        "own_right": min(run["other_weights"]["kinds"]["its own"]["right"] for run in every),
        "permutations": measured["permutations"],
        "far": measured["far"],
        "same_chance": measured["same_chance"],
        "far_and_same": {
            "seeds": [run["other_weights"]["far_and_same"] for run in four],
            "one_head": [run["other_weights"]["far_and_same"] for run in found[ONE_HEAD]],
            "least": min(run["other_weights"]["far_and_same"] for run in every),
            "most": max(run["other_weights"]["far_and_same"] for run in every),
        },
        "rollout": {
            "least": min(run["without_encoder_attention"]["rollout_correlation"] for run in every),
            "right": [run["without_encoder_attention"]["pronoun_right"] for run in four],
            "one_head": [
                run["without_encoder_attention"]["pronoun_right"] for run in found[ONE_HEAD]
            ],
            "moved": max(run["without_encoder_attention"]["encoder_weight_moved"] for run in four),
            "four_least": min(
                run["without_encoder_attention"]["rollout_correlation"] for run in four
            ),
        },
        "n": measured["n"],
        "n_differ": measured["n_genders_differ"],
        "seeds": len(four),
    }


def alt(v: Values) -> str:
    parts = [
        f"{ROWS[name]}: {', '.join(f'{share:.0%}' for share in row[FOUR_HEADS])}"
        for name, row in v["rows"].items()
    ]
    return (
        f"Share of {v['n_differ']} pronouns still right with other weights in the row, one dot a "
        f"trained model. Four heads, {v['seeds']} trainings: {'; '.join(parts)}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 560, 190, 320, True)


def narrow(v: Values) -> Figure:
    return _draw(v, 340, 168, 144, False)


def _draw(v: Values, width: int, label: float, track: float, wide: bool) -> Figure:
    """A line for each run, so that equal shares stay apart: four heads above, one head below."""
    pitch, top, left = 46, 52, 8 + label
    bottom = top + pitch * len(v["rows"])
    figure, ax = theme.canvas(width, bottom + 48)
    _key(ax, wide)
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x = left + tick * track
        ax.plot([x, x], [top, bottom], color=theme.GRID, linewidth=1, zorder=0)
        if wide or tick in (0, 0.5, 1):
            marks.write(ax, x, bottom + 12, f"{tick:.0%}", theme.MUTED, theme.SMALL, align="centre")
    for number, (name, row) in enumerate(v["rows"].items()):
        middle = top + (number + 0.5) * pitch
        size = theme.LABEL if wide else theme.SMALL
        edge = middle + pitch / 2
        ax.plot([left, left + track], [edge, edge], color=theme.GRID, linewidth=1, zorder=0)
        marks.write(ax, left - 16, middle, ROWS[name], theme.INK, size, align="right")
        for variant, face, first in ((FOUR_HEADS, theme.WEIGHT, -16), (ONE_HEAD, theme.PANEL, 4)):
            for seed, share in enumerate(row[variant]):
                ax.add_patch(
                    Circle(
                        (left + share * track, middle + first + 6 * seed),
                        3.5,
                        facecolor=face,
                        edgecolor=theme.WEIGHT,
                        linewidth=1.3,
                        zorder=4,
                    )
                )
    text = "pronouns still right"
    marks.write(ax, left + track, bottom + 32, text, theme.MUTED, theme.SMALL, align="right")
    return figure


def _key(ax: Axes, wide: bool) -> None:
    x = 14.0
    for face, text in ((theme.WEIGHT, "four heads"), (theme.PANEL, "one head")):
        text = f"{text}, three trainings" if wide else text  # noqa: PLW2901
        ax.add_patch(Circle((x, 20), 3.5, facecolor=face, edgecolor=theme.WEIGHT, linewidth=1.3))
        marks.write(ax, x + 12, 20, text, theme.INK, theme.SMALL)
        x += theme.measure(text, theme.SMALL)[0] + 40
