"""The attention of both layers along training: first the token before, then what came after it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from explainer.inspect import induction, on_previous
from generators.figures.heads._induction import passed, pictures, read, runs
from generators.kit import theme
from generators.kit.charts import Axis, label_lines, set_axes
from generators.kit.layout import Page
from generators.kit.marks import MOVING, Box, frame, weight_legend, write
from generators.kit.motion import Frame, step
from generators.kit.theme import DECODER, INK, KEY, MUTED, PANEL, SMALL, TITLE, WEIGHT
from generators.kit.values import Values

MEASURES = {  # of the heads, along training: role, words
    "previous": (KEY, "layer 1: token before"),
    "induction": (WEIGHT, "layer 2: induction"),
    "accuracy": (DECODER, "second copy right"),
}
BEFORE, AFTER = 600, 800  # steps between which most of it happens
TOP = 84  # px, of the squares


def values() -> Values:
    stored, run = pictures(), runs("one-head")[0]
    weights, steps = stored["weights"], [int(one) for one in stored["steps"]]
    half = weights.shape[-1] // 2
    along = run["curves"]
    measured = {
        "previous": [max(heads) for heads in along["previous"]],
        "induction": [max(heads) for heads in along["induction"]],
        "accuracy": along["random_second_accuracy"],
    }
    return {
        **measured,
        "seed": run["seed"],
        "steps": steps,
        "tokens": int(weights.shape[-1]),
        "shown": [index for index, one in enumerate(steps) if _is_shown(one)],
        "sequences": read()["sequences"]["along"],
        "shown_previous": on_previous(weights[-1, 0]).item(),
        "shown_induction": induction(weights[-1, 1], [*range(half), *range(half)]).item(),
        "half_way": {
            key: passed(measured[key], steps, (measured[key][0] + measured[key][-1]) / 2)
            for key in ("previous", "induction")
        },
        "before": _moment(measured, steps, BEFORE),
        "after": _moment(measured, steps, AFTER),
    }


def _moment(measured: dict[str, list[float]], steps: list[int], at: int) -> dict[str, float]:
    """What the page says of one moment."""
    index = steps.index(at)
    return {"step": at, **{key: measured[key][index] for key in ("induction", "accuracy")}}


def _is_shown(at: int) -> bool:
    """Every measured moment while the heads change, few before and after."""
    return BEFORE - 50 <= at <= AFTER or at % (200 if at < 1000 else 500) == 0


def alt(v: Values) -> str:
    return (
        f"Attention on one sequence of {v['tokens'] // 2} random tokens said twice, over "
        f"{v['steps'][-1]} steps of training. Both layers begin blurred; at the end layer 1 has a "
        f"diagonal one place before (share {v['shown_previous']:.2f}) and layer 2 a stripe on what "
        f"followed the token the last time ({v['shown_induction']:.2f})."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    side, lefts = page.pick((230, (36, 312)), (138, (26, 192)))
    figure, ax = page.canvas((560, TOP + side + 210), (336, TOP + side + 210))
    squares = [
        _square(ax, Box(left, TOP, side, side), f"layer {number}", v["tokens"])
        for number, left in enumerate(lefts, start=1)
    ]
    write(ax, lefts[0], 46, "rows: who looks   columns: what is looked at", MUTED, SMALL)
    weight_legend(ax, lefts[0], TOP + side + 14)
    lines, at = _curves(figure, v, Box(lefts[0], TOP + side + 62, page.pick(370, 180), 104))
    style: dict[str, Any] = {"weight": "semibold", "align": "right", **MOVING}
    now = write(ax, lefts[1] + side, 24, "", INK, page.pick(TITLE, 13), **style)
    weights = pictures()["weights"]
    for index in v["shown"]:
        for layer, image in enumerate(squares):
            image.set_data(_shades(weights[index, layer]))
        for line, key in zip(lines, MEASURES, strict=True):
            line.set_data(v["steps"][: index + 1], v[key][: index + 1])
        at.set_xdata([v["steps"][index]] * 2)
        now.set_text(page.pick("after ", "") + f"{v['steps'][index]:,} steps")
        right, score = v["accuracy"][index], v["induction"][index]
        steps = f"after {v['steps'][index]:,} steps of training"
        seen = f"{steps}: induction {score:.2f}, {right:.0%} right"
        yield step(figure, _seconds(v, index), seen)


def _seconds(v: Values, index: int) -> float:
    """Slower at the two ends, and while the curves move most."""
    if index in (0, len(v["steps"]) - 1):
        return 2.6
    moved = max(abs(v[key][index] - v[key][index - 1]) for key in MEASURES)
    return 0.5 + min(0.9, 5 * float(moved))


def _shades(weights: np.ndarray) -> np.ndarray:
    """Weights as the weight colour over the panel, [queries, keys, red green blue]."""
    ink, panel = np.array(to_rgb(WEIGHT)), np.array(to_rgb(PANEL))
    share = np.round(weights[..., None] * 10) / 10  # few colours keep the animation small
    return np.asarray(panel + share * (ink - panel))


def _square(ax: Axes, box: Box, title: str, n: int) -> AxesImage:
    """One layer's weights with its labels; returns the picture that changes."""
    limits = ax.get_xlim(), ax.get_ylim()
    write(ax, box.left, 24, title, INK, TITLE, weight="semibold")
    extent = (box.left, box.right, box.bottom, box.top)
    empty = np.ones((n, n, 3))
    image = ax.imshow(empty, extent=extent, interpolation="nearest", zorder=2, **MOVING)
    ax.set(xlim=limits[0], ylim=limits[1], aspect="auto")  # imshow has moved them
    for share, name in ((0.25, "first copy"), (0.75, "second copy")):
        x, y = box.left + share * box.width, box.top + share * box.height
        write(ax, x, box.top - 12, name, MUTED, SMALL, align="centre")
        turned: Values = {"rotation": 90, "ha": "center", "va": "center"}
        ax.text(box.left - 10, y, name, color=MUTED, fontsize=SMALL, **turned)
    x, y = box.centre
    ax.plot([x, x], [box.top, box.bottom], color=MUTED, linewidth=0.75, zorder=3)
    ax.plot([box.left, box.right], [y, y], color=MUTED, linewidth=0.75, zorder=3)
    frame(ax, box, zorder=3)
    return image


def _curves(figure: Figure, v: Values, box: Box) -> tuple[list[Line2D], Line2D]:
    """The curves below, faint to the end; returns the parts that grow, and the upright line."""
    ax = theme.chart_axes(figure, box.left, box.top, box.width, box.height)
    end = v["steps"][-1]
    ticks = {float(step): f"{step:,}" for step in (0, end // 2, end)}
    set_axes(
        ax,
        Axis("steps of training", (0, end), ticks),
        Axis("share, mean over all rows", (0, 1), [0, 0.5, 1]),
    )
    grown, whole = [], []
    for key, (role, _) in MEASURES.items():
        whole += ax.plot(v["steps"], v[key], color=role, alpha=0.25)
        grown += ax.plot([], [], color=role, **MOVING)
    (at,) = ax.plot([0, 0], [0, 1], color=INK, linewidth=1, **MOVING)
    label_lines(ax, whole, [words for _, words in MEASURES.values()], size=SMALL)
    return grown, at
