"""Arithmetic with word vectors: the step from one word to another, taken from a third."""

from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Token, arrow, token, write
from generators.kit.theme import INK, MUTED, NEUTRAL, SMALL
from generators.pipeline import results

WORDS = {  # an example of each kind; the last word is the one that should be found
    "gender": ("man", "woman", "king", "queen"),
    "past": ("go", "went", "see", "saw"),
    "number": ("son", "sons", "day", "days"),
}
PLACES = ((0.0, 34.0), (96.0, 6.0), (0.0, 96.0), (96.0, 68.0))  # px of the words in a panel


def values() -> Values:
    runs = results.read("word_vectors")["runs"]["text"]
    return {
        name: {
            "right": sum(run["analogies"][name]["right"] for run in runs) / len(runs),
            "n": runs[0]["analogies"][name]["n"],
        }
        for name in WORDS
    }


def alt(v: Values) -> str:
    told = "; ".join(
        f"from {a} to {b}, and so from {c} to {d}: right in {v[name]['right']:.0%} of "
        f"{v[name]['n']} such questions"
        for name, (a, b, c, d) in WORDS.items()
    )
    return f"The same step from two words, drawn as two parallel arrows. {told}."


def draw(v: Values, page: Page) -> Figure:
    """A parallelogram for each kind, and how often its fourth corner is found."""
    figure, ax, boxes = page.panels(len(WORDS), (168, 170), gap=12)
    for box, (name, words) in zip(boxes, WORDS.items(), strict=True):
        corners = [
            token(ax, box.left + x, box.top + y, word, NEUTRAL[1] if word == words[-1] else INK)
            for word, (x, y) in zip(words, PLACES, strict=True)
        ]
        _step(ax, *corners[:2])
        _step(ax, *corners[2:])
        right, below = f"{v[name]['right']:.0%} right", f"of {v[name]['n']} such questions"
        write(ax, box.left, box.top + 138, right, INK, SMALL, weight="semibold")
        write(ax, box.left, box.top + 156, below, MUTED, SMALL)
    return figure


def _step(ax: Axes, start: Token, end: Token) -> None:
    """The arrow from word to word; both of a panel rise alike."""
    (x0, y0), (x1, y1) = start.east, end.west
    arrow(ax, (x0 + 4, y0 - 2), (x1 - 4, y1 + 2), MUTED)
