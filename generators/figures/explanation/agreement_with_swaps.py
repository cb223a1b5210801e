"""How well each method orders a sentence's words as swapping them does, with three controls."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from generators.figures.explanation import _page
from generators.figures.explanation._page import (
    FOUR_HEADS,
    KINDS,
    LABELS,
    ONE_HEAD,
    pair,
    role,
    slug,
)
from generators.kit import marks, theme
from generators.kit.values import Values

SWAP = "word swapped"
METHODS = [name for name in LABELS if name != SWAP]


def values() -> Values:
    measured = _page.read()
    found = {variant: _page.runs(variant) for variant in (FOUR_HEADS, ONE_HEAD)}
    rows = {
        name: {
            "four": [pair(run, name, SWAP)["mean"] for run in found[FOUR_HEADS]],
            "one": [pair(run, name, SWAP)["mean"] for run in found[ONE_HEAD]],
            "other": [pair(run, name, SWAP)["other_sentence"] for run in found[FOUR_HEADS]],
            "untrained": [pair(run, name, SWAP)["mean"] for run in measured["untrained"]],
        }
        for name in METHODS
    }
    every = [*found[FOUR_HEADS], *found[ONE_HEAD]]
    looks = [name for name in METHODS if LABELS[name][1] == "look"]
    return {
        "rows": rows,
        "by_name": {slug(name): row for name, row in rows.items()},
        "n": measured["n"],
        "seeds": len(found[FOUR_HEADS]),
        "models": len(every),
        "least": {
            slug(name): min(pair(run, name, SWAP)["mean"] for run in every) for name in METHODS
        },
        "most": {
            slug(name): max(pair(run, name, SWAP)["mean"] for run in every) for name in METHODS
        },
        "look_mean": float(np.mean([rows[name]["four"] for name in looks])),
        "look_other": float(np.mean([rows[name]["other"] for name in looks])),
        "kept_by_other": float(
            np.mean([rows[name]["other"] for name in looks])
            / np.mean([rows[name]["four"] for name in looks])
        ),
        "untrained_look_most": max(max(rows[name]["untrained"]) for name in looks),
        "untrained_hidden": [
            min(rows["word hidden"]["untrained"]),
            max(rows["word hidden"]["untrained"]),
        ],
        "noun": {
            slug(name): {
                "least": min(run["its_noun_above"][name] for run in every),
                "most": max(run["its_noun_above"][name] for run in every),
            }
            for name in LABELS
        },
    }


def alt(v: Values) -> str:
    row = v["by_name"]["attention_all_heads"]
    return (
        "For each method, dots with its rank correlation with token swaps: trained models, "
        "another sentence's map, untrained models. Attention over all heads: "
        f"{', '.join(f'{number:.2f}' for number in row['four'])} in {v['seeds']} trainings, "
        f"{', '.join(f'{number:.2f}' for number in row['other'])} with another sentence's map."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 600, 190, 360, True)


def narrow(v: Values) -> Figure:
    return _draw(v, 340, 148, 170, False)


def _draw(v: Values, width: int, left: float, track: float, wide: bool) -> Figure:
    pitch, top = 28, 40 if wide else 84
    figure, ax = theme.canvas(width, top + pitch * len(METHODS) + 3 * 24 + 44)
    _key(ax, wide)

    def at(number: float) -> float:
        return left + (number + 0.2) / 1.0 * track

    y = float(top)
    for kind, (title, colour) in KINDS.items():
        marks.write(ax, 8, y + 12, title, colour, theme.SMALL, weight="semibold")
        y += 24
        for name in (name for name in METHODS if LABELS[name][1] == kind):
            size = theme.LABEL if wide else theme.SMALL
            middle = y + pitch / 2
            marks.write(ax, left - 14, middle, LABELS[name][0], theme.INK, size, align="right")
            _dots(ax, v["rows"][name], at, middle, role(name))
            y += pitch
    for tick in (0, 0.2, 0.4, 0.6, 0.8):
        ax.plot(
            [at(tick)] * 2,
            [top, y],
            color=theme.MUTED if tick == 0 else theme.GRID,
            linewidth=1,
            zorder=0,
        )
        marks.write(ax, at(tick), y + 12, f"{tick:.1f}", theme.MUTED, theme.SMALL, align="centre")
    marks.write(
        ax,
        at(0.8),
        y + 30,
        "rank correlation with token swaps" if wide else "rank correlation",
        theme.MUTED,
        theme.SMALL,
        align="right",
    )
    return figure


def _dots(ax: Axes, row: dict[str, list[float]], at: Any, y: float, colour: str) -> None:
    for number in row["untrained"]:
        ax.plot([at(number)], [y + 7], marker="x", markersize=6, color=theme.MASKED, zorder=2)
    for number in row["other"]:
        ax.plot([at(number)] * 2, [y - 1, y - 12], color=theme.RESIDUAL, linewidth=2, zorder=2)
    for key, face in (("one", theme.PANEL), ("four", colour)):
        for number in row[key]:
            ax.add_patch(
                Circle(
                    (at(number), y),
                    4.5,
                    facecolor=face,
                    edgecolor=colour,
                    linewidth=1.4,
                    alpha=0.9,
                    zorder=4 if key == "four" else 3,
                )
            )


def _key(ax: Axes, wide: bool) -> None:
    x, y = 12.0, 16.0
    for mark, text in (
        ("four", "four heads"),
        ("one", "one head"),
        ("other", "another sentence's map"),
        ("untrained", "untrained"),
    ):
        row: dict[str, list[float]] = {key: [] for key in ("four", "one", "other", "untrained")}
        row[mark] = [0.0]
        shift = {"other": 6, "untrained": -7}.get(mark, 0)
        _dots(ax, row, lambda _, x=x: x + 4, y + shift, theme.INK)
        marks.write(ax, x + 16, y, text, theme.INK, theme.SMALL)
        x += theme.measure(text, theme.SMALL)[0] + 40
        if not wide and mark in ("one", "other"):
            x, y = 12.0, y + 22
