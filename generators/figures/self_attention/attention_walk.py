"""One query walks through the five steps of attention: scores to weighted sum."""

import math
from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from explainer import attend
from generators.figures._shared.four_words import QUERY_WORD, W_K, W_Q, W_V, WORDS, X
from generators.kit import marks, theme

CELL = (25.0, 26.0)  # of the query, keys and values
PITCH, FIRST = 120, 248  # px between the words, middle of the first
# px from where a share appears to just above the output, which it must not cover
ABOVE_OUTPUT = 20
ROWS = {"scores": 128, "scaled": 174, "masked": 220, "weights": 266, "values": 324, "output": 408}
MOVES = 5  # frames of one movement


def values() -> dict[str, Any]:
    queries, keys, passed = X @ W_Q, X @ W_K, X @ W_V
    trace = attend(queries, keys, passed)
    row = QUERY_WORD
    return {
        "words": list(WORDS),
        "word": WORDS[row],
        "before": X[row].tolist(),
        "query": queries[row].tolist(),
        "keys": keys.tolist(),
        "values": passed.tolist(),
        "scores": trace.scores[row].tolist(),
        "scaled": trace.scaled_scores[row].tolist(),
        "masked": trace.masked_scores[row].tolist(),
        "weights": trace.weights[row].tolist(),
        "output": trace.output[row].tolist(),
    }


def alt(v: dict[str, Any]) -> str:
    def listed(numbers: Any, style: str) -> str:
        return ", ".join(format(number, style) for number in numbers)

    return (
        f"The query of {v['word']} meets the keys of the, animal, was, tired. Scores "
        f"{listed(v['scores'], '.0f')}; divided by 2: {listed(v['scaled'], '.0f')}; nothing is "
        f"masked; weights {listed(marks.printed(v['weights']), '.2f')}; the weighted sum of the "
        f"values is {listed(v['output'], '.2f')}."
    )


def _middle(index: float) -> float:
    return FIRST + index * PITCH


def _strip(ax: Axes, x: float, y: float, numbers: Any, role: str, digits: int = 0) -> marks.Box:
    """A vector centred on x, shown later."""
    width = 38.0 if digits else CELL[0]
    return marks.vector(
        ax,
        x - 2 * width,
        y,
        numbers,
        role,
        digits,
        (width, CELL[1]),
        signed=False,
        limit=6,
        size=theme.SMALL if digits else theme.LABEL,
        animated=True,
    )


def _cells(ax: Axes, v: dict[str, Any], name: str) -> list[marks.Box]:
    """The four numbers of one step, under their words."""
    weights = name == "weights"
    numbers = marks.printed(v[name]) if weights else v[name]
    return [
        marks.matrix(
            ax,
            _middle(index) - 30,
            ROWS[name],
            [[number]],
            marks.Words(row_title="", column_title=""),
            marks.Cells(
                (60, 28),
                scale="weight" if weights else "signed",
                digits=2 if weights else 0,
                limit=8,
            ),
            animated=True,
        )
        for index, number in enumerate(numbers)
    ]


def _stage(ax: Axes) -> None:
    """What stands there from the start: the names of the steps and what is looked at."""
    for number, (name, title, how) in enumerate(
        (
            ("scores", "scores", "query · key"),
            ("scaled", "scaled", "÷ √4"),
            ("masked", "masked", "nothing, here"),
            ("weights", "weights", "softmax"),
            ("values", "weighted sum", "weight × value"),
        ),
        start=1,
    ):
        marks.step(ax, 20, ROWS[name] + 1, number, title)
        marks.write(ax, 54, ROWS[name] + 31, how, theme.MUTED, theme.SMALL)


def _move(boxes: list[marks.Box], ax: Axes, dx: float, dy: float) -> None:
    for artist in (artist for box in boxes for artist in box.artists):
        artist.set_transform(Affine2D().translate(dx, dy) + ax.transData)


def _ease(index: int) -> float:
    share = (index + 1) / MOVES
    return share * share * (3 - 2 * share)


