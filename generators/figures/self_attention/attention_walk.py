"""One query walks through the five steps of attention: scores to weighted sum."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from generators.figures._shared.four_words import (
    FEATURES,
    KEYS,
    QUERIES,
    QUERY_WORD,
    VALUES,
    WORDS,
    X,
    attention,
)
from generators.kit.layout import Page
from generators.kit.marks import Box, Cells, Vector, Words, enclosing, matrix, token, vector, write
from generators.kit.marks import step as numbered
from generators.kit.marks.moving import HIDDEN, Saying, shift, travel
from generators.kit.motion import Frame, eased, moment, step
from generators.kit.sizes import LABEL, SMALL
from generators.kit.theme import INK, KEY, MUTED, QUERY, TITLE, VALUE
from generators.kit.values import Values

# a row of cells: the number of its step on the page, its title, digits
ROWS: dict[str, tuple[int | None, str, int]] = {
    "scores": (1, "scores", 0),
    "scaled": (2, "scaled", 0),
    "masked": (3, "masked", 0),
    "exponentials": (4, "softmax", 3),
    "weights": (None, "weights", 3),
}
HIGH, CELL, PITCH = 22.0, 26.0, 54.0  # px: a number of a vector, a cell, from row to row
LARGEST = 8.0  # score of all pairs: where the page's scale of scores ends
ASKED, SCORES, PASSED = 58.0, 158.0, 458.0  # px from the top


def values() -> Values:
    trace, row = attention(), QUERY_WORD
    return {
        "words": list(WORDS),
        "features": list(FEATURES),
        "word": WORDS[row],
        "d_k": KEYS.shape[-1],
        "before": X[row].tolist(),
        "query": QUERIES[row].tolist(),
        "keys": KEYS.tolist(),
        "values": VALUES.tolist(),
        "scores": trace.scores[row].tolist(),
        "scaled": trace.scaled_scores[row].tolist(),
        "masked": trace.masked_scores[row].tolist(),
        "exponentials": np.exp(trace.masked_scores[row]).tolist(),
        "weights": trace.weights[row].tolist(),
        "output": trace.output[row].tolist(),
    }


def alt(v: Values) -> str:
    scores, scaled, weights, output = (
        ", ".join(f"{number:.{digits}f}" for number in v[name])
        for name, digits in (("scores", 0), ("scaled", 0), ("weights", 3), ("output", 3))
    )
    return (
        f"The query of {v['word']} meets the keys of {', '.join(v['words'])}. Scores {scores}; "
        f"divided by √{v['d_k']}: {scaled}; nothing is masked; weights {weights}; the weighted sum "
        f"of the values is {output}."
    )


class Walk:
    """The picture, and where its parts stand: a pair of vectors and a column of cells a word."""

    def __init__(self, v: Values, page: Page) -> None:
        self.v = v
        self.figure, self.ax = page.canvas((674, 596), (336, 616))
        self.first, self.pitch, self.wide = page.pick((300, 104, 84), (136, 56, 50))
        self.left, self.names, self.home = page.pick((16, 160, 200), (8, 66, 87))
        self.share = page.pick(54, 34)  # px, the width of a vector with three digits
        self.size = page.pick(LABEL, SMALL)
        self.lefts = [self.first + self.pitch * n - self.wide / 2 for n in range(len(v["words"]))]
        self.lines = {
            name: write(self.ax, self.lefts[0], y + CELL + 13, "", INK, self.size, animated=True)
            for name, y in [*((name, self.y(name)) for name in ROWS), ("values", PASSED + 64)]
        }
        self.end = Saying(self.ax, (page.pick(self.lefts[0], self.left), 572), page.pick(400, 320))
        self._stage()

    def y(self, name: str) -> float:
        """The top of a row of cells."""
        return SCORES + PITCH * list(ROWS).index(name)

    def say(self, name: str, text: str) -> str:
        """Say this under a row; return it, as the name of a step."""
        self.lines[name].set_text(text)
        return text

    def conclude(self) -> str:
        """Say what has become of the number that was zero, and where it comes from."""
        v = self.v
        index = v["features"].index("quality")
        parts = [w * row[index] for w, row in zip(v["weights"], v["values"], strict=True)]
        terms = " + ".join(f"{part:.3f}" for part in parts if part)
        self.say("values", f"quality: {terms} = {v['output'][index]:.3f}")
        return self.end(
            f"{v['word']} had {v['before'][index]:.0f} of quality; attention brings "
            f"{v['output'][index]:.3f}, most of it from {v['words'][parts.index(max(parts))]}"
        )

    def strip(self, left: float, top: float, numbers: Any, role: str, **look: Any) -> Vector:
        """A vector, its numbers one under the other; no digits after a zero."""
        cell, digits = (look.pop("width", self.wide / 2), HIGH), look.pop("digits", 0)
        shade = {"signed": False, "orientation": "vertical", "limit": look.pop("limit", 4)}
        drawn = vector(self.ax, left, top, numbers, role, digits, cell, size=SMALL, **shade, **look)
        for shown, number in zip(drawn.cells, numbers, strict=True):
            if shown.number and not number:
                shown.number.set_text("0")
        return drawn

    def cells(self, name: str) -> list[Box]:
        """The number of each word in one row of cells, hidden."""
        scale, digits = "weight" if name == "weights" else "signed", ROWS[name][2]
        limit = sum(self.v[name]) if name == "exponentials" else LARGEST
        look = Cells((self.wide, CELL), scale, digits, limit=limit, size=self.size)
        around = Words(row_title="", column_title="")
        return [
            matrix(self.ax, left, self.y(name), [[number]], around, look, **HIDDEN)
            for left, number in zip(self.lefts, self.v[name], strict=True)
        ]

    def _stage(self) -> None:
        """What stands there from the start: words, query, keys and the names of everything."""
        ax, v = self.ax, self.v
        write(ax, self.left, 12, "who looks", QUERY, SMALL)
        write(ax, self.lefts[0], 12, "what is looked at", KEY, SMALL)
        style: dict[str, Any] = {"size": self.size, "height": 26, "align": "centre"}
        token(ax, self.home, 24, v["word"], QUERY, filled=True, **style)
        self.strip(self.home - self.wide / 4, ASKED, v["query"], QUERY)
        for left, word, key in zip(self.lefts, v["words"], v["keys"], strict=True):
            token(ax, left + self.wide / 2, 24, word, **style)
            self.strip(left + self.wide / 2, ASKED, key, KEY)
        for top in (ASKED, PASSED):
            for index, name in enumerate(v["features"]):
                y = top + HIGH * (index + 0.5)
                write(ax, self.names, y, name, MUTED, SMALL, align="right")
        for name, (number, title, _) in ROWS.items():
            if number:
                numbered(ax, self.left, self.y(name) + 1, number, title)
            else:
                write(ax, self.left + 34, self.y(name) + 13, title, size=TITLE, weight="semibold")
        numbered(ax, self.left, PASSED - 32, 5, "weighted sum")


def animate(v: Values, page: Page) -> Iterator[Frame]:
    walk = Walk(v, page)
    text = walk.say("scores", f"the query of {v['word']} meets every key")
    yield step(walk.figure, 2.0, text)
    yield from _scores(walk)
    yield from _weights(walk)
    yield from _weighted_sum(walk)


def _scores(walk: Walk) -> Iterator[Frame]:
    v, home = walk.v, walk.home - walk.wide / 4
    cells = walk.cells("scores")
    for index, (word, key) in enumerate(zip(v["words"], v["keys"], strict=True)):
        query = walk.strip(home, ASKED, v["query"], QUERY, **HIDDEN, zorder=4)
        yield from travel(walk.figure, query, end=(walk.lefts[index] - home, 0), moves=4)
        cells[index].show()
        terms = " + ".join(f"{a:.0f}×{b:.0f}" for a, b in zip(v["query"], key, strict=True))
        text = walk.say("scores", f"{word}: {terms} = {v['scores'][index]:.0f}")
        yield step(walk.figure, 1.3, f"{v['word']} meets {text}")


def _weights(walk: Walk) -> Iterator[Frame]:
    """Copies of the numbers of one row fall to the next and become its numbers."""
    total, root = sum(walk.v["exponentials"]), walk.v["d_k"] ** 0.5
    for above, name, text, seconds in (
        ("scores", "scaled", f"each divided by √{walk.v['d_k']} = {root:g}", 1.8),
        ("scaled", "masked", "nothing is masked here", 1.8),
        ("masked", "exponentials", f"e to the power of each; their sum is {total:.3f}", 2.6),
        ("exponentials", "weights", f"each divided by {total:.3f}: shares of one", 2.2),
    ):
        falling, cells = enclosing(walk.cells(above)), enclosing(walk.cells(name))
        yield from travel(walk.figure, falling, end=(0, PITCH), moves=4)
        falling.show(False)
        cells.show()
        yield step(walk.figure, seconds, walk.say(name, text))


def _weighted_sum(walk: Walk) -> Iterator[Frame]:
    v, inside = walk.v, walk.wide - walk.share
    look: dict[str, Any] = {**HIDDEN, "limit": 2}
    wide: Values = {**look, "width": walk.share, "digits": 3}
    passed: list[Vector] = []
    shares: list[Vector] = []
    copies: list[Vector] = []
    for left, numbers, weight in zip(walk.lefts, v["values"], v["weights"], strict=True):
        passed.append(walk.strip(left, PASSED, numbers, VALUE, width=inside, **look))
        parts = [weight * number for number in numbers]
        for strips in (shares, copies):
            strips.append(walk.strip(left + inside, PASSED, parts, VALUE, **wide))
    enclosing(passed).show()
    yield step(walk.figure, 1.8, walk.say("values", "each word has a value to pass on"))
    yield from _fade(walk, passed, shares)
    yield step(walk.figure, 1.8, walk.say("values", "each value times its weight"))
    start = walk.home - walk.share / 2
    enclosing(copies).show()
    for done in eased(3):
        for copy in copies:
            shift(copy, (start - copy.left) * done, 0)
        yield moment(walk.figure, 0.18)
    enclosing(copies).show(False)
    walk.strip(start, PASSED, v["output"], VALUE, **wide).show()
    yield step(walk.figure, 4.0, walk.conclude())


def _fade(walk: Walk, passed: list[Vector], shares: list[Vector]) -> Iterator[Frame]:
    """Each value pales to the share of it that its weight leaves."""
    cells = [
        (value.fill, cell.fill, cell.number, cell.fill.get_alpha() or 0.0)
        for before, after in zip(passed, shares, strict=True)
        for value, cell in zip(before.cells, after.cells, strict=True)
        if value.fill and cell.fill and cell.number
    ]
    enclosing(shares).show()
    for done in [0.0, *eased(3)]:
        for full, pale, number, goal in cells:
            start = full.get_alpha() or 0.0
            pale.set_alpha(start + (goal - start) * done)
            number.set_visible(done == 1)
        yield moment(walk.figure, 0.15)
