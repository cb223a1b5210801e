"""The loop that writes the running sentence: prefix, distribution, choice, one word more."""

from collections.abc import Iterator
from typing import Any

import explainer
from generators.figures._shared.writing import TEXT, best_words, chances, model
from generators.kit import marks
from generators.kit.figure import Axes, Page, Values
from generators.kit.marks import HIDDEN, MOVING, Box, Token, bar, token, write
from generators.kit.motion import Frame, moment, step
from generators.kit.phrases import counted
from generators.kit.theme import DECODER, MUTED, SMALL, WEIGHT

WRITER = "early"  # the finished model is certain of every word: nothing to choose
SHOWN, PITCH = 4, 27  # bars, and px between them
SLOW = 1  # rounds whose stages are shown one by one


def values() -> Values:
    words = list(explainer.translate(model(WRITER), TEXT).tokens)
    rows = chances(WRITER, tuple(TEXT.split()), tuple(words[:-1]))
    return {
        "words": words,
        "n_steps": len(words),
        "n_words": rows.shape[1],
        "best": [best_words(WRITER, row, SHOWN) for row in rows],
    }


def alt(v: Values) -> str:
    least = min(range(v["n_steps"]), key=lambda i: v["best"][i][0][1])
    (word, chance), (second, next_chance) = v["best"][least][:2]
    return (
        f"In {v['n_steps']} rounds the words written so far go into the decoder, the {SHOWN} most "
        f"likely next words come out as bars, and the first is appended: {' '.join(v['words'])}. "
        f"The closest choice is {word} with {chance:.2f} before {second} with {next_chance:.2f}."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    width = page.pick(520, 336)
    bars = page.pick(142, 204)  # y of the second stage, below two or four rows of words
    figure, ax = page.canvas((width, bars + 204))
    words = ["<start>", *v["words"]]
    marks.step(ax, 12, 10, 1, "The words so far go in", DECODER)
    marks.step(ax, 12, bars, 2, f"{v['n_words']} words get a probability", WEIGHT)
    marks.step(ax, 12, bars + 168, 3, "The largest is appended", DECODER)
    write(ax, 46, bars + 32, f"from them and the English; the {SHOWN} largest:", MUTED, SMALL)
    prefix = marks.token_lines(ax, 12, 46, words, width - 24, role=DECODER, **HIDDEN).tokens
    prefix[0].show()
    for i, best in enumerate(v["best"]):
        slow, word = i < SLOW, f"“{words[i + 1]}”, {best[0][1]:.2f}"
        if slow:
            yield step(figure, 2.0, f"round {i + 1}: {counted(i + 1, 'word')} in")
        rows, chosen = _bars(ax, best, bars + 46, page.pick(250, 120))
        if not slow:  # what travels is known by now
            prefix[i + 1].show()
        yield step(figure, 2.5 if slow else 0.65, f"round {i + 1}: the likeliest is {word}")
        if i == v["n_steps"] - 1:
            break
        if slow:
            end = (prefix[i + 1].left - chosen.left, prefix[i + 1].top - chosen.top)
            yield from marks.travel(figure, chosen, end=end)
            yield moment(figure, 1.0)
        for part in (rows, chosen):
            part.show(False)
        prefix[i + 1].show()
    yield step(figure, 4, "the end mark is written: the loop stops")


def _bars(ax: Axes, best: list[list[Any]], top: float, width: float) -> tuple[Box, Token]:
    """The likeliest words with their probabilities, and the first once more, to be carried off."""
    parts: list[Box] = []
    for rank, (word, chance) in enumerate(best):
        y = top + rank * PITCH
        role = MUTED if rank else DECODER
        number = f"{chance:.2f}" if chance >= 0.005 else "under .01"
        parts += [
            token(ax, 130, y, word, role, height=24, align="right", **MOVING),
            bar(ax, 140, y + 5, min(chance, 1.0), width, text=number, **MOVING),
        ]
    chosen = token(ax, 130, top, best[0][0], DECODER, True, align="right", **MOVING)
    return marks.enclosing(parts), chosen
