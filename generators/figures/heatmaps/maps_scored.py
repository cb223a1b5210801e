"""Every map under three tests: what its order destroys, and how it goes with ink and effect."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from generators.figures._shared.vision import measured, runs
from generators.kit import marks, theme
from generators.kit.values import Values

ROWS = {
    "rollout": "rollout",
    "rollout of another image": "another image’s rollout",
    "rollout, untrained": "untrained rollout",
    "last layer": "attention, last layer",
    "last layer of another image": "another’s attention",
    "last layer, untrained": "untrained attention",
    "brought": "weight × value",
    "best head": "best single head",
    "ink": "ink alone",
    "one at a time": "one blanked alone",
    "one exchanged": "one exchanged alone",
    "random": "random patches",
    "random inked": "random inked",
}
AT = 4


def key(name: str) -> str:
    """The name of a row as a part of a path of values."""
    return name.replace(" ", "_").replace(",", "")


def _of(run: Values, name: str) -> Values:
    """One row of one run: answers left after AT patches, in both tests, and agreement with ink."""
    found = run["best_head"] if name == "best head" else name
    left: Values = {
        test: run[test][found]["answers"][AT] if found in run[test] else None
        for test in ("deletion", "exchange")
    }
    return {**left, "ink": run["with_ink"].get(found)}


def values() -> Values:
    rows = {
        variant: {key(name): [_of(run, name) for run in runs(variant)] for name in ROWS}
        for variant in ("plain", "with holes")
    }
    found = measured()
    means = {
        variant.replace(" ", "_"): {
            name: {
                column: float(np.mean([row[column] for row in lines]))
                for column in lines[0]
                if lines[0][column] is not None
            }
            for name, lines in table.items()
        }
        for variant, table in rows.items()
    }
    return {
        "at": AT,
        "images": found["images"]["test"],
        "choosing": found["images"]["choosing"],
        "seeds": len(found["seeds"]),
        "rows": rows,
        "mean": means,
        "best_heads": [run["best_head"] for run in runs()],
        "between_seeds": {
            key(name): value for name, value in found["variants"]["plain"]["between_seeds"].items()
        },
        "holes_rollout_lowest": all(
            rollout["exchange"] < inked["exchange"]
            for rollout, inked in zip(
                rows["with holes"]["rollout"], rows["with holes"]["random_inked"], strict=True
            )
        ),
    }


def alt(v: Values) -> str:
    rollout, ink = (v["mean"]["plain"][name] for name in ("rollout", "ink"))
    return (
        f"For each map, {v['seeds']} training runs: answers unchanged after {v['at']} patches "
        f"were blanked (rollout {rollout['deletion']:.0%}, ink {ink['deletion']:.0%}) or exchanged "
        f"(rollout {rollout['exchange']:.0%}, ink {ink['exchange']:.0%}), and rank correlation "
        f"with ink (rollout {rollout['ink']:.2f})."
    )


COLUMNS = (
    ("deletion", "left after 4 blanked", (0.0, 1.0), ("0 %", "50 %", "100 %")),
    ("exchange", "left after 4 exchanged", (0.0, 1.0), ("0 %", "50 %", "100 %")),
    ("ink", "agrees with ink", (-1.0, 1.0), ("−1", "0", "1")),
)


def _column(
    ax: Any, x: float, y: float, width: float, pitch: float, v: Values, column: Any
) -> None:
    which, title, (low, high), ticks = column
    bottom = y + pitch * len(ROWS)
    marks.write(ax, x, y - 14, title, theme.INK, theme.SMALL, weight="semibold")
    for place, text in zip((0, 0.5, 1), ticks, strict=True):
        at = x + place * width
        ax.plot([at, at], [y, bottom], color=theme.GRID, linewidth=1, zorder=0)
        marks.write(ax, at, bottom + 12, text, theme.MUTED, theme.SMALL, align="centre")
    for variant, face in (("with holes", theme.PANEL), ("plain", theme.WEIGHT)):
        for index, name in enumerate(ROWS):
            for row in v["rows"][variant][key(name)]:
                if row[which] is None:
                    continue
                at = x + (row[which] - low) / (high - low) * width
                dot = Circle(
                    (at, y + (index + 0.5) * pitch),
                    4.5,
                    facecolor=face,
                    edgecolor=theme.WEIGHT,
                    linewidth=1.4,
                    alpha=0.85,
                    zorder=4,
                )
                ax.add_patch(dot)


def _labels(ax: Any, right: float, y: float, pitch: float) -> None:
    for index, text in enumerate(ROWS.values()):
        middle = y + (index + 0.5) * pitch
        marks.write(ax, right, middle, text, theme.INK, theme.LABEL, align="right")


def _key(ax: Any, x: float, y: float) -> None:
    for offset, face, text in (
        (0, theme.WEIGHT, "trained on whole pictures"),
        (180, theme.PANEL, "with holes"),
    ):
        dot = Circle(
            (x + offset + 5, y), 4.5, facecolor=face, edgecolor=theme.WEIGHT, linewidth=1.4
        )
        ax.add_patch(dot)
        marks.write(ax, x + offset + 16, y, text, theme.MUTED, theme.SMALL)


def draw(v: Values) -> Figure:
    pitch, y = 24.0, 66.0
    figure, ax = theme.canvas(680, y + pitch * len(ROWS) + 36)
    _key(ax, 16, 20)
    _labels(ax, 172, y, pitch)
    for index, column in enumerate(COLUMNS):
        _column(ax, 192 + index * 166, y, 122, pitch, v, column)
    return figure


def narrow(v: Values) -> Figure:
    pitch = 22.0
    block = pitch * len(ROWS) + 62
    figure, ax = theme.canvas(346, 44 + 3 * block)
    _key(ax, 12, 18)
    for index, column in enumerate(COLUMNS):
        y = 70 + index * block
        _labels(ax, 168, y, pitch)
        _column(ax, 184, y, 140, pitch, v, column)
    return figure
