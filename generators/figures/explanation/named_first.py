"""Which kind of word each method names first, and how often that word really decides."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.figures.explanation import _page
from generators.figures.explanation._page import LABELS, WORDS, slug
from generators.kit import marks, theme
from generators.kit.values import Values

REST = "anything else"
BASELINE = "any word, at random"


def values() -> Values:
    measured, found = _page.read(), _page.runs()
    every = measured["runs"]
    kinds = list(WORDS)
    rows: dict[str, Values] = {
        name: {
            "kinds": {
                kind: float(np.mean([run["top"][name]["kinds"][kind] for run in found]))
                for kind in kinds
            },
            "decides": [run["top"][name]["decides"] for run in found],
        }
        for name in LABELS
    }
    rows[BASELINE] = {
        "kinds": {k: float(np.mean([run["even"]["kinds"][k] for run in found])) for k in kinds},
        "decides": [run["even"]["decides"] for run in found],
    }
    return {
        "rows": rows,
        "by_name": {
            slug(name): {
                "kinds": {slug(kind): share for kind, share in row["kinds"].items()},
                "decides": {"least": min(row["decides"]), "most": max(row["decides"])},
            }
            for name, row in rows.items()
        },
        "all_models": {
            slug(name): {
                "least": min(run["top"][name]["decides"] for run in every),
                "most": max(run["top"][name]["decides"] for run in every),
                "order_least": min(run["top"][name]["order"] for run in every),
                "order_most": max(run["top"][name]["order"] for run in every),
            }
            for name in LABELS
        },
        "it_most": max(run["top"][name]["kinds"]["it"] for run in every for name in LABELS),
        "it_swap_flips": max(
            share
            for run in every
            for reading in run["swapped"].values()
            if (share := reading["it"]) is not None
        ),
        "other_noun_flips": max(
            reading["other noun"] for run in every for reading in run["swapped"].values()
        ),
        "else_flips": max(reading[REST] for run in every for reading in run["swapped"].values()),
        "verb_flips": {
            "least": min(run["swapped"]["genders differ"]["verb"] for run in every),
            "most": max(run["swapped"]["genders differ"]["verb"] for run in every),
            "cannot": max(run["swapped"]["same gender"]["verb"] for run in every),
        },
        "its_noun_flips": min(
            reading["its noun"] for run in every for reading in run["swapped"].values()
        ),
        "hidden": {
            slug(name): {
                "least": min(run["hidden_flips"][name] for run in every),
                "most": max(run["hidden_flips"][name] for run in every),
                "seeds": [run["hidden_flips"][name] for run in found],
            }
            for name in (*LABELS, "any word")
        },
        "product_below_gradient": sum(
            run["top"]["gradient times input"]["decides"] < run["top"]["gradient norm"]["decides"]
            for run in every
        ),
        "swaps": measured["swaps"],
        "minutes": measured["cpu_seconds"] / 60,
        "n": measured["n"],
        "seeds": len(found),
        "models": len(every),
    }


def alt(v: Values) -> str:
    look, swap = v["rows"]["attention, all heads"], v["rows"]["word swapped"]
    return (
        "Stacked bars: the kind of word that each method names first. Attention over all heads "
        f"names the adjective in {look['kinds']['adjective']:.0%} of sentences; its first word "
        f"decides in {min(look['decides']):.0%} to {max(look['decides']):.0%}. Swapping names "
        f"the adjective in {swap['kinds']['adjective']:.0%} and its noun in "
        f"{swap['kinds']['its noun']:.0%}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 640, 190, 310, True)


def narrow(v: Values) -> Figure:
    return _draw(v, 356, 148, 116, False)


def _draw(v: Values, width: int, left: float, track: float, wide: bool) -> Figure:
    pitch, top = 32, 62 if wide else 84
    figure, ax = theme.canvas(width, top + pitch * len(v["rows"]) + 26)
    _key(ax, wide)
    marks.note(
        ax,
        left + track + (26 if wide else 12),
        top - 32,
        "first word\ndecides",
        theme.MUTED,
        theme.SMALL,
    )
    for number, (name, row) in enumerate(v["rows"].items()):
        y = top + number * pitch + (10 if name == BASELINE else 0)
        label = LABELS[name][0] if name in LABELS else name
        size = theme.LABEL if wide else theme.SMALL
        marks.write(ax, left - 14, y + pitch / 2, label, theme.INK, size, align="right")
        _stack(ax, row["kinds"], left, y + 6, track, pitch - 12)
        low, high = min(row["decides"]), max(row["decides"])
        text = f"{low:.0%}" if f"{low:.0%}" == f"{high:.0%}" else f"{low:.0%} – {high:.0%}"
        x = left + track + (26 if wide else 12)
        marks.write(ax, x, y + pitch / 2, text, theme.INK, theme.SMALL)
    return figure


def _stack(
    ax: Axes, kinds: dict[str, float], x: float, y: float, track: float, height: float
) -> None:
    for kind, share in kinds.items():
        width = share * track
        if width < 0.5:
            continue
        colour, alpha = WORDS[kind]
        ax.add_patch(
            Rectangle(
                (x, y), max(width - 1, 0.5), height, facecolor=colour, alpha=alpha, linewidth=0
            )
        )
        x += width


def _key(ax: Axes, wide: bool) -> None:
    x, y = 12.0, 16.0
    for number, kind in enumerate(WORDS):
        colour, alpha = WORDS[kind]
        ax.add_patch(Rectangle((x, y - 6), 12, 12, facecolor=colour, alpha=alpha, linewidth=0))
        marks.write(ax, x + 18, y, kind, theme.INK, theme.SMALL)
        x += theme.measure(kind, theme.SMALL)[0] + 38
        if not wide and number == 2:
            x, y = 12.0, 38.0
