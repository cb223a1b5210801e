"""How much of each method's score lies on the adjective, where it decides and where it cannot."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from generators.figures.explanation import _page
from generators.figures.explanation._page import KINDS, LABELS, role, slug
from generators.kit import marks, theme
from generators.kit.values import Values

MEAN = "attention, all heads"


def values() -> Values:
    measured = _page.read()
    found = _page.runs()
    every = measured["runs"]
    looks = [name for name in LABELS if LABELS[name][1] == "look"]
    return {
        "n": measured["n"],
        "n_decides": measured["n_genders_differ"],
        "n_cannot": measured["n"] - measured["n_genders_differ"],
        "seeds": len(found),
        "models": len(every),
        "shares": {
            name: [
                [run["adjective"][name]["decides"], run["adjective"][name]["cannot"]]
                for run in found
            ]
            for name in LABELS
        },
        "first": {
            slug(name): {slug(key): share for key, share in found[0]["adjective"][name].items()}
            for name in LABELS
        },
        "told": {
            slug(name): {
                "least": min(run["adjective"][name]["told apart"] for run in every),
                "most": max(run["adjective"][name]["told apart"] for run in every),
                "seeds": [run["adjective"][name]["told apart"] for run in found],
            }
            for name in LABELS
        },
        "first_where_it_cannot": {
            "least": min(run["adjective"][MEAN]["first where it cannot"] for run in every),
            "most": max(run["adjective"][MEAN]["first where it cannot"] for run in every),
        },
        "look_least": min(run["adjective"][name]["told apart"] for run in every for name in looks),
        "look_most": max(run["adjective"][name]["told apart"] for run in every for name in looks),
        "largest_shift": max(
            abs(run["adjective"][name]["decides"] - run["adjective"][name]["cannot"])
            for run in every
            for name in looks
        ),
        "four_heads": {
            "least": min(run["adjective"][name]["told apart"] for run in found for name in looks),
            "most": max(run["adjective"][name]["told apart"] for run in found for name in looks),
        },
        "swaps": {
            "decides": min(run["swapped"]["genders differ"]["adjective"] for run in every),
            "cannot": max(run["swapped"]["same gender"]["adjective"] for run in every),
        },
    }


def alt(v: Values) -> str:
    looked, swapped = v["first"]["attention_all_heads"], v["first"]["word_swapped"]
    return (
        f"For each method two dots a model, {v['seeds']} models: the adjective's share of the "
        f"score where it decides ({v['n_decides']} sentences) and where it cannot "
        f"({v['n_cannot']}). Attention over all heads: {looked['decides']:.2f} and "
        f"{looked['cannot']:.2f}; word swapped: {swapped['decides']:.2f} and "
        f"{swapped['cannot']:.2f}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 640, 188, 330, True)


def narrow(v: Values) -> Figure:
    return _draw(v, 340, 134, 138, False)


def _draw(v: Values, width: int, left: float, track: float, wide: bool) -> Figure:
    pitch = 40
    height = 66 + len(LABELS) * pitch + 3 * 24 + 34
    figure, ax = theme.canvas(width, height)
    _key(ax, 12 if wide else 6, wide)
    text = "told apart" if wide else "apart"
    marks.write(ax, left + track + 26, 44 if wide else 40, text, theme.MUTED, theme.SMALL)
    y = 58.0
    for kind, (title, colour) in KINDS.items():
        marks.write(ax, 8, y + 12, title, colour, theme.SMALL, weight="semibold")
        y += 24
        for name in (name for name in LABELS if LABELS[name][1] == kind):
            _row(ax, v, name, left, y, track, pitch, wide)
            y += pitch
    for tick in (0, 0.5, 1):
        at = left + tick * track
        ax.plot([at, at], [58, y], color=theme.GRID, linewidth=1, zorder=0)
        marks.write(ax, at, y + 12, f"{tick:.0%}", theme.MUTED, theme.SMALL, align="centre")
    return figure


def _row(
    ax: Axes, v: Values, name: str, left: float, y: float, track: float, pitch: float, wide: bool
) -> None:
    size = theme.LABEL if wide else theme.SMALL
    marks.write(ax, left - 14, y + pitch / 2, LABELS[name][0], theme.INK, size, align="right")
    for seed, (decides, cannot) in enumerate(v["shares"][name]):
        at = y + pitch / 2 + (seed - 1) * 11
        ends = [left + decides * track, left + cannot * track]
        ax.plot(ends, [at, at], color=role(name), linewidth=2, alpha=0.4, zorder=2)
        for x, face, order in ((ends[0], role(name), 3), (ends[1], theme.PANEL, 4)):
            radius = 6 if face == theme.PANEL else 3.5
            ax.add_patch(
                Circle(
                    (x, at),
                    radius,
                    facecolor=face if face != theme.PANEL else "none",
                    edgecolor=role(name),
                    linewidth=1.3,
                    zorder=order,
                )
            )
    told = v["told"][slug(name)]["seeds"]
    low, high = (f"{edge:.2f}" for edge in (min(told), max(told)))
    text = low if low == high else f"{low} – {high}" if wide else f"{low}–{high}"
    marks.write(ax, left + track + (26 if wide else 8), y + pitch / 2, text, theme.INK, theme.SMALL)


def _key(ax: Axes, x: float, wide: bool) -> None:
    for filled, text in ((True, "it decides"), (False, "it cannot")):
        ax.add_patch(
            Circle(
                (x + 5, 18),
                3.5 if filled else 6,
                facecolor=theme.INK if filled else "none",
                edgecolor=theme.INK,
                linewidth=1.3,
            )
        )
        label = f"the adjective, where {text}" if wide else f"where {text}"
        marks.write(ax, x + 15, 18, label, theme.INK, theme.SMALL)
        x += theme.measure(label, theme.SMALL)[0] + 38
