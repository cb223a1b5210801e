"""A query turns past four keys; the weights follow its scores, the output follows the weights."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon, Rectangle

from generators.figures.why_attention._look_up import KEY_ANGLES, NAMES, SHARPNESS, VALUES, look_up
from generators.kit.marks import Progress, note, printed, progress, step, token, write
from generators.kit.theme import GRID, INK, KEY, LABEL, MUTED, QUERY, SMALL, VALUE, WEIGHT, canvas

START, END = 15.0, 375.0  # degrees: once around
A, HALF_WAY = KEY_ANGLES[0], sum(KEY_ANGLES[:2]) / 2
STEP = 1.0  # degrees between two points of the path
FRAMES = (9.0, 15.0)  # degrees between two pictures, at first and later
CENTRE, RADIUS = (112.0, 158.0), 66.0
BARS = (232.0, 92.0)  # left, top
REACH, ROW = 96.0, 34.0
PLANE = (448.0, 82.0, 172.0)  # left, top, side; ten units
STOPS = {  # degrees -> what is said there
    15.0: "The query points at key A: most of the output is the value of A.",
    60.0: "Half way between A and B: an equal share of both values.",
    105.0: "At key B.",
    152.5: "Between B and C.",
    200.0: "At key C.",
    240.0: "Between C and D.",
    280.0: "At key D.",
    375.0: "Once around: the output never jumped, and never left the four values.",
}


def values() -> dict[str, Any]:
    angles = np.arange(START, END + STEP, STEP)
    traces = [look_up(float(angle)) for angle in angles]
    weights = np.concatenate([trace.weights for trace in traces])
    path = np.concatenate([trace.output for trace in traces])
    return {
        "sharpness": SHARPNESS,
        "names": list(NAMES),
        "key_angles": list(KEY_ANGLES),
        "passed": VALUES.tolist(),
        "angles": angles.tolist(),
        "path": path.round(4).tolist(),
        "at_a": look_up(A).weights[0].tolist(),
        "between": look_up(HALF_WAY).weights[0].tolist(),
        "printed_at_a": printed(look_up(A).weights[0]).tolist(),
        "printed_between": printed(look_up(HALF_WAY).weights[0]).tolist(),
        "output_at_a": look_up(A).output[0].tolist(),
        "output_between": look_up(HALF_WAY).output[0].tolist(),
        "largest_sum_error": float(np.abs(weights.sum(axis=-1) - 1).max()),
        "smallest_weight": float(weights.min()),
        "longest_step": float(np.linalg.norm(np.diff(path, axis=0), axis=-1).max()),
        "step_degrees": STEP,
        "across": float(np.linalg.norm(VALUES[0] - VALUES[1])),
    }


def alt(v: dict[str, Any]) -> str:
    weights = ", ".join(f"{weight:.2f}" for weight in v["printed_at_a"])
    between = ", ".join(f"{weight:.2f}" for weight in v["printed_between"])
    return (
        f"A query turns past four keys. Pointing at key A its weights on A, B, C, D are {weights}; "
        f"half way to B they are {between}. The output, the weighted average of four values, moves "
        "along a smooth closed path inside the quadrilateral of the values."
    )


def _on_circle(angle: float, radius: float) -> tuple[float, float]:
    turn = np.radians(angle)
    return (CENTRE[0] + radius * float(np.cos(turn)), CENTRE[1] - radius * float(np.sin(turn)))


def _on_plane(point: Any) -> tuple[float, float]:
    left, top, side = PLANE
    return (left + side * float(point[0]) / 10, top + side * (1 - float(point[1]) / 10))


class Scene:
    """The still parts, and the parts that follow the query."""

    def __init__(self, v: dict[str, Any]) -> None:
        self.v = v
        self.figure, self.ax = canvas(640, 356)
        ax = self.ax
        for x, number, title in (
            (16, 1, "compare"),
            (BARS[0] - 20, 2, "share"),
            (PLANE[0] - 24, 3, "average"),
        ):
            step(ax, x, 14, number, title)
        self._keys(ax)
        self._plane(ax)
        (self.hand,) = ax.plot([], [], color=QUERY, linewidth=4, animated=True, zorder=4)
        self.bars, self.numbers = [], []
        for index, name in enumerate(v["names"]):
            y = BARS[1] + index * ROW
            token(ax, BARS[0] - 20, y - 4, name, KEY, height=24)
            ax.add_patch(
                Rectangle((BARS[0] + 16, y), REACH, 16, facecolor=GRID, alpha=0.5, linewidth=0)
            )
            bar = Rectangle((BARS[0] + 16, y), 0, 16, facecolor=WEIGHT, linewidth=0, animated=True)
            ax.add_patch(bar)
            self.bars.append(bar)
            self.numbers.append(write(ax, BARS[0] + 24 + REACH, y + 8, "", INK, animated=True))
        self.total = write(
            ax,
            BARS[0] + 24 + REACH,
            BARS[1] + 4 * ROW + 8,
            "",
            INK,
            weight="semibold",
            animated=True,
        )
        write(
            ax,
            BARS[0] + 16 + REACH,
            BARS[1] + 4 * ROW + 8,
            "weights add up to",
            MUTED,
            SMALL,
            align="right",
        )
        self.lines = [ax.plot([], [], color=WEIGHT, animated=True, zorder=2)[0] for _ in NAMES]
        (self.trail,) = ax.plot([], [], color=VALUE, linewidth=1.5, animated=True, zorder=3)
        self.dot = Circle((0, 0), 7, facecolor=VALUE, animated=True, zorder=6)
        ax.add_patch(self.dot)
        self.said = write(ax, 320, 304, "", INK, LABEL, align="centre", animated=True)
        self.stages: Progress = progress(ax, 0, len(STOPS))

    def _keys(self, ax: Axes) -> None:
        ax.add_patch(Circle(CENTRE, RADIUS, facecolor="none", edgecolor=GRID, linewidth=1.25))
        for angle, name in zip(self.v["key_angles"], self.v["names"], strict=True):
            end = _on_circle(angle, RADIUS)
            ax.plot([CENTRE[0], end[0]], [CENTRE[1], end[1]], color=KEY, linewidth=1.5, zorder=2)
            x, y = _on_circle(angle, RADIUS + 17)
            token(ax, x, y - 12, name, KEY, height=24, align="centre")
        y = CENTRE[1] + RADIUS + 48
        ax.plot([CENTRE[0] - 44, CENTRE[0] - 14], [y, y], color=QUERY, linewidth=4)
        write(ax, CENTRE[0] - 6, y, "the query", QUERY, LABEL)
        note(ax, 16, 44, "score = cosine of the angle", MUTED, SMALL)

    def _plane(self, ax: Axes) -> None:
        left, _, _ = PLANE
        corners = [_on_plane(point) for point in self.v["passed"]]
        ax.add_patch(Polygon(corners, facecolor=VALUE, alpha=0.08, linewidth=0))
        for (x, y), name, point in zip(corners, self.v["names"], self.v["passed"], strict=True):
            ax.add_patch(Circle((x, y), 4, facecolor=VALUE, zorder=4))
            up = -14 if point[1] > 5 else 14
            write(
                ax,
                x,
                y + up,
                f"{name} ({point[0]:.0f}, {point[1]:.0f})",
                VALUE,
                SMALL,
                align="centre",
            )
        note(ax, left - 24, 44, "output = weighted average of values", MUTED, SMALL)
        note(ax, BARS[0] - 20, 44, f"softmax of scores × {self.v['sharpness']:g}", MUTED, SMALL)

    def show(self, angle: float) -> None:
        """Everything as it is when the query points at ``angle``."""
        trace = look_up(angle)
        end = _on_circle(angle, RADIUS - 8)
        self.hand.set_data([CENTRE[0], end[0]], [CENTRE[1], end[1]])
        shown = printed(trace.weights[0])
        for bar, number, weight, text in zip(
            self.bars, self.numbers, trace.weights[0], shown, strict=True
        ):
            bar.set_width(REACH * float(weight))
            number.set_text(f"{text:.2f}")
        self.total.set_text(f"{shown.sum():.2f}")
        at = _on_plane(trace.output[0])
        self.dot.set_center(at)
        for line, point, weight in zip(self.lines, self.v["passed"], trace.weights[0], strict=True):
            corner = _on_plane(point)
            line.set_data([at[0], corner[0]], [at[1], corner[1]])
            line.set_linewidth(0.5 + 8 * float(weight))
            line.set_alpha(0.25 + 0.5 * float(weight))
        past = [
            _on_plane(p)
            for p, a in zip(self.v["path"], self.v["angles"], strict=True)
            if a <= angle
        ]
        self.trail.set_data(*zip(*past, strict=True))


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    scene = Scene(v)
    stops = list(STOPS.items())
    for index, (angle, text) in enumerate(stops):
        scene.stages.set(index)
        scene.said.set_text(text)
        scene.show(angle)
        slow, last = index in (0, 1), index + 1 == len(stops)
        yield scene.figure, 4.0 if last else 2.4 if slow else 1.0
        if last:
            break
        scene.said.set_text("")
        following = stops[index + 1][0]
        turn = FRAMES[0] if slow else FRAMES[1]
        for between in np.arange(angle + turn, following - turn / 2, turn):
            scene.show(float(between))
            yield scene.figure, 0.14 if slow else 0.1
