"""One set of scores at three sharpnesses: from an even mixture to almost a hard choice."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.why_attention._look_up import (
    KEY_ANGLES,
    KEYS,
    NAMES,
    VALUES,
    hard_look_up,
    look_up,
)
from generators.kit.marks import bar, note, printed, token, vector, write
from generators.kit.theme import INK, KEY, LABEL, MUTED, SMALL, TITLE, VALUE, canvas
from generators.kit.values import Values

ANGLE = 45.0  # degrees: nearest to A, B next
DIAL = (1.0, 3.0, 9.0)
NUDGE = 1.0  # degrees, across the border between A and B
ROW = 30.0


def values() -> Values:
    traces = {f"{sharpness:g}": look_up(ANGLE, sharpness) for sharpness in DIAL}
    hard = hard_look_up(ANGLE)
    half_way = sum(KEY_ANGLES[:2]) / 2
    before, after = half_way - NUDGE / 2, half_way + NUDGE / 2
    return {
        "names": list(NAMES),
        "angle": ANGLE,
        "dial": list(DIAL),
        "keys": KEYS.tolist(),
        "passed": VALUES.tolist(),
        "scores": look_up(ANGLE).scores[0].tolist(),
        "weights": {name: trace.weights[0].tolist() for name, trace in traces.items()},
        "printed": {name: printed(trace.weights[0]).tolist() for name, trace in traces.items()},
        "printed_sums": [float(printed(trace.weights[0]).sum()) for trace in traces.values()],
        "outputs": {name: trace.output[0].tolist() for name, trace in traces.items()},
        "hard": hard.tolist(),
        "to_hard": {
            name: float(np.linalg.norm(trace.output[0] - hard)) for name, trace in traces.items()
        },
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
    return f"Four keys with scores {', '.join(f'{s:.2f}' for s in v['scores'])}. {parts}."


def _column(ax: Axes, x: float, y: float, v: Values, name: str, reach: float) -> float:
    """The weights at one sharpness and the average that they give; returns the lower end."""
    write(ax, x, y + 8, f"scores × {name}", INK, TITLE, weight="semibold")
    for index, weight in enumerate(v["printed"][name]):
        bar(ax, x, y + 32 + index * ROW, weight, reach, 16, text=f"{weight:.2f}", size=LABEL)
    bottom = y + 32 + len(v["names"]) * ROW
    note(ax, x, bottom, "adds up to 1.00", MUTED, SMALL)
    write(ax, x, bottom + 36, "output", VALUE, LABEL, weight="semibold")
    strip = vector(
        ax, x + 54, bottom + 23, v["outputs"][name], VALUE, 1, (40, 26), signed=False, limit=16
    )
    return float(strip.bottom)


def _stubs(ax: Axes, x: float, y: float, v: Values) -> None:
    """The four keys with score and value, left of the first column."""
    for column, (text, role) in enumerate((("key", KEY), ("score", MUTED), ("value", VALUE))):
        write(ax, x + (0, 58, 128)[column], y + 8, text, role, SMALL, align="left")
    for index, name in enumerate(v["names"]):
        top = y + 32 + index * ROW
        token(ax, x, top - 4, name, KEY, height=24)
        write(
            ax,
            x + 86,
            top + 8,
            f"{v['scores'][index]:.2f}".replace("-", "−"),
            INK,
            LABEL,
            align="right",
        )
        vector(ax, x + 118, top - 5, v["passed"][index], VALUE, 0, (26, 26), signed=False, limit=16)


def draw(v: Values) -> Figure:
    figure, ax = canvas(700, 226)
    _stubs(ax, 16, 14, v)
    for index, name in enumerate(v["weights"]):
        _column(ax, 212 + index * 168, 14, v, name, 104)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(338, 856)
    _stubs(ax, 14, 14, v)
    y = 190.0
    for name in v["weights"]:
        for index, key in enumerate(v["names"]):
            token(ax, 14, y + 28 + index * ROW, key, KEY, height=24)
        y = _column(ax, 64, y, v, name, 190) + 22
    return figure
