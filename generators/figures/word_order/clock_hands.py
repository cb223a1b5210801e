"""The sinusoidal code as clocks: each pair of features is a hand, each slower than the last."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

import explainer
from generators.figures._shared.running_sentence import translation
from generators.kit.layout import Page
from generators.kit.marks import Box, Token, note, token, token_row, write
from generators.kit.motion import Frame, eased, moment, step
from generators.kit.sizes import SMALL
from generators.kit.theme import GRID, INK, MUTED, RESIDUAL, signed_text
from generators.kit.values import Values

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
    rows = page.pick(1, 3)
    top = 31 * rows + 20
    figure, ax, boxes = page.panels(
        v["shown"], (page.pick(112, 104), 166), across=(0, 3), gap=4, edge=page.pick(14, 8), top=top
    )
    marked = _words(ax, v["words"], rows)
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
        yield step(figure, 1.0, f"position {position}, {word}")


def _words(ax: Axes, words: list[str], rows: int) -> list[Token]:
    """The sentence in rows, and over each word the same word lit, hidden."""
    each = -(-len(words) // rows)
    lines = [words[start : start + each] for start in range(0, len(words), each)]
    width = ax.get_xlim()[1]
    plain = [
        one
        for row, line in enumerate(lines)
        for one in token_row(ax, 0, 12 + 31 * row, line, width=width).tokens
    ]
    style: Any = {"filled": True, "animated": True, "zorder": 6, "visible": False}
    return [token(ax, one.left, one.top, one.word, RESIDUAL, **style) for one in plain]
