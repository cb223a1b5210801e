"""One set of scores at three sharpnesses: from an even mixture to almost a hard choice."""

import numpy as np

from generators.figures.why_attention._look_up import (
    KEY_ANGLES,
    NAMES,
    SHARPNESS,
    VALUES,
    hard_look_up,
    look_up,
)
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, bar, note, printed, token, vector, write
from generators.kit.theme import INK, KEY, LABEL, MUTED, SMALL, TITLE, VALUE, signed_text

ANGLE = 45.0  # degrees: nearest to A, B next
DIAL = (1.0, SHARPNESS, 9.0)
NUDGE = 1.0  # degrees, across the border between A and B
ROW = 30.0  # px a key
FIRST = 32.0  # px from the head of a column to its first key
LIMIT = 16.0  # of the shades of values: the largest is then half as dark


def values() -> Values:
    traces = {f"{sharpness:g}": look_up(ANGLE, sharpness) for sharpness in DIAL}
    half_way = sum(KEY_ANGLES[:2]) / 2
    before, after = half_way - NUDGE / 2, half_way + NUDGE / 2
    return {
        "angle": ANGLE,
        "names": list(NAMES),
        "passed": VALUES.tolist(),
        "scores": look_up(ANGLE).scores[0].tolist(),
        "printed": {name: printed(trace.weights[0]).tolist() for name, trace in traces.items()},
        "outputs": {name: trace.output[0].tolist() for name, trace in traces.items()},
        "smallest": float(min(trace.weights.min() for trace in traces.values())),
        "nudge": NUDGE,
        "nudged_hard": float(np.linalg.norm(hard_look_up(before) - hard_look_up(after))),
        "nudged_soft": float(np.linalg.norm(look_up(before).output - look_up(after).output)),
    }


def alt(v: Values) -> str:
    parts = "; ".join(
        f"scores times {name}: weights {', '.join(f'{w:.2f}' for w in v['printed'][name])}, "
        f"output {v['outputs'][name][0]:.1f}, {v['outputs'][name][1]:.1f}"
        for name in v["printed"]
    )
    scores = ", ".join(f"{score:.2f}" for score in v["scores"])
    return f"A query at {v['angle']:.0f} degrees, four keys with scores {scores}. {parts}."


def draw(v: Values, page: Page) -> Figure:
    columns = 1 + len(v["printed"])
    figure, ax, boxes = page.panels(columns, (180, 212), (312, 212), gap=14)
    _keys(ax, boxes[0], v)
    for box, name in zip(boxes[1:], v["printed"], strict=True):
        _shares(ax, box, v, name)
    return figure


def _keys(ax: Axes, box: Box, v: Values) -> None:
    """The keys with their scores and values."""
    columns = box.left, box.left + 86, box.left + 118
    heads = (("key", KEY, "left"), ("score", MUTED, "right"), ("value", VALUE, "left"))
    for x, (text, role, align) in zip(columns, heads, strict=True):
        write(ax, x, box.top + 8, text, role, SMALL, align=align)
    for index, (name, score) in enumerate(zip(v["names"], v["scores"], strict=True)):
        top = box.top + FIRST + index * ROW
        token(ax, columns[0], top - 4, name, KEY, height=24)
        write(ax, columns[1], top + 8, signed_text(score), INK, LABEL, align="right")
        of = v["passed"][index]
        vector(ax, columns[2], top - 5, of, VALUE, 0, (26, 26), signed=False, limit=LIMIT)


def _shares(ax: Axes, box: Box, v: Values, name: str) -> None:
    """The weights at one sharpness, and the average that they give."""
    write(ax, box.left, box.top + 8, f"scores × {name}", INK, TITLE, weight="semibold")
    left, reach = box.left + 36, box.width - 36 - 40  # between the key and the number
    for index, (key, weight) in enumerate(zip(v["names"], v["printed"][name], strict=True)):
        top = box.top + FIRST + index * ROW
        token(ax, box.left, top - 4, key, KEY, height=24)
        bar(ax, left, top, weight, reach, 16, text=f"{weight:.2f}", size=LABEL)
    below = box.top + FIRST + len(v["names"]) * ROW
    note(ax, left, below, "adds up to 1.00", MUTED, SMALL)
    write(ax, box.left, below + 36, "output", VALUE, LABEL, weight="semibold")
    of, at = v["outputs"][name], (box.left + 54, below + 23)
    vector(ax, *at, of, VALUE, 1, (40, 26), signed=False, limit=LIMIT)
