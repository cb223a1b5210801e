"""A gradient step: which way is downhill for three weights; a row after a hundred such steps."""

import numpy as np
from matplotlib.patches import Circle

from generators.figures.training import _nudges
from generators.figures.training._page import NAME, reading, steps
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, heat, note, token, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, PANEL, QUERY, SMALL, WEIGHT, signed_text
from generators.pipeline import results

SHOWN, RATE = 3, 1.0  # the steepest of the weights drawn, and how far a step goes


def values() -> Values:
    before, after = steps()[_nudges.FIRST : _nudges.FIRST + 2]
    slopes = _nudges.slopes()
    shown = list(slopes)[:SHOWN]
    matrix, moved = _nudges.matrix(), _nudges.matrix()
    for at in shown:
        moved.flat[at] -= RATE * slopes[at]
    rows = [reading(step) for step in (before, after)]
    row = int(np.argmax(rows[1].weights.max(axis=-1) - rows[0].weights.max(axis=-1)))
    return {
        "steps": [before, after],
        "drawn": _nudges.DRAWN,
        "before": [float(matrix.flat[at]) for at in shown],
        "slopes": [slopes[at] for at in shown],
        "after": [float(moved.flat[at]) for at in shown],
        "loss": _nudges.loss(matrix),
        "loss_after": _nudges.loss(moved),
        "english": list(rows[0].english),
        "writes": rows[0].wanted[row],
        "rows": [each.weights[row].tolist() for each in rows],
        "parameters": next(
            run["parameters"]
            for run in results.read("translator")["runs"]
            if run["variant"] == NAME
        ),
        "losses": [float(-np.log(each.chances).mean()) for each in rows],
    }


def alt(v: Values) -> str:
    moves = "; ".join(
        f"{before:.3f}, slope {slope:.3f}, to {after:.3f}"
        for before, slope, after in zip(v["before"], v["slopes"], v["after"], strict=True)
    )
    looks = [v["english"][int(np.argmax(row))] for row in v["rows"]]
    return (
        f"Three weights on number lines, moved against their slopes: {moves}. The loss goes from "
        f"{v['loss']:.4f} to {v['loss_after']:.4f}. Below, the row that writes {v['writes']} after "
        f"{v['steps'][0]} and {v['steps'][1]} steps: the largest weight is on {looks[0]} with "
        f"{max(v['rows'][0]):.2f}, then on {looks[1]} with {max(v['rows'][1]):.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((620, 376), (336, 462))
    left, wide = page.pick((150.0, 400.0), (20.0, 296.0))
    write(ax, 12, 16, "1  three weights, one step on this sentence", INK, LABEL, weight="semibold")
    reach = 1.25 * max(abs(slope) for slope in v["slopes"]) * RATE
    for index in range(SHOWN):
        y = page.pick(54, 66) + page.pick(42, 50) * index
        beside = (left - 16, y) if not page.narrow else (left, y - 22)
        ends = [signed_text(v[key][index], 3) for key in ("before", "after")]
        name = f"{ends[0]} → {ends[1]}"
        write(ax, *beside, name, QUERY, SMALL, align=page.pick("right", "left"))
        _line(ax, left, y, wide, RATE * v["slopes"][index] / reach)
    _scale(ax, left + wide, page.pick(30, 48), wide / (2 * reach))
    y = page.pick(176, 206)
    text = f"Loss of this sentence: {v['loss']:.4f} before, {v['loss_after']:.4f} after."
    note(ax, 12, y, text, INK, LABEL, width=page.pick(590, 312))
    y += page.pick(44, 60)
    apart = v["steps"][1] - v["steps"][0]
    text = f"2  all {v['parameters']:,} weights, {apart} steps of the training"
    write(ax, 12, y, text, INK, LABEL, weight="semibold")
    _rows(ax, page, v, y + 18)
    return figure


def _scale(ax: Axes, right: float, y: float, unit: float) -> None:
    """How long a hundredth is on the number lines; `unit` px are one."""
    ends = [right - 0.01 * unit, right]
    ax.plot(ends, [y, y], color=MUTED, linewidth=1)
    for x in ends:
        ax.plot([x, x], [y - 3, y + 3], color=MUTED, linewidth=1)
    write(ax, sum(ends) / 2, y - 12, "0.01", MUTED, SMALL, align="centre")


def _line(ax: Axes, left: float, y: float, wide: float, slope: float) -> None:
    """A number line around one weight: where it was, where downhill is, where it is now."""
    middle = left + wide / 2
    ax.plot([left, left + wide], [y, y], color=GRID, linewidth=2, zorder=1)
    end = middle - slope * wide / 2
    if abs(end - middle) > 12:
        arrow(ax, (middle, y), (end - 6 * np.sign(end - middle), y), QUERY)
    for x, face in ((middle, PANEL), (end, QUERY)):
        dot = Circle((x, y), 5, facecolor=face, edgecolor=QUERY, linewidth=1.5, zorder=4)
        ax.add_patch(dot)


def _rows(ax: Axes, page: Page, v: Values, top: float) -> None:
    """The same row of attention before and after, with its words and the loss beside it."""
    left, wide = page.pick((96.0, 380.0), (20.0, 296.0))
    token(ax, 12, top + page.pick(52, 2), v["writes"], height=24)
    cell, top = wide / len(v["english"]), top + page.pick(0, 26)  # on a phone the word is above
    for column, word in enumerate(v["english"]):
        ax.text(
            left + (column + 0.6) * cell,
            top + 44,
            word,
            rotation=50,
            rotation_mode="anchor",
            fontsize=SMALL,
            color=INK,
        )
    for index, (step, row, loss) in enumerate(zip(v["steps"], v["rows"], v["losses"], strict=True)):
        box = Box(left, top + 50 + page.pick(40, 50) * index, wide, 24)
        heat(ax, box, [row], WEIGHT, ruled=True)
        after = (box.right + 10, box.centre[1]) if not page.narrow else (left, box.bottom + 12)
        write(ax, *after, f"step {step}, loss {loss:.2f}", MUTED, SMALL)
