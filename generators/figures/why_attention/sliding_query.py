"""A query turns past four keys; the weights follow its scores, the output follows the weights."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from explainer.attention import AttentionTrace
from generators.figures.why_attention._look_up import KEY_ANGLES, NAMES, SHARPNESS, VALUES, look_up
from generators.kit.layout import Page
from generators.kit.marks import MOVING, MovingBar, Point, Saying, note, step, token, write
from generators.kit.motion import Frame, eased, moment, reading_seconds
from generators.kit.motion import step as seen
from generators.kit.piece import Piece
from generators.kit.theme import GRID, KEY, MUTED, QUERY, SMALL, VALUE, WEIGHT
from generators.kit.values import Values

A, B, C, D = KEY_ANGLES
START, TURN = A, 360.0  # degrees: once around
STOPS = {  # degrees -> what is said there
    A: "At key A: nearly the value of A.",
    (A + B) / 2: "Half way to B: an equal share of both.",
    B: "At key B.",
    (B + C) / 2: "Between B and C.",
    C: "At key C.",
    D: "At key D.",
    A + TURN: "Once around: the output never jumped.",
}
UNITS = 10  # of each axis of the plane of values


def values() -> Values:
    at_a, between = look_up(A), look_up((A + B) / 2)
    path = [look_up(angle).output[0] for angle in np.arange(START, START + TURN + 1)]
    return {
        "path": np.round(path, 4).tolist(),  # one point a degree
        "at_a": at_a.weights[0].tolist(),
        "between": between.weights[0].tolist(),
        "output_at_a": at_a.output[0].tolist(),
    }


def alt(v: Values) -> str:
    at_a, between = (", ".join(f"{one:.3f}" for one in v[key]) for key in ("at_a", "between"))
    return (
        f"A query turns past four keys. Pointing at key A its weights on {', '.join(NAMES)} are "
        f"{at_a}; half way to B they are {between}. The output, the weighted average of four "
        "values, moves along a smooth closed path inside the quadrilateral of the values."
    )


def piece(v: Values) -> Piece:
    """The look-up itself, for a query that the reader turns."""
    data = {"names": list(NAMES), "angles": list(KEY_ANGLES), "values": VALUES.tolist()}
    return Piece("look-up", {**data, "sharpness": SHARPNESS, "start": START, "path": v["path"]})


def animate(v: Values, page: Page) -> Iterator[Frame]:
    figure, ax = page.canvas((640, 316), (336, 456))
    parts = [
        Dial(ax, *page.pick(((16, 12), (112, 158), 66), ((12, 8), (84, 138), 44))),
        Shares(ax, *page.pick(((216, 12), 96, 34), ((176, 8), 72, 28))),
        Plane(ax, *page.pick(((428, 12), (452, 82), 172), ((12, 242), (60, 310), 126)), v["path"]),
    ]
    said = Saying(ax, *page.pick(((216, 276), 412), ((200, 300), 124)), lines=page.pick(2, 6))
    stops = list(STOPS)
    for before, angle in zip([START, *stops], stops, strict=False):
        for share in eased() if angle > before else ():
            _show(parts, before + share * (angle - before))
            yield moment(figure, 0.1)
        _show(parts, angle)
        text = said(STOPS[angle])
        yield seen(figure, reading_seconds(text), text)


def _show(parts: list[Any], angle: float) -> None:
    for part in parts:
        part.show(angle, look_up(angle))


def _head(ax: Axes, corner: Point, number: int, title: str, rule: str) -> None:
    step(ax, *corner, number, title)
    note(ax, corner[0], corner[1] + 30, rule, MUTED, SMALL)


class Dial:
    """Four keys on a circle and the query, a hand."""

    def __init__(self, ax: Axes, corner: Point, centre: Point, radius: float) -> None:
        self.centre, self.radius = centre, radius
        _head(ax, corner, 1, "compare", "score = cosine of the angle")
        ax.add_patch(Circle(centre, radius, facecolor="none", edgecolor=GRID, linewidth=1.25))
        for angle, name in zip(KEY_ANGLES, NAMES, strict=True):
            ax.plot(*self._ray(angle, radius), color=KEY, linewidth=1.5, zorder=2)
            (_, x), (_, y) = self._ray(angle, radius + 17)
            token(ax, x, y - 12, name, KEY, height=24, align="centre")
        (self.hand,) = ax.plot([], [], color=QUERY, linewidth=4, zorder=4, **MOVING)
        y = centre[1] + radius + 48
        ax.plot([centre[0] - 44, centre[0] - 14], [y, y], color=QUERY, linewidth=4)
        write(ax, centre[0] - 6, y, "the query", QUERY)

    def _ray(self, angle: float, length: float) -> tuple[Point, Point]:
        """The x of both ends of a ray from the centre, and the y."""
        (x, y), turn = self.centre, np.radians(angle)
        return (x, x + length * float(np.cos(turn))), (y, y - length * float(np.sin(turn)))

    def show(self, angle: float, trace: AttentionTrace) -> None:
        """Turn the hand."""
        self.hand.set_data(*self._ray(angle, self.radius - 8))


class Shares:
    """The weights as bars, and their sum."""

    def __init__(self, ax: Axes, corner: Point, width: float, pitch: float) -> None:
        x, y = corner[0], corner[1] + 74
        _head(ax, corner, 2, "share", f"softmax of scores × {SHARPNESS:g}")
        self.bars = []
        for row, name in enumerate(NAMES):
            token(ax, x, y + row * pitch - 4, name, KEY, height=24)
            self.bars.append(MovingBar(ax, (x + 36, y + row * pitch), width))
        end, below = x + 36 + width, y + len(NAMES) * pitch + 8
        write(ax, end, below, "together", MUTED, SMALL, align="right")
        self.total = write(ax, end + 8, below, "", weight="semibold", **MOVING)

    def show(self, angle: float, trace: AttentionTrace) -> None:
        """Fill the bars."""
        for bar, weight in zip(self.bars, trace.weights[0], strict=True):
            bar.set(float(weight), f"{weight:.3f}")
        self.total.set_text(f"{trace.weights[0].sum():.3f}")


class Plane:
    """The values as points, the output between them and where it has been."""

    def __init__(
        self, ax: Axes, corner: Point, origin: Point, side: float, path: list[list[float]]
    ) -> None:
        self.origin, self.side = origin, side
        _head(ax, corner, 3, "average", "output = weighted average of values")
        self.path = np.array([self._at(point) for point in path])
        self.corners = [self._at(point) for point in VALUES]
        ax.add_patch(Polygon(self.corners, facecolor=VALUE, alpha=0.08, linewidth=0))
        for at, name, point in zip(self.corners, NAMES, VALUES, strict=True):
            ax.add_patch(Circle(at, 4, facecolor=VALUE, zorder=4))
            y = at[1] + (-14 if point[1] > UNITS / 2 else 14)
            text = f"{name} ({point[0]:.0f}, {point[1]:.0f})"
            write(ax, at[0], y, text, VALUE, SMALL, align="centre")
        self.lines = [ax.plot([], [], color=WEIGHT, zorder=2, **MOVING)[0] for _ in NAMES]
        (self.trail,) = ax.plot([], [], color=VALUE, linewidth=1.5, zorder=3, **MOVING)
        self.dot = Circle((0, 0), 7, facecolor=VALUE, zorder=6, **MOVING)
        ax.add_patch(self.dot)

    def _at(self, point: Any) -> Point:
        (left, top), scale = self.origin, self.side / UNITS
        return left + scale * float(point[0]), top + self.side - scale * float(point[1])

    def show(self, angle: float, trace: AttentionTrace) -> None:
        """Move the output, its links and its path so far."""
        x, y = self._at(trace.output[0])
        self.dot.set_center((x, y))
        for line, end, weight in zip(self.lines, self.corners, trace.weights[0], strict=True):
            line.set_data([x, end[0]], [y, end[1]])
            line.set(linewidth=0.5 + 8 * float(weight), alpha=0.25 + 0.5 * float(weight))
        self.trail.set_data(*self.path[: round(angle - START) + 1].T)
