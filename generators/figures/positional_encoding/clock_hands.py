"""The sinusoidal code as clocks: each pair of features is a hand, each slower than the last."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.patches import Circle

import explainer
from generators.figures._shared.running_sentence import translation
from generators.kit.figure import Axes, Page, Values
from generators.kit.marks import HIDDEN, Box, note, token, token_lines, write
from generators.kit.motion import Frame, eased, moment, step
from generators.kit.theme import GRID, INK, MUTED, RESIDUAL, SMALL, signed_text

PAIRS = (0, 2, 4, 6, 8, 12)  # of features
RADIUS = 40.0  # px


def values() -> Values:
    width = explainer.load("translator").config.d_model
    words = list(translation("tired").source_tokens)
    code = explainer.sinusoidal(len(words), width).reshape(len(words), -1, 2)[:, PAIRS]
    periods = [float(2 * np.pi * 10_000 ** (2 * pair / width)) for pair in PAIRS]
    return {"words": words, "shown": len(PAIRS), "periods": periods, "code": code.tolist()}


def alt(v: Values) -> str:
    fast, slow = ((len(v["words"]) - 1) / v["periods"][end] for end in (0, -1))
    return (
        f"{v['shown']} clocks for features 0 and 1 up to {2 * PAIRS[-1]} and {2 * PAIRS[-1] + 1}. "
        f"From the first to the last of {len(v['words'])} words the first hand makes {fast:.2f} "
        f"turns and the last one {slow:.2f}; together the hands stand differently at every word."
    )


class Clock:
    """One pair of features: a hand, a dot wherever it has stood, and its two numbers."""

    def __init__(self, ax: Axes, box: Box, pair: int, period: float) -> None:
        self.period = period
        self.x, self.y = box.centre[0], box.top + RADIUS + 4
        circle = Circle((self.x, self.y), RADIUS, facecolor="none", edgecolor=GRID, linewidth=2)
        ax.add_patch(circle)
        look: Any = {"color": RESIDUAL, "animated": True}
        (self.hand,) = ax.plot([], [], linewidth=2.5, **look)
        (self.dots,) = ax.plot([], [], "o", markersize=5, alpha=0.35, **look)
        below = self.y + RADIUS
        title, turn = f"features {2 * pair}, {2 * pair + 1}", f"a turn: {period:.1f} words"
        note(ax, self.x, below + 10, title, INK, SMALL, align="centre")
        note(ax, self.x, below + 26, turn, MUTED, SMALL, align="centre")
        style: Any = {"size": SMALL, "mono": True, "align": "centre", "animated": True}
        self.numbers = [write(ax, self.x, below + y, "", RESIDUAL, **style) for y in (52, 69)]

    def turn(self, position: float) -> None:
        """Set the hand; its tip's distance to the right is the sine, its height the cosine."""
        angle = 2 * np.pi * position / self.period
        tip = (self.x + RADIUS * np.sin(angle), self.y - RADIUS * np.cos(angle))
        self.hand.set_data(*zip((self.x, self.y), tip, strict=True))

    def read(self, code: np.ndarray) -> None:
        """Leave a dot for each position of `code` [positions, sine and cosine]; print the last."""
        self.dots.set_data(self.x + RADIUS * code[:, 0], self.y - RADIUS * code[:, 1])
        for text, name, number in zip(self.numbers, ("sin", "cos"), code[-1], strict=True):
            text.set_text(f"{name} {signed_text(number)}")


def animate(v: Values, page: Page) -> Iterator[Frame]:
    size, top = page.pick(((112, 166), 51), ((104, 166), 113))  # one and three lines of words
    figure, ax, boxes = page.panels(
        v["shown"], size, across=(0, 3), gap=4, edge=page.pick(14, 8), top=top
    )
    words = token_lines(ax, 8, 12, v["words"], ax.get_xlim()[1] - 16, gap=7, pitch=31).tokens
    marked = [
        token(ax, one.left, one.top, one.word, RESIDUAL, filled=True, **HIDDEN | {"zorder": 6})
        for one in words
    ]
    clocks = [Clock(ax, *one) for one in zip(boxes, PAIRS, v["periods"], strict=True)]
    code, last = np.array(v["code"]), 0
    for position, word in enumerate(v["words"]):
        for share in eased(4) if position else ():
            for clock in clocks:
                clock.turn(position - 1 + share)
            yield moment(figure, 0.12)
        marked[last].show(False)
        marked[last := position].show()
        for index, clock in enumerate(clocks):
            clock.turn(position)
            clock.read(code[: position + 1, index])
        yield step(figure, 0.95, f"position {position}, {word}")
