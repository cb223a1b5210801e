"""One query walks through the five steps of attention: scores to weighted sum."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from explainer.drawing.marks.moving import HIDDEN, MOVING, Saying, shift, travel
from generators.figures._shared.four_words import (
    FEATURES,
    KEYS,
    QUERIES,
    QUERY_WORD,
    VALUES,
    WORDS,
    attention,
)
from generators.figures.self_attention._page import pencil, short
from generators.kit.layout import Page
from generators.kit.marks import Box, Cells, Vector, Words, bar, enclosing, matrix, token, write
from generators.kit.marks import step as numbered
from generators.kit.motion import Frame, eased, moment, step
from generators.kit.scales import SIGNED_STRENGTH
from generators.kit.sizes import LABEL, SMALL
from generators.kit.theme import INK, KEY, MUTED, QUERY, VALUE
from generators.kit.values import Values

# a row of cells: the numbers of its steps on the page, its title on a wide page
ROWS: dict[str, tuple[tuple[int, ...], str]] = {
    "scores": ((1,), "scores"),
    "scaled": ((2, 3), "scaled"),
    "exponentials": ((4,), "softmax"),
    "weights": ((), "weights"),
}
HIGH, CELL, PITCH = 22.0, 26.0, 56.0  # px: a number of a vector, a cell, from row to row
LARGEST = 8.0  # score of all pairs: where the page's scale of scores ends
STRONGEST = 2.0  # the largest number of a value
ASKED, SCORES, PASSED = 58.0, 160.0, 412.0  # px from the top


def values() -> Values:
    trace, row = attention(), QUERY_WORD
    return {
        "words": list(WORDS),
        "features": list(FEATURES),
        "word": WORDS[row],
        "d_k": KEYS.shape[-1],
        "query": QUERIES[row].tolist(),
        "keys": KEYS.tolist(),
        "values": VALUES.tolist(),
        "scores": trace.scores[row].tolist(),
        "scaled": trace.masked_scores[row].tolist(),
        "exponentials": np.exp(trace.masked_scores[row]).tolist(),
        "weights": trace.weights[row].tolist(),
        "output": trace.output[row].tolist(),
    }


def alt(v: Values) -> str:
    scores, scaled, weights, output = (
        ", ".join(f"{number:.{digits}f}" for number in v[name])
        for name, digits in (("scores", 0), ("scaled", 0), ("weights", 2), ("output", 2))
    )
    return (
        f"The query of {v['word']} meets the keys of {', '.join(v['words'])}. Scores {scores}; "
        f"divided by √{v['d_k']}: {scaled}; nothing is masked; weights {weights}; the weighted sum "
        f"of the values is {output}."
    )


class Walk:
    """The picture, and where its parts are: a pair of vectors and a column of cells a word."""

    def __init__(self, v: Values, page: Page) -> None:
        self.v = v
        self.figure, self.ax = page.canvas((640, 546), (336, 566))
        first, pitch, self.wide = page.pick((290, 92, 72), (138, 55, 50))
        self.left, self.names, self.home = page.pick((12, 150, 192), (8, 50, 81))
        self.lefts = [first + pitch * n - self.wide / 2 for n in range(len(v["words"]))]
        self.titled = not page.narrow
        self.lines = {
            name: write(self.ax, self.lefts[0], y + CELL + 14, "", INK, LABEL, **MOVING)
            for name, y in [*((name, self.y(name)) for name in ROWS), ("values", PASSED + 62)]
        }
        corner = (page.pick(self.lefts[0], self.left), PASSED + 114)
        self.end = Saying(self.ax, corner, page.pick(340, 320))
        self._stage()

    def y(self, name: str) -> float:
        """The top of a row of cells."""
        return SCORES + PITCH * list(ROWS).index(name)

    def say(self, name: str, text: str) -> str:
        """Say this under a row; return it, as the name of a step."""
        self.lines[name].set_text(text)
        return text

    def strip(self, middle: float, top: float, numbers: Sequence[float], role: str) -> Vector:
        """A hidden vector around `middle`, its numbers one under the other."""
        wide = self.wide / 2 if role in (QUERY, KEY) else self.wide
        look: dict[str, Any] = {"orientation": "vertical", "size": SMALL, **HIDDEN}
        limit = STRONGEST if role == VALUE else 4.0
        corner = (middle - wide / 2, top)
        return pencil(self.ax, corner, numbers, role, (wide, HIGH), limit=limit, **look)

    def cells(self, name: str) -> list[Box]:
        """The number of each word in one row, hidden."""
        if name == "exponentials":
            return [self._power(left, e) for left, e in zip(self.lefts, self.v[name], strict=True)]
        scale = "weight" if name == "weights" else "signed"
        look = Cells((self.wide, CELL), scale, 2, limit=LARGEST, size=LABEL)
        around = Words(row_title="", column_title="")
        cells: list[Box] = []
        for left, number in zip(self.lefts, self.v[name], strict=True):
            drawn = matrix(self.ax, left, self.y(name), [[number]], around, look, **HIDDEN)
            text = drawn.cells[0][0].number
            assert text is not None
            text.set_text(short(number) or "0")
            cells.append(drawn)
        return cells

    def _power(self, left: float, number: float) -> Box:
        """A number and, under it, a bar as long as it is large."""
        share, y = number / max(self.v["exponentials"]), self.y("exponentials")
        under = bar(self.ax, left, y + 18, share, self.wide, 8, MUTED, "", **HIDDEN)
        middle = left + self.wide / 2
        look: dict[str, Any] = {"align": "centre", **HIDDEN}
        text = write(self.ax, middle, y + 7, f"{number:.1f}", INK, LABEL, **look)
        return Box(left, y, self.wide, CELL, (*under.artists, text))

    def _stage(self) -> None:
        """What is there from the start: words, query, keys and the names of everything."""
        ax, v = self.ax, self.v
        write(ax, self.left, 12, "who looks", QUERY, SMALL)
        write(ax, self.lefts[0], 12, "what is looked at", KEY, SMALL)
        style: dict[str, Any] = {
            "size": LABEL if self.titled else SMALL,
            "height": 26,
            "align": "centre",
        }
        token(ax, self.home, 24, v["word"], QUERY, filled=True, **style)
        self.strip(self.home, ASKED, v["query"], QUERY).show()
        for left, word, key in zip(self.lefts, v["words"], v["keys"], strict=True):
            token(ax, left + self.wide / 2, 24, word, **style)
            self.strip(left + self.wide * 0.75, ASKED, key, KEY).show()
        for top in (ASKED, PASSED):
            for index, name in enumerate(v["features"]):
                y = top + HIGH * (index + 0.5)
                write(ax, self.names, y, name, MUTED, SMALL, align="right")
        for name, (numbers, title) in ROWS.items():
            for disc, number in enumerate(numbers):
                last = (self.titled or len(numbers) == 1) and number == numbers[-1]
                numbered(ax, self.left + 28 * disc, self.y(name) + 1, number, title if last else "")
        numbered(ax, self.left, PASSED - 30, 5, "weighted sum")


def animate(v: Values, page: Page) -> Iterator[Frame]:
    walk = Walk(v, page)
    text = walk.say("scores", f"Whose key fits the query of {v['word']}?")
    yield step(walk.figure, 1.5, text)
    yield from _scores(walk)
    yield from _weights(walk)
    yield from _weighted_sum(walk)


def _scores(walk: Walk) -> Iterator[Frame]:
    """The query goes to each key, and leaves a score there."""
    v = walk.v
    for index, (left, cell) in enumerate(zip(walk.lefts, walk.cells("scores"), strict=True)):
        query = walk.strip(walk.home, ASKED, v["query"], QUERY)
        yield from travel(walk.figure, query, end=(left + walk.wide / 4 - walk.home, 0), moves=4)
        cell.show()
        if index < len(walk.lefts) - 1:
            yield moment(walk.figure, 0.25)
    pairs = zip(v["query"], v["keys"][-1], strict=True)
    terms = " + ".join(f"{a:.0f}×{b:.0f}" for a, b in pairs if a * b)
    text = f"query × key, for {v['words'][-1]}: {terms} = {v['scores'][-1]:.0f}"
    yield step(walk.figure, 2.0, walk.say("scores", text))


def _weights(walk: Walk) -> Iterator[Frame]:
    """Copies of the numbers of one row fall to the next and become its numbers."""
    total, root = sum(walk.v["exponentials"]), walk.v["d_k"] ** 0.5
    for above, name, text, seconds in (
        ("scores", "scaled", f"÷ √{walk.v['d_k']} = {root:g}; nothing is masked", 1.5),
        ("scaled", "exponentials", f"e to that power; together {total:.1f}", 1.6),
        ("exponentials", "weights", f"÷ {total:.1f}: shares of one", 1.6),
    ):
        falling, cells = enclosing(walk.cells(above)), enclosing(walk.cells(name))
        yield from travel(walk.figure, falling, end=(0, PITCH), moves=4)
        falling.show(False)
        cells.show()
        yield step(walk.figure, seconds, walk.say(name, text))


def _weighted_sum(walk: Walk) -> Iterator[Frame]:
    """The values pale to their shares, and the shares meet in the place of the word."""
    v = walk.v
    middles = [left + walk.wide / 2 for left in walk.lefts]
    passed = [
        walk.strip(middle, PASSED, numbers, VALUE)
        for middle, numbers in zip(middles, v["values"], strict=True)
    ]
    enclosing(passed).show()
    walk.say("values", "what each word passes on")
    yield moment(walk.figure, 0.6)
    for done in eased(4):
        for strip, weight in zip(passed, v["weights"], strict=True):
            _fade(strip, 1 + (weight - 1) * done)
        yield moment(walk.figure, 0.15)
    for strip, weight, numbers in zip(passed, v["weights"], v["values"], strict=True):
        _print_shares(strip, weight, numbers)
    yield step(walk.figure, 1.8, walk.say("values", "each value × its weight"))
    for done in eased(4):
        for middle, strip in zip(middles, passed, strict=True):
            shift(strip, (walk.home - middle) * done, 0)
        yield moment(walk.figure, 0.15)
    for strip in passed:
        shift(strip, 0, 0)
    walk.strip(walk.home, PASSED, v["output"], VALUE).show()
    yield step(walk.figure, 2.2, _conclude(walk))


def _fade(strip: Vector, share: float) -> None:
    """Leave this share of the shade that the value had at first."""
    for cell in strip.cells:
        assert cell.fill is not None and cell.number is not None
        number = float(cell.number.get_text() or 0)
        cell.fill.set_alpha(SIGNED_STRENGTH * share * number / STRONGEST)


def _print_shares(strip: Vector, weight: float, numbers: Sequence[float]) -> None:
    for cell, number in zip(strip.cells, numbers, strict=True):
        assert cell.number is not None
        cell.number.set_text(f"{short(weight)}×{number:.0f}" if number else "")


def _conclude(walk: Walk) -> str:
    """Say what has become of the number that was zero, and where it comes from."""
    v, index = walk.v, walk.v["features"].index("quality")
    terms = " + ".join(
        f"{short(weight)}×{row[index]:.0f}"
        for weight, row in zip(v["weights"], v["values"], strict=True)
        if row[index]
    )
    walk.say("values", f"quality: {terms} = {v['output'][index]:.2f}")
    parts = [weight * row[index] for weight, row in zip(v["weights"], v["values"], strict=True)]
    most = v["words"][parts.index(max(parts))]
    return walk.end(f"{v['word']} had no quality; now it has one, most of it from {most}")
