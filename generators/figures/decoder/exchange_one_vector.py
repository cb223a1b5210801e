"""One vector of the encoder's output at a time is exchanged between the tired and wide versions."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes

import explainer
from experiments.translator.recipe import PRONOUN, PRONOUNS
from explainer.transformer import next_word_logits
from generators.figures._shared.decoder_rows import (
    TIRED,
    WIDE,
    cross_weights,
    model,
    pronoun_row,
    translation,
)
from generators.kit.layout import Page
from generators.kit.marks import (
    HIDDEN,
    Box,
    Saying,
    bar,
    bar_column,
    note,
    token,
    token_column,
    travel,
)
from generators.kit.motion import Frame, moment, step
from generators.kit.theme import DECODER, ENCODER, KEY, SMALL
from generators.kit.values import Values

PITCH, TOP = 30, 98  # px


def _chances(memory: Any) -> dict[str, float]:
    """P(il), P(elle) after the French up to qu', given this encoder output."""
    words = model().target_vocabulary
    written = words.encode(["<start>", *translation(TIRED).tokens[: pronoun_row(TIRED)]])
    decoder = explainer.decode(model(), written, memory)
    chances = explainer.softmax(next_word_logits(model(), decoder)[-1].astype(np.float64))
    return {word: float(chances[words.ids[word]]) for word in PRONOUNS}


def values() -> Values:
    english, other = (list(translation(text).source_tokens) for text in (TIRED, WIDE))
    tired, wide = (translation(text).trace.encoder.output for text in (TIRED, WIDE))
    places = np.arange(len(english))[:, np.newaxis]
    each = [_chances(np.where(places == place, wide, tired)) for place in range(len(english))]
    elle = [chances["elle"] for chances in each]
    weights = cross_weights(TIRED)[:, :, pronoun_row(TIRED)].mean(axis=(0, 1))
    moved, lengths = np.linalg.norm(wide - tired, axis=-1), np.linalg.norm(tired, axis=-1)
    it = english.index(PRONOUN)
    return {
        "english": english,
        "other": other,
        "words": len(english),
        "elle": elle,
        "written": [max(chances, key=chances.__getitem__) for chances in each],
        "flips": sum(chances["elle"] > chances["il"] for chances in each),
        "flip_word": english[int(np.argmax(elle))],
        "most_elle": max(elle),
        "most_elle_elsewhere": sorted(elle)[-2],
        "weights": weights.tolist(),
        "weight_elsewhere": float(1 - weights[-1]),
        "it_moves": float(moved[it] / lengths[it]),
        "last_moves": float(moved[-1] / lengths[-1]),
        "moved_share_last": float(moved[-1] / moved.sum()),
    }


def alt(v: Values) -> str:
    return (
        f"For each of {v['words']} English positions, the probability of elle after its vector is "
        f"taken from the wide version: largest for {v['flip_word']}, {v['most_elle']:.2f}; at any "
        f"other position at most {v['most_elle_elsewhere']:.4f}. Beside it the attention weight of "
        "the row."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    n, height = v["words"], TOP + v["words"] * PITCH + 10
    figure, ax = page.canvas((560, height), (336, height))
    words, chances, track, theirs = page.pick((110, 136, 160, 430), (92, 104, 52, 252))  # x
    said = Saying(ax, (12, 8), page.pick(530, 312))
    note(ax, words, 56, "English\nvectors", ENCODER, SMALL, align="right")
    note(ax, chances, 56, "probability\nof elle", DECODER, SMALL)
    title = note(ax, theirs, 56, "from\n… too wide", KEY, SMALL, animated=True)
    own = token_column(ax, words, TOP, v["english"], 4, [ENCODER] * n, "right", animated=True)
    other = token_column(ax, theirs, TOP, v["other"], 4, [KEY] * n, animated=True)
    yield step(figure, 4, said("With the vectors of “… too tired” the next French word is il."))
    told = _told(v)
    for i, (mine, given) in enumerate(zip(own.tokens, other.tokens, strict=True)):
        lit = token(ax, words, mine.top, given.word, KEY, True, align="right", **HIDDEN)
        given.show(False)
        moves = 5 if i == n - 1 else 3
        yield from travel(figure, lit, start=(given.left - lit.left, 0), moves=moves)
        mine.show(False)
        _result(ax, v, i, Box(chances, mine.top, track, 26), page.pick(52, 36))
        yield step(figure, 3, said(told[i])) if i in told else moment(figure, 0.3)
        if i < n - 1:
            lit.show(False)
            mine.show()
            given.show()
    for mark in (title, other):
        mark.show(False)
    looked = "looked at,\nmean weight"
    bar_column(ax, theirs, own.tokens, v["weights"], page.pick(80, 46), looked, animated=True)
    yield step(figure, 4, said("Yet the row had looked at all of them."))


def _told(v: Values) -> dict[int, str]:
    """What is said of the exchanges that are steps: the first, the one before last, the last."""
    n, english, other, written = v["words"], v["english"], v["other"], v["written"]
    return {
        0: f"{english[0]} gets its vector of “… too wide”: still {written[0]}.",
        n - 2: f"Each of the others in turn: still {written[-2]}.",
        n - 1: f"{english[-1]} gets the vector of {other[-1]}: now it is {written[-1]}.",
    }


def _result(ax: Axes, v: Values, row: int, track: Box, gap: float) -> None:
    """The probability of elle after this exchange, and what is written."""
    chance, last = v["elle"][row], row == v["words"] - 1
    number = f"{chance:.2f}" if chance >= 0.005 else ""  # no column of zeros
    bar(ax, track.left, track.top + 6, chance, track.width, 14, DECODER, number, animated=True)
    token(ax, track.right + gap, track.top, v["written"][row], DECODER, last, animated=True)
