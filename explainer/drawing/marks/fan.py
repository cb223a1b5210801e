"""One row of weights as a fan: a word and lines to the words it looks at, as wide as weights."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from explainer.drawing.marks.shapes import Box, enclosing, token, write
from explainer.drawing.marks.strokes import links
from explainer.drawing.theme import INK, MUTED, QUERY, SMALL, WEIGHT, measure

WIDEST = 14.0  # px of a line whose weight is 1


def fan(
    ax: Axes,
    box: Box,
    word: str,
    words: Sequence[str],
    weights: Sequence[float],
    told: Sequence[int] = (),
) -> Box:
    """The word on the left of the box, the words that it looks at on the right, line under line.

    The one that it looks at most is bold and has its weight beside it; so have those in `told`.

    Raises:
        ValueError: when there are not as many weights as words.
    """
    if len(words) != len(weights):
        raise ValueError(f"{len(weights)} weights for {len(words)} words")
    room = max(measure(other, SMALL, mono=True)[0] for other in words)
    left = box.right - room - measure(" 0.00", SMALL)[0] - 4
    looks = token(ax, box.left, box.centre[1] - SMALL, word, QUERY, size=SMALL)
    line, most = box.height / len(words), max(weights)
    ends = []
    for index, (other, weight) in enumerate(zip(words, weights, strict=True)):
        y, bold = box.top + (index + 0.5) * line, "semibold" if weight == most else "normal"
        artists = [write(ax, left, y, other, INK, SMALL, mono=True, weight=bold)]
        if weight == most or index in told:
            after = left + 6 + measure(other, SMALL, mono=True, weight=bold)[0]
            role = WEIGHT if weight == most else MUTED
            artists.append(write(ax, after, y, f"{weight:.2f}", role, SMALL, weight=bold))
        ends.append(Box(left - 5, y - line / 2, 0, line, tuple(artists)))
    drawn = links(ax, [looks], ends, [weights], threshold=0, widest=WIDEST)
    lines = tuple(artist for one in drawn[0] for artist in one.artists)
    return Box(
        box.left, box.top, box.width, box.height, (*enclosing([looks, *ends]).artists, *lines)
    )
