"""Every model as a dot: how much "with" looks at the occupation, how far its exchange moves her."""

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.figures.heatmaps import _planted_bias
from generators.kit import marks
from generators.kit.charts.labelled_dots import dot
from generators.kit.theme import DECODER, GRID, INK, LABEL, MUTED, SMALL, canvas
from generators.kit.values import Values
from generators.pipeline import results

SIDE = 164  # px of a panel's frame
RISE = "rise of “her” by the exchange"
PANELS = {
    "pronouns": ("text 1", "pronouns only"),
    "wares": ("text 2", "pronouns and wares"),
    "later": ("text 2, second training", "attention held fixed"),
}
LOOKS = {"planted": ("disc", DECODER), "balanced": ("ring", DECODER)}


def values() -> Values:
    runs = _planted_bias.runs()
    found: Values = {
        panel: {kind: [_dot(run[f"{panel}-{kind}"]) for run in runs] for kind in LOOKS}
        for panel in PANELS
    }
    gaps = [[one["gap"] for panel in PANELS for one in found[panel][kind]] for kind in LOOKS]
    return {
        **found,
        "untrained": [_dot(run["untrained"]) for run in runs],
        "n_seeds": len(runs),
        "models": len(runs) * len(PANELS) * len(LOOKS),
        "sentences": results.read("planted_bias")["sentences"],
        "least_gap_planted": min(gaps[0]),
        "most_gap_balanced": max(abs(gap) for gap in gaps[1]),
        "most_within": max(
            run[f"{panel}-{kind}"]["within"] for run in runs for panel in PANELS for kind in LOOKS
        ),
    }


def _dot(run: Values) -> dict[str, float]:
    return {"weight": _planted_bias.strongest(run["weight"]), "gap": run["gap"]}


def alt(v: Values) -> str:
    return (
        f"Three panels of dots, one a model; across, the weight on the occupation; up, how far "
        f"exchanging it raises the share of her. All planted models lie above "
        f"{v['least_gap_planted']:.2f}, all balanced ones below {v['most_gap_balanced']:.2f}. From "
        "left to right they are apart in the first panel only."
    )


def draw(v: Values) -> Figure:
    figure, ax = canvas(640, 350)
    _key(ax, 48, 18)
    marks.write(ax, 8, 98, RISE, MUTED, SMALL)
    for number, name in enumerate(PANELS):
        _panel(ax, 52 + number * (SIDE + 34), 122, name, v, number == 0)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(336, 934)
    _key(ax, 8, 18)
    for number, name in enumerate(PANELS):
        marks.write(ax, 60, 100 + number * 300, RISE, MUTED, SMALL)
        _panel(ax, 84, 124 + number * 300, name, v, True)
    return figure


def _key(ax: Any, x: float, y: float) -> None:
    for kind, (shape, role) in LOOKS.items():
        mark = dot(ax, x + 5, y, role, shape)
        text = _planted_bias.LABELS[kind]
        marks.write(ax, mark.right + 4, y, text, INK, LABEL)
        x += 120
    mark = dot(ax, x + 5, y, MUTED, "square")
    marks.write(ax, mark.right + 4, y, "untrained", INK, LABEL)


def _panel(ax: Any, x: float, y: float, name: str, v: Values, labelled: bool) -> None:
    first, second = PANELS[name]
    marks.write(ax, x, y - 66, first, INK, LABEL, weight="semibold")
    marks.write(ax, x, y - 48, second, MUTED, SMALL)
    ax.add_patch(Rectangle((x, y), SIDE, SIDE, facecolor="none", edgecolor=GRID, linewidth=1))
    for tick in (0, 0.5, 1):
        ax.plot([x, x + SIDE], [y + SIDE * (1 - tick)] * 2, color=GRID, linewidth=1)
        marks.write(ax, x + SIDE * tick, y + SIDE + 12, f"{tick:g}", MUTED, SMALL, align="centre")
        if labelled:
            marks.write(ax, x - 8, y + SIDE * (1 - tick), f"{tick:g}", MUTED, SMALL, align="right")
    marks.write(ax, x + SIDE, y + SIDE + 30, "weight on occupation", MUTED, SMALL, align="right")
    for one, other in zip(v[name]["planted"], v[name]["balanced"], strict=True):
        ends = [(x + SIDE * end["weight"], y + SIDE * (1 - end["gap"])) for end in (one, other)]
        ax.plot(*zip(*ends, strict=True), color=MUTED, linewidth=1, alpha=0.5)
    for kind, (shape, role) in LOOKS.items():
        for one in v[name][kind]:
            dot(ax, x + SIDE * one["weight"], y + SIDE * (1 - one["gap"]), role, shape)
    if name == "pronouns":
        for one in v["untrained"]:
            dot(ax, x + SIDE * one["weight"], y + SIDE * (1 - one["gap"]), MUTED, "square")
