"""The loss over one weight, all others as they are: where it is, how steep, which way is down."""

import numpy as np

from generators.figures.training import _nudges
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import INK, MUTED, NEUTRAL, PANEL, SMALL

SPAN, POINTS = (-2.0, 1.25), 40  # of the weight
TANGENT = 0.55  # how far the slope is drawn to either side


def values() -> Values:
    place, slope = next(iter(_nudges.slopes().items()))
    weights = np.linspace(*SPAN, POINTS)
    losses = [_nudges.loss_at(place, float(weight)) for weight in weights]
    before = float(_nudges.matrix().flat[place])
    return {
        "weights": weights.tolist(),
        "losses": losses,
        "before": before,
        "loss": _nudges.loss_at(place, before),
        "slope": slope,
        "lowest": float(weights[int(np.argmin(losses))]),
    }


def alt(v: Values) -> str:
    return (
        f"The loss over one weight between {SPAN[0]:g} and {SPAN[1]:g}: a valley. The weight is "
        f"{v['before']:.2f}, where the loss is {v['loss']:.3f} and its slope {v['slope']:.3f}; the "
        f"bottom of the valley lies at {v['lowest']:.2f} with {min(v['losses']):.3f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(520, 250, left=64, right=24, top=38, bottom=48)
    floor, high = min(v["losses"]), max(v["losses"])
    room = 0.14 * (high - floor)
    set_axes(
        ax,
        Axis("the weight", SPAN, (-2, -1, 0, 1)),
        Axis("loss of the sentence", (floor - room, high + room)),
    )
    ax.plot(v["weights"], v["losses"], color=NEUTRAL[0])
    x, y, slope = v["before"], v["loss"], v["slope"]
    ends = (x - TANGENT, x + TANGENT)
    ax.plot(ends, [y + slope * (end - x) for end in ends], color=NEUTRAL[1], linestyle="--")
    ring: Values = {"markersize": 9, "markerfacecolor": PANEL, "markeredgewidth": 2, "zorder": 5}
    ax.plot([x], [y], "o", color=NEUTRAL[1], **ring)
    lift = 0.09 * (high - floor)
    way: Values = {"color": INK, "arrowstyle": "-|>", "linewidth": 1.5}
    ax.annotate("", (x - 0.75, y + lift), (x - 0.1, y + lift), arrowprops=way)
    said: Values = {"textcoords": "offset points", "fontsize": SMALL}
    ax.annotate("downhill", (x - 0.75, y + lift), xytext=(-4, 8), color=INK, **said)
    ax.annotate("now", (x, y), xytext=(10, -14), color=MUTED, **said)
    return figure
