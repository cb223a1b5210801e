"""Sixty-one bytes become fourteen tokens: the learned merges, applied in their order."""

from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from generators.figures.tokens._pieces import SPACE
from generators.kit.layout import Page
from generators.kit.marks import HIDDEN, MOVING, Point, write
from generators.kit.motion import Frame, reading_seconds, step
from generators.kit.theme import INK, LABEL, MUTED, PANEL, RESIDUAL
from generators.kit.values import Values
from generators.pipeline import results

PITCH, TALL, LEADING = 14.0, 30.0, 42.0  # px: a letter, a box, a line of boxes
EDGE, ROW = 12.0, 24.0  # px: around everything, a merge in the list
TOGETHER, LATER = 5, 3  # merges in the second step; steps that share all merges after it
LISTED = 3  # of the many merges of a later step
LINES = max(TOGETHER, LISTED + 1)  # below the sentence
A_RULE = 0.7  # seconds to read one
EARLY = 100  # the first merges, of which the page tells
COUNTED = ("because", "tired")  # a word that closes, and one that does not


def values() -> Values:
    measured = results.read("tokens")
    sentence, merges = measured["sentence"], measured["steps"]
    tokens = merges[-1]["tokens"]
    whole = {token.strip() for token in tokens}
    early = [merge for merge in merges if merge["rank"] <= EARLY]
    return {
        "sentence": sentence,
        "bytes": len(sentence.encode()),
        "steps": merges,
        "used": len(merges),
        "learned": len(measured["merges"]),
        "same_as_library": measured["same_merges"],
        "tokens": tokens,
        "n_tokens": len(tokens),
        "after_early": len(early[-1]["tokens"]),
        "counts": {word: measured["word_counts"][word] for word in COUNTED},
        "split_words": [word for word in sentence.rstrip(".").split() if word not in whole],
        "training_words": measured["training"]["words"],
    }


def alt(v: Values) -> str:
    shown = " | ".join(token.replace(" ", SPACE) for token in v["tokens"])
    return (
        f"{v['bytes']} bytes are joined by {v['used']} merges into {v['n_tokens']} tokens: {shown}."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    width = page.pick(520, 336)
    places = _places(v["sentence"], width)
    below = places[-1][1] + LEADING
    size = width, below + ROW * LINES + 6
    figure, ax = page.canvas(size, size)
    boxes, told = Boxes(ax, v["sentence"], places), Told(ax, below)
    boxes.show(list(v["sentence"]))
    start = told(
        f"{v['bytes']} bytes, one token each", [(f"{SPACE} is the space before a word", "")]
    )
    yield step(figure, 2.4, start)
    for group in groups(v["steps"]):
        tokens, last = group[-1]["tokens"], group[-1]["rank"]
        boxes.show(tokens, [merge["left"] + merge["right"] for merge in group])
        rules = _rules(group, v["tokens"])
        name = told(f"{len(tokens)} tokens after merge {last:,}", rules)
        yield step(figure, max(reading_seconds(name), A_RULE * len(rules)), name)
    boxes.show(v["tokens"])
    end = told(f"{v['bytes']} bytes, {v['used']} merges, {v['n_tokens']} tokens", [])
    yield step(figure, 3, end)


def _places(sentence: str, width: float) -> list[Point]:
    """Top left of every character, on lines that break before a space."""
    places: list[Point] = []
    left, top = EDGE, 44.0
    for start, letter in enumerate(sentence):
        word = sentence.find(" ", start + 1) % (len(sentence) + 1)
        if letter == " " and left + (word - start) * PITCH > width - EDGE:
            left, top = EDGE, top + LEADING
        places.append((left, top))
        left += PITCH
    return places


def groups(merges: list[Values]) -> list[list[Values]]:
    """The merges in steps: the first alone, a few together, then all others in large steps."""
    first, then, rest = merges[:1], merges[1 : 1 + TOGETHER], merges[1 + TOGETHER :]
    size = -(-len(rest) // LATER)
    return [first, then, *(rest[start : start + size] for start in range(0, len(rest), size))]


def _rules(group: list[Values], tokens: list[str]) -> list[tuple[str, str]]:
    """The merges of a step in words; of too many, those that make a token of the end."""
    if len(group) <= TOGETHER:
        return [_rule(merge) for merge in group]
    whole = [merge for merge in group if merge["left"] + merge["right"] in tokens]
    listed = whole[-LISTED:]
    return [*map(_rule, listed), (f"and {len(group) - len(listed)} more", "")]


def _rule(merge: Values) -> tuple[str, str]:
    """What is joined, and which merge it is."""
    left, right = (merge[side].replace(" ", SPACE) for side in ("left", "right"))
    return f"{left} + {right} → {left}{right}", f"merge {merge['rank']:,}: {merge['count']:,} times"


class Told:
    """What has just happened: a title above the sentence, and up to so many merges below it."""

    def __init__(self, ax: Axes, below: float) -> None:
        self.title = write(ax, EDGE, 22, "", INK, weight="semibold", **MOVING)
        lines = [below + ROW * (row + 0.5) for row in range(LINES)]
        self.rules = [write(ax, EDGE, y, "", RESIDUAL, mono=True, **MOVING) for y in lines]
        self.counts = [write(ax, 192, y, "", MUTED, **MOVING) for y in lines]  # beside the longest

    def __call__(self, title: str, rules: Sequence[tuple[str, str]]) -> str:
        """Write this, and return the title."""
        self.title.set_text(title)
        filled = [*rules, *[("", "")] * (LINES - len(rules))]
        for (rule, count), left, right in zip(filled, self.rules, self.counts, strict=True):
            left.set_text(rule)
            right.set_text(count)
        return title


class Boxes:
    """The sentence, and a box around each token."""

    def __init__(self, ax: Axes, sentence: str, places: list[Point]) -> None:
        self.ax, self.places = ax, places
        self.boxes: dict[tuple[int, int], FancyBboxPatch] = {}
        for letter, (x, y) in zip(sentence, places, strict=True):
            shown, role = (SPACE, MUTED) if letter == " " else (letter, INK)
            look: Any = {"mono": True, "align": "centre", "zorder": 8}
            write(ax, x + PITCH / 2, y + TALL / 2, shown, role, LABEL, **look)

    def show(self, tokens: Sequence[str], joined: Sequence[str] = ()) -> None:
        """Draw the walls of these tokens; those just joined filled."""
        for box in self.boxes.values():
            box.set_visible(False)
        start = 0
        for token in tokens:
            new = token in joined
            face, edge = (RESIDUAL, RESIDUAL) if new else (PANEL, MUTED)
            box = self._box(start, len(token))
            box.set(visible=True, facecolor=face, edgecolor=edge, alpha=0.35 if new else 1)
            start += len(token)

    def _box(self, start: int, length: int) -> FancyBboxPatch:
        if (start, length) not in self.boxes:
            (x, y), style = self.places[start], "round,pad=0,rounding_size=5"
            box = FancyBboxPatch((x + 1, y), length * PITCH - 2, TALL, boxstyle=style, **HIDDEN)
            self.ax.add_patch(box)
            self.boxes[start, length] = box
        return self.boxes[start, length]
