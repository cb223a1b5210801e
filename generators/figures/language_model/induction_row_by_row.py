"""The strongest induction head of SmolLM2 (4-bit quantised) reads a second copy, row by row."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from generators.figures._shared import smollm2
from generators.kit import marks, theme
from generators.kit.marks.grids import compound
from generators.kit.scales import shade

CELL = 6.4


def values() -> dict[str, Any]:
    results = smollm2.read()
    repeated = smollm2.per_head("repeated", "induction")
    chosen = smollm2.strongest(repeated)[0]
    tokens, array = smollm2.weights("repeated")
    head, copy = array[chosen], len(tokens) // 2
    clean = [token.strip() for token in tokens]
    rows = []
    for place in range(copy, len(tokens)):
        row = head[place]
        rows.append(
            {
                "token": clean[place],
                "next": clean[place - copy + 1],
                "on_next": float(row[place - copy + 1]),
                "most_on": clean[int(row.argmax())],
                "right": bool(row.argmax() == place - copy + 1),
            }
        )
    others = {
        condition: smollm2.per_head(condition, "induction")
        for condition in (
            "never_repeated",
            "repeated_in_other_order",
            "repeated_mixed_weights",
            "repeated_untrained",
        )
    }
    by_place = np.array(results["repeated"]["loss_by_place"])
    other_order = np.array(results["repeated_in_other_order"]["loss_by_place"])
    return {
        "head": smollm2.name(chosen),
        "tokens": clean,
        "copy": copy,
        "rows": rows,
        "right": sum(row["right"] for row in rows),
        "score": float(repeated.max()),
        "draws": results["repeated"]["texts"],
        "above_30": int((repeated > 0.3).sum()),
        "above_50": int((repeated > 0.5).sum()),
        "first_layer": int(np.nonzero(repeated > 0.3)[0].min()) + 1,
        "layers": len(repeated),
        "controls": {
            key: {
                "largest": float(scores.max()),
                "same_head": float(scores[chosen]),
                "above_30": int((scores > 0.3).sum()),
            }
            for key, scores in others.items()
        },
        "on_first_ordinary": float(smollm2.per_head("ordinary", "first")[chosen]),
        "on_first_running": float(smollm2.on_first(smollm2.weights("running")[1])[chosen]),
        "on_first_repeated": float(smollm2.per_head("repeated", "first")[chosen]),
        "texts": results["ordinary"]["texts"],
        "loss_first": float(by_place[: copy - 1].mean()),
        "loss_second": float(by_place[copy:].mean()),
        "loss_other_order": float(other_order[copy:].mean()),
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"Head {v['head']} on {v['copy']} random tokens written twice. In {v['right']} of the "
        f"{v['copy']} rows of the second copy the largest weight lies on the token that followed "
        f"in the first copy; on average over {v['draws']} draws it gets {v['score']:.2f}."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = theme.canvas(572, 416)
    _, array = smollm2.weights("repeated")
    layer, head = (int(part) - 1 for part in v["head"].split("."))
    weights, size = array[layer, head], len(v["tokens"])
    left, top, side = 20.0, 58.0, size * CELL
    title = f"head {v['head']}, {v['copy']} random tokens, then the same again"
    marks.note(ax, left, 10, title, theme.INK, theme.LABEL, weight="semibold")
    marks.note(ax, left, 34, "what is looked at →      who looks ↓", theme.MUTED, theme.SMALL)
    boxes = [
        [marks.Box(left + j * CELL, top + i * CELL, CELL, CELL) for j in range(size)]
        for i in range(size)
    ]
    compound(ax, boxes, [[shade(n, "weight", 1, theme.WEIGHT) for n in row] for row in weights])
    ax.add_patch(Rectangle((left, top), side, side, fill=False, edgecolor=theme.GRID))
    middle = left + side / 2
    ax.plot([middle, middle], [top, top + side], color=theme.GRID, linewidth=1)
    ax.plot([left, left + side], [top + side / 2] * 2, color=theme.GRID, linewidth=1)
    cover = Rectangle((left, 0), side, 0, facecolor=theme.PANEL, animated=True, zorder=3)
    frame = Rectangle(
        (left, 0),
        side,
        CELL,
        fill=False,
        edgecolor=theme.INK,
        linewidth=1.5,
        animated=True,
        zorder=4,
    )
    ax.add_patch(cover)
    ax.add_patch(frame)
    lines = _lines(ax, left + side + 22, top + 40)
    done = marks.progress(ax, 0, v["copy"])
    for index, row in enumerate(v["rows"]):
        y = top + (v["copy"] + index) * CELL
        cover.set_bounds(left, y + CELL, side, max(0.0, top + side - y - CELL))
        frame.set_bounds(left, y, side, CELL)
        words = (row["token"], row["most_on"], f"{row['next']} {row['on_next']:.2f}")
        for line, text in zip(lines, words, strict=True):
            line.set_text(text)
        done.set(index + 1)
        yield figure, (0.9 if index else 2.5) if index < v["copy"] - 1 else 5.0


def _lines(ax: Axes, x: float, y: float) -> list[Text]:
    """Three headings that stay, and under each the word of the row that is read."""
    headings = ("second time:", "looks most at:", "the first time, after it:")
    for number, heading in enumerate(headings):
        marks.write(ax, x, y + 62 * number, heading, theme.MUTED, theme.LABEL)
    return [
        marks.write(ax, x, y + 24 + 62 * n, "", theme.INK, theme.LABEL, mono=True, animated=True)
        for n in range(len(headings))
    ]
