"""What a hard look-up and a soft one return while the query turns once around the circle."""

import numpy as np

from generators.figures.why_attention._look_up import KEY_ANGLES, NAMES, hard_look_up, look_up
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import NEUTRAL, VALUE

ANGLES = range(361)  # degrees, one apart


def values() -> Values:
    hard = [float(hard_look_up(angle)[0]) for angle in ANGLES]
    soft = [float(look_up(angle).output[0, 0]) for angle in ANGLES]
    steps = {"hard": np.abs(np.diff(hard)), "soft": np.abs(np.diff(soft))}
    return {
        "hard": hard,
        "soft": soft,
        "jumps": int((steps["hard"] > 0).sum()),
        "smallest_jump": float(steps["hard"][steps["hard"] > 0].min()),
        "largest_soft_step": float(steps["soft"].max()),
    }


def alt(v: Values) -> str:
    return (
        "First number of the output while the query turns by 360 degrees. The best key alone: "
        f"level between {min(v['hard']):.0f} and {max(v['hard']):.0f}, with {v['jumps']} jumps of "
        f"at least {v['smallest_jump']:.0f}. The mixture: one smooth line, no step of a degree "
        f"larger than {v['largest_soft_step']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(540, 250, left=30, right=page.pick(128, 74), top=42, bottom=48)
    keys = dict(zip(KEY_ANGLES, (f"at {name}" for name in NAMES), strict=True))
    set_axes(
        ax,
        Axis("where the query points", (0, 360), keys),
        Axis("first number of the output", (0, 10), (0, 5, 10)),
    )
    names = page.pick(("the best key alone", "the mixture"), ("best key", "mixture"))
    lines = [
        Curve(names[0], v["hard"], role=NEUTRAL[1], dash="--"),
        Curve(names[1], v["soft"], role=VALUE, width=2.5),
    ]
    curves(ax, list(ANGLES), lines)
    return figure
