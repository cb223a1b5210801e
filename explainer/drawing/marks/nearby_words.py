"""The words that a picture writes beside a grid, found by where they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.text import Text

from explainer.drawing.legibility import visible_texts
from explainer.drawing.marks.shapes import BASELINE, Box
from explainer.drawing.theme import MONO, measure

BESIDE, ABOVE = 90.0, 30.0  # px from a grid to the end of a word that belongs to it
TITLE_ABOVE = 130.0  # px: there may be column words between a title and its grid


@dataclass(frozen=True)
class Written:
    """A text of a canvas: its left and right edge and the middle of its capitals, in px.

    A turned one has its foot: (left, middle) is where it begins.
    """

    text: str
    left: float
    right: float
    middle: float
    turned: bool
    bold: bool


def written(figure: Figure) -> list[Written]:
    """The visible texts of the pixel canvases of a figure."""
    canvases = [ax for ax in figure.axes if not ax.axison]
    return [_read(text) for text in visible_texts(figure) if text.axes in canvases]


def _read(text: Text) -> Written:
    x, y = (float(side) for side in text.get_position())
    size, bold = float(text.get_fontsize()), text.get_fontweight() == "semibold"
    said = text.get_text()
    if text.get_rotation():
        return Written(said, x, x, y, True, bold)
    mono = text.get_fontfamily() == MONO
    width = measure(said, size, mono, "semibold" if bold else "normal")[0]
    left = x - {"left": 0.0, "center": width / 2, "right": width}[text.get_horizontalalignment()]
    return Written(said, left, left + width, y - BASELINE * size, False, bold)


def row_words(texts: Sequence[Written], box: Box, count: int) -> tuple[str, ...]:
    """The word left of each row; nothing if one has none."""
    high = box.height / count
    beside = [
        (box.left - text.right, (text.middle - box.top) / high, text.text)
        for text in texts
        if not text.turned and -1 <= box.left - text.right <= BESIDE
    ]
    return _one_each(beside, count)


def column_words(texts: Sequence[Written], box: Box, count: int) -> tuple[str, ...]:
    """The word above each column; nothing if one has none."""
    wide = box.width / count
    above = [
        (
            box.top - text.middle,
            ((text.left if text.turned else (text.left + text.right) / 2) - box.left) / wide,
            text.text,
        )
        for text in texts
        if 0 <= box.top - text.middle <= ABOVE
    ]
    return _one_each(above, count)


def _one_each(found: Iterable[tuple[float, float, str]], count: int) -> tuple[str, ...]:
    """The nearest text of every place; each is (distance, place, text)."""
    nearest: dict[int, str] = {}
    for _, place, text in sorted(found, reverse=True):
        if 0 <= place < count:
            nearest[int(place)] = text
    return tuple(nearest[place] for place in range(count)) if len(nearest) == count else ()


def title(texts: Sequence[Written], box: Box) -> str:
    """The bold words above a grid; nothing if there are none."""
    above = [
        (round(box.top - text.middle), abs(text.left - box.left), text.text)
        for text in texts
        if text.bold
        and any(map(str.isalpha, text.text))
        and 0 <= box.top - text.middle <= TITLE_ABOVE
        and box.left - BESIDE <= text.left <= box.right
    ]
    return min(above)[-1] if above else ""


def outside(texts: Sequence[Written], boxes: Sequence[Box]) -> list[Written]:
    """The texts that lie in none of the boxes: what is printed in a cell names no other."""
    return [
        text
        for text in texts
        if not any(
            box.left <= (text.left + text.right) / 2 <= box.right
            and box.top <= text.middle <= box.bottom
            for box in boxes
        )
    ]
