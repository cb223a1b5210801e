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
from generators.kit import marks, theme
from generators.kit.charts import axis_titles, label_lines

WIDTH, HEIGHT = 398, 492
SIDE = 168  # px of a square of weights
LEFTS, TOP = (32, 222), 84
BEFORE, AFTER = 600, 800  # steps between which most of it happens


def values() -> dict[str, Any]:
    stored, run = pictures(), runs("one-head")[0]
    weights, steps = stored["weights"], [int(step) for step in stored["steps"]]
    half = weights.shape[-1] // 2
    pattern = [*range(half), *range(half)]
    curves = run["curves"]
    measured = {
        "previous": [max(heads) for heads in curves["previous"]],
        "induction": [max(heads) for heads in curves["induction"]],
        "accuracy": curves["random_second_accuracy"],
    }
    at = {"start": steps[0], "before": BEFORE, "after": AFTER, "end": steps[-1]}
    return {
        **measured,
        "seed": run["seed"],
        "steps": steps,
        "tokens": int(weights.shape[-1]),
        "copy_tokens": half,
        "shown": [index for index, step in enumerate(steps) if _is_shown(step)],
        "sequences": read()["sequences"]["along"],
        "shown_previous": on_previous(weights[-1, 0]).item(),
        "shown_induction": induction(weights[-1, 1], pattern).item(),
        "half_way": {
            key: passed(curve, steps, (curve[0] + curve[-1]) / 2) for key, curve in measured.items()
        },
        **{
            name: {"step": step}
            | {key: curve[steps.index(step)] for key, curve in measured.items()}
            for name, step in at.items()
        },
    }


def _is_shown(step: int) -> bool:
    """Every measured moment while the heads change, few before and after."""
    return 550 <= step <= 800 or step % (100 if step < 1000 else 250) == 0


def alt(v: dict[str, Any]) -> str:
    return (
        f"Attention on one sequence of {v['tokens'] // 2} random tokens said twice, over "
        f"{v['steps'][-1]} steps of training. Both layers begin blurred; at the end layer 1 has a "
        f"diagonal one place before (share {v['shown_previous']:.2f}) and layer 2 a stripe on what "
        f"followed the token the last time ({v['shown_induction']:.2f})."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = theme.canvas(WIDTH, HEIGHT)
    images = [
        _square(ax, left, name, v["tokens"]) for left, name in zip(LEFTS, TITLES, strict=True)
    ]
    said = "rows: who looks   columns: what is looked at"
    marks.write(ax, LEFTS[0], 46, said, theme.MUTED, theme.SMALL)
    marks.weight_legend(ax, LEFTS[0], TOP + SIDE + 16)
    lines, at = _curves(figure, v)
    now = marks.write(
        ax,
        LEFTS[1] + SIDE,
        24,
        "",
        theme.INK,
        theme.TITLE,
        weight="semibold",
        align="right",
        animated=True,
    )
    weights = pictures()["weights"]
    for index in v["shown"]:
        step = v["steps"][index]
        for layer, image in enumerate(images):
            image.set_data(_shades(weights[index, layer]))
        for line, curve in zip(lines, (v["previous"], v["induction"], v["accuracy"]), strict=True):
            line.set_data(v["steps"][: index + 1], curve[: index + 1])
        at.set_xdata([step, step])
        now.set_text(f"step {step:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"))
        yield figure, _seconds(v, index)


TITLES = ("layer 1", "layer 2")


def _seconds(v: dict[str, Any], index: int) -> float:
    """Slower while the curves move most."""
    if index == len(v["steps"]) - 1:
        return 6
    before = max(index - 1, 0)
    moved = max(
        abs(float(v[key][index] - v[key][before])) for key in ("previous", "induction", "accuracy")
    )
    return 0.5 + min(1.0, 6 * moved)


def _shades(weights: np.ndarray) -> np.ndarray:
    """Weights as the weight colour over the panel, [queries, keys, red green blue]."""
    ink, panel = np.array(to_rgb(theme.WEIGHT)), np.array(to_rgb(theme.PANEL))
    share = np.round(weights[..., None] * 10) / 10  # few colours keep the animation small
    shades: np.ndarray = panel + share * (ink - panel)
    return shades


def _square(ax: Axes, left: float, title: str, n: int) -> AxesImage:
    """One layer's weights with its labels; returns the picture that changes."""
    cell, half = SIDE / n, n // 2
    marks.write(ax, left, 24, title, theme.INK, theme.TITLE, weight="semibold")
    image = ax.imshow(
        np.ones((n, n, 3)),
        extent=(left, left + SIDE, TOP + SIDE, TOP),
        interpolation="nearest",
        animated=True,
        zorder=2,
        aspect="auto",
    )
    ax.set_xlim(0, WIDTH)
    ax.set_ylim(HEIGHT, 0)
    for copy, name in enumerate(("first copy", "second copy")):
        middle = (copy + 0.5) * half * cell
        marks.write(ax, left + middle, TOP - 12, name, theme.MUTED, theme.SMALL, align="centre")
        ax.text(
            left - 10,
            TOP + middle,
            name,
            rotation=90,
            ha="center",
            va="center",
            color=theme.MUTED,
            fontsize=theme.SMALL,
        )
    for x, y in (((0.5, 0.5), (0, 1)), ((0, 1), (0.5, 0.5))):
        ax.plot(
            [left + SIDE * p for p in x],
            [TOP + SIDE * p for p in y],
            color=theme.MUTED,
            linewidth=0.75,
            zorder=3,
        )
    ax.plot(
        [left, left + SIDE, left + SIDE, left, left],
        [TOP, TOP, TOP + SIDE, TOP + SIDE, TOP],
        color=theme.GRID,
        linewidth=1,
        zorder=3,
    )
    return image


def _curves(figure: Figure, v: dict[str, Any]) -> tuple[list[Line2D], Line2D]:
    """The curves below, faint to the end; returns the parts that grow, and the upright line."""
    ax = theme.chart_axes(figure, LEFTS[0], 330, 232, 110)
    ax.set_xlim(0, v["steps"][-1])
    ax.set_ylim(0, 1)
    ax.set_xticks([0, 500, 1000, 1500, 2000])
    ax.set_yticks([0, 0.5, 1])
    axis_titles(ax, "steps of training", "share")
    grown, whole = [], []
    roles = (
        ("previous", theme.KEY, "layer 1: token before"),
        ("induction", theme.WEIGHT, "layer 2: induction"),
        ("accuracy", theme.DECODER, "second copy right"),
    )
    for key, role, _ in roles:
        whole += ax.plot(v["steps"], v[key], color=role, alpha=0.25)
        grown += ax.plot([], [], color=role, animated=True)
    (at,) = ax.plot([0, 0], [0, 1], color=theme.INK, linewidth=1, animated=True)
    label_lines(ax, whole, [label for *_, label in roles], size=theme.SMALL)
    return grown, at
