"""The French written word by word: where each word looks, the scores, the best is written."""

from collections.abc import Iterator

import numpy as np

from generators.figures._shared.decoder_rows import TIRED as TEXT
from generators.figures._shared.decoder_rows import model, pronoun_row, translation
from generators.figures._shared.running_sentence import mean_cross_weights
from generators.figures.ten_pictures._row import TIRED
from generators.figures.ten_pictures._stage import TILE, Stage, sentences, stage
from generators.kit.figure import Page, Values
from generators.kit.marks import HIDDEN, Link, MovingBar, Token, link, note, travel, write
from generators.kit.motion import Frame, moment, step
from generators.kit.theme import DECODER, INK, MUTED, WEIGHT

WORDS = 4  # candidates shown for each word
# px of a candidate, of the lane above them, and of all that stands under the sentences
PITCH, LANE, BELOW = 24.0, TILE + 6, 134.0 + TILE
SLOW = 1  # words, until the eye knows what happens; then only the pronoun's
FAINTEST = 0.04  # shares under this have no line


def values() -> Values:
    written = translation(TEXT)
    rows = []
    for scores in np.asarray(written.trace.logits):
        best = np.argsort(-scores, kind="stable")[:WORDS]
        words = model().target_vocabulary.decode(best)
        rows.append(
            [[word, round(float(scores[i]), 2)] for word, i in zip(words, best, strict=True)]
        )
    return {
        "sentences": sentences(),
        "pronoun": pronoun_row(TEXT),
        "weights": mean_cross_weights(written).round(3).tolist(),
        "scores": rows,
    }


def alt(v: Values) -> str:
    french = v["sentences"]["french"][TIRED]
    return (
        f"The French is written in {len(v['scores'])} steps. In each, lines show where the next "
        f"word looks in the English, {WORDS} bars show the best scores, and the word with the "
        f"longest bar is written and joins the input: {' '.join(french)}, then the end mark."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    shown = stage(page, v["sentences"], TIRED, 250, below=BELOW)
    french = v["sentences"]["french"][TIRED]
    tiles = shown.write_french(french, **HIDDEN)
    asks = shown.write_french(
        ["?"] * len(french), dict.fromkeys(range(len(french)), DECODER), **HIDDEN
    )
    board = _Board(shown, max(score for row in v["scores"] for _, score in row))
    looked: list[list[Link]] = []
    for index, row in enumerate(v["scores"]):
        for line in looked[-1] if looked else ():
            line.show(False)
        done, slow = index == len(french), index < SLOW or index == v["pronoun"]
        board.show(row)
        if done:
            for place, lines in enumerate(looked):
                _fade(lines, 0.8 if place == v["pronoun"] else 0.2)
            yield step(shown.figure, 1.8, "the longest is the end mark: done")
            return
        asks[index].show()
        looked.append(_lines(shown, asks[index], v["weights"][index]))
        if index == 0:
            yield step(shown.figure, 1.7, "scores for the first French word")
        else:
            yield moment(shown.figure, 1.2 if slow else 0.34)
        if slow:
            yield from _travel(shown, board, tiles[index])
        asks[index].show(False)
        tiles[index].show()
        yield step(shown.figure, 1.0 if slow else 0.42, f"the longest is written: {french[index]}")


class _Board:
    """The best words for the next place, with bars as long as their scores."""

    def __init__(self, shown: Stage, largest: float) -> None:
        self.largest, ax = largest, shown.ax
        top = ax.get_ylim()[0] - BELOW + 8
        rows = [top + LANE + index * PITCH for index in range(WORDS)]
        note(ax, 106, rows[-1] + 24, "scores for the next word", MUTED)
        self.names = [
            write(ax, 96, y + 8, "", INK, mono=True, align="right", animated=True) for y in rows
        ]
        width = shown.page.pick(420, 180)
        self.bars = [
            MovingBar(ax, (106, y), width, 16, DECODER if y == rows[0] else MUTED) for y in rows
        ]
        self.first = (106.0, rows[0])

    def show(self, row: list[tuple[str, float]]) -> None:
        """These words and scores; a score below zero has no bar."""
        for name, bar, (word, score) in zip(self.names, self.bars, row, strict=True):
            name.set_text(word)
            bar.set(max(score, 0.0) / self.largest, f"{score:.1f}")


def _lines(shown: Stage, asks: Token, weights: list[float]) -> list[Link]:
    return [
        link(
            shown.ax,
            shown.arriving(asks),
            shown.leaving(word),
            weight,
            WEIGHT,
            minimum=FAINTEST,
            widest=16,
            axis=shown.page.pick("vertical", "horizontal"),
            animated=True,
        )
        for word, weight in zip(shown.english, weights, strict=True)
    ]


def _fade(lines: list[Link], alpha: float) -> None:
    for line in lines:
        line.show()
        for artist in line.artists:
            artist.set_alpha(alpha)


def _travel(shown: Stage, board: _Board, tile: Token) -> Iterator[Frame]:
    """The word of the longest bar goes to its place, on a wide page by the free lane above it."""
    x, y = board.first
    start = (x - 10 - tile.right, y - LANE + 2 - tile.top)
    turn = shown.page.pick((0.0, start[1]), start)
    if turn != start:
        yield from travel(shown.figure, tile, start, turn)
    yield from travel(shown.figure, tile, turn)
