"""One row of one head: every English word gets a share, and the mixture of values arrives."""

import numpy as np

from experiments.translator.recipe import ENDINGS, NOUNS, RUNNING
from generators.figures._shared.decoder_rows import pronoun_row
from generators.figures._shared.strips import strips
from generators.figures.ten_pictures._row import TIRED, naming
from generators.figures.ten_pictures._stage import Stage, sentences, stage
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, Token, frame, link, note, write
from generators.kit.needs import place_of
from generators.kit.theme import QUERY, SMALL, VALUE, WEIGHT

BREADTH = 20.0  # px of a strip
TOLD = 0.05  # shares under this have no number
EMPTY = "?"  # the place whose word is not yet written
WIDEST = 22.0  # px of a line whose share is 1


def values() -> Values:
    said, head = sentences(), naming()
    trace, row = head.trace(TIRED), pronoun_row(RUNNING[TIRED])
    weights = head.weights(TIRED)
    on_noun = {
        ending: float(head.weights(ending)[place_of(noun, said["english"][ending])])
        for ending, noun in zip(ENDINGS, NOUNS, strict=True)
    }
    return {
        "sentences": said,
        "row": row,
        "writes": said["french"][TIRED][row],
        "weights": weights.round(4).tolist(),
        "values": np.asarray(trace.values)[head.head].round(3).tolist(),
        "arrives": np.asarray(trace.attention.output)[head.head, row].round(3).tolist(),
        "numbers": len(trace.values[head.head][0]),
        "most_on": said["english"][TIRED][int(weights.argmax())],
        "most": float(weights.max()),
        "on_noun": on_noun,
        "least_on_noun": min(on_noun.values()),
    }


def alt(v: Values) -> str:
    return (
        f"The empty place where {v['writes']} will be written asks all English words. Lines "
        f"as wide as the shares lead from each word's value, a strip of {v['numbers']} cells, "
        f"to the strip that arrives; the widest comes from {v['most_on']}: {v['most']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    shown = stage(page, v["sentences"], TIRED, 404)
    french = [*v["sentences"]["french"][TIRED][: v["row"]], EMPTY]
    asks = shown.write_french(french, {v["row"]: QUERY})[-1]
    length = page.pick(6.0, 4.0) * len(v["arrives"])
    boxes = [shown.away(word, page.pick(24, 36), length, BREADTH) for word in shown.english]
    arrives = _place(page, asks, length)
    strips(shown.ax, [*boxes, arrives], [*v["values"], v["arrives"]])
    for box, weight, word in zip(boxes, v["weights"], shown.english, strict=True):
        frame(shown.ax, box, VALUE, 1.5)
        ends = shown.leaving(box), shown.arriving(arrives)
        axis = page.pick("vertical", "horizontal")
        link(shown.ax, *ends, weight, minimum=0.003, widest=WIDEST, axis=axis)
        _share(shown, word, weight)
    frame(shown.ax, arrives, VALUE, 2.5)
    _words(shown, boxes, v["weights"], arrives, asks)
    return shown.figure


def _place(page: Page, asks: Token, length: float) -> Box:
    """Where the mixture arrives: above the word that asks, on a phone below it."""
    if page.narrow:
        return Box(asks.left, asks.bottom + 20, length, BREADTH)
    return Box(asks.centre[0] - BREADTH / 2, asks.top - 8 - length, BREADTH, length)


def _share(shown: Stage, word: Token, weight: float) -> None:
    if weight >= TOLD:
        x, y = shown.away(word, *shown.page.pick((0, 24), (3, 32)), 20).centre
        text = f"{weight:.2f}"
        write(shown.ax, x, y, text, WEIGHT, SMALL, weight="semibold", align="centre")


def _words(
    shown: Stage, values: list[Box], weights: list[float], arrives: Box, asks: Token
) -> None:
    ax, value = shown.ax, values[0]
    if shown.page.narrow:
        note(ax, value.left, value.top - 22, "values", VALUE)
        note(ax, arrives.left, arrives.top - 19, "arrives", VALUE)
        return
    first = int(np.argmax(weights)) > len(weights) / 2  # on the side without the wide line
    corner = (value.left if first else values[-1].right, value.bottom + 6)
    told = "values: what each word passes on"
    note(ax, *corner, told, VALUE, align="left" if first else "right")
    note(ax, arrives.right + 10, arrives.centre[1] - 18, "arrives: the\nmixture", VALUE)
    note(ax, asks.right + 8, asks.top + 3, "asks", QUERY)