class Walk:
    """The figure and the parts of it that appear one after the other."""

    def __init__(self, v: dict[str, Any]) -> None:
        self.v = v
        self.figure, self.ax = theme.canvas(692, 504)
        ax = self.ax
        _stage(ax)
        marks.write(ax, 20, 20, "who looks", theme.QUERY, theme.SMALL)
        marks.token(ax, 20, 34, v["word"], theme.QUERY, filled=True)
        marks.write(ax, _middle(0) - 50, 20, "what is looked at", theme.KEY, theme.SMALL)
        self.query = _strip(ax, 20 + 2 * CELL[0], 68, v["query"], theme.QUERY)
        self.keys = []
        for index, word in enumerate(v["words"]):
            marks.token(ax, _middle(index), 34, word, align="centre")
            self.keys.append(_strip(ax, _middle(index), 68, v["keys"][index], theme.KEY))
        self.meeting = _strip(ax, 20 + 2 * CELL[0], 68, v["query"], theme.QUERY)
        self.cells = {n: _cells(ax, v, n) for n in ("scores", "scaled", "masked", "weights")}
        self.moving = {n: _cells(ax, v, n) for n in ("scores", "scaled", "masked")}
        self.passed = [
            _strip(ax, _middle(index), ROWS["values"], numbers, theme.VALUE)
            for index, numbers in enumerate(v["values"])
        ]
        self.sums: list[marks.Box] = []
        self.shares: list[marks.Box] = []
        total = [0.0] * 4
        for index, weight in enumerate(v["weights"]):
            share = [weight * number for number in v["values"][index]]
            total = [a + b for a, b in zip(total, share, strict=True)]
            self.sums.append(_strip(ax, _middle(1.5), ROWS["output"], total, theme.VALUE, 2))
            self.shares.append(
                _strip(ax, _middle(index), ROWS["values"] + 34, share, theme.VALUE, 2)
            )
        self.title = marks.write(
            ax,
            _middle(1.5) - 90,
            ROWS["output"] + 13,
            "output",
            theme.VALUE,
            theme.TITLE,
            weight="semibold",
            align="right",
            animated=True,
        )
        self.line = marks.write(
            ax, _middle(1.5), 460, "", theme.INK, theme.LABEL, align="centre", animated=True
        )
        self.progress = marks.progress(ax, 0, 5)
        for box in (
            self.meeting,
            *self.sums,
            *self.shares,
            *self.passed,
            *(box for boxes in (*self.cells.values(), *self.moving.values()) for box in boxes),
        ):
            box.show(False)
        self.title.set_visible(False)

    def fall(self, name: str, following: str) -> Iterator[tuple[Figure, float]]:
        """Copies of one step's numbers go down to where the next step stands."""
        boxes = self.moving[name]
        for box in boxes:
            box.show()
        for index in range(MOVES):
            _move(boxes, self.ax, 0, _ease(index) * (ROWS[following] - ROWS[name]))
            yield self.figure, 0.08
        for box in boxes:
            box.show(False)
        for box in self.cells[following]:
            box.show()


def _scores(walk: Walk) -> Iterator[tuple[Figure, float]]:
    v, home = walk.v, 20 + 2 * CELL[0]
    walk.meeting.show()
    at = 0.0
    for index, word in enumerate(v["words"]):
        goal = _middle(index) - home
        for frame in range(MOVES):
            _move([walk.meeting], walk.ax, at + _ease(frame) * (goal - at), 26 * min(1, index + 1))
            yield walk.figure, 0.05
        at = goal
        terms = " + ".join(
            f"{a:.0f}×{b:.0f}" for a, b in zip(v["query"], v["keys"][index], strict=True)
        )
        walk.line.set_text(f"{v['word']} · {word}:  {terms} = {v['scores'][index]:.0f}")
        walk.cells["scores"][index].show()
        yield walk.figure, 1.0
    walk.meeting.show(False)


def _steps(walk: Walk) -> Iterator[tuple[Figure, float]]:
    v = walk.v
    for done, name, following, text, seconds in (
        (1, "scores", "scaled", "each score divided by √4 = 2", 2.0),
        (2, "scaled", "masked", "no mask here: every word may look at every word", 2.0),
    ):
        walk.progress.set(done)
        walk.line.set_text(text)
        yield from walk.fall(name, following)
        yield walk.figure, seconds
    walk.progress.set(3)
    powers = [math.exp(number) for number in v["masked"]]
    sums = " + ".join(f"{number:.3f}" for number in powers)
    walk.line.set_text(f"e to the power of each:  {sums} = {sum(powers):.3f}")
    yield walk.figure, 2.2
    walk.line.set_text(f"each divided by {sum(powers):.3f}: shares of one")
    yield from walk.fall("masked", "weights")
    yield walk.figure, 2.4


def _weighted_sum(walk: Walk) -> Iterator[tuple[Figure, float]]:
    v = walk.v
    walk.progress.set(4)
    walk.line.set_text("every word passes on its value …")
    for box in walk.passed:
        box.show()
    yield walk.figure, 1.4
    walk.title.set_visible(True)
    for index, word in enumerate(v["words"]):
        walk.line.set_text(f"… {marks.printed(v['weights'])[index]:.2f} × the value of {word}")
        (share := walk.shares[index]).show()
        for frame in range(MOVES):
            part = _ease(frame)
            goal = _middle(1.5) - _middle(index)
            _move([share], walk.ax, part * goal, part * ABOVE_OUTPUT)
            yield walk.figure, 0.08
        share.show(False)
        if index:
            walk.sums[index - 1].show(False)
        walk.sums[index].show()
        yield walk.figure, 0.6
    quality = [weight * value[2] for weight, value in zip(v["weights"], v["values"], strict=True)]
    source = v["words"][quality.index(max(quality))]
    walk.line.set_text(
        f"the third number of {v['word']} was {v['before'][2]:.0f}; attention brings "
        f"{v['output'][2]:.2f}, most of it from {source}"
    )
    yield walk.figure, 4.0


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    walk = Walk(v)
    walk.line.set_text(f"the query of {v['word']} meets every key")
    yield walk.figure, 1.6
    yield from _scores(walk)
    yield from _steps(walk)
    yield from _weighted_sum(walk)
