"""One vector of the encoder's output at a time is exchanged between the tired and wide versions."""

from typing import Any

import numpy as np

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
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar_column, note, token, token_column
from generators.kit.theme import DECODER, ENCODER, SMALL, WEIGHT

TOP = 66  # px above the first word


def _chances(memory: Any) -> dict[str, float]:
    """P(il), P(elle) after the French up to qu', given this encoder output."""
    words = model().target_vocabulary
    written = words.encode(["<start>", *translation(TIRED).tokens[: pronoun_row(TIRED)]])
    decoder = explainer.decode(model(), written, memory)
    chances = explainer.softmax(next_word_logits(model(), decoder)[-1].astype(np.float64))
    return {word: float(chances[words.ids[word]]) for word in PRONOUNS}


def values() -> Values:
    english = list(translation(TIRED).source_tokens)
    tired, wide = (translation(text).trace.encoder.output for text in (TIRED, WIDE))
    places = np.arange(len(english))[:, np.newaxis]
    each = [_chances(np.where(places == place, wide, tired)) for place in range(len(english))]
    elle = [chances["elle"] for chances in each]
    weights = cross_weights(TIRED)[:, :, pronoun_row(TIRED)].mean(axis=(0, 1))
    moved, lengths = np.linalg.norm(wide - tired, axis=-1), np.linalg.norm(tired, axis=-1)
    it = english.index(PRONOUN)
    return {
        "english": english,
        "words": len(english),
        "written": [max(chances, key=chances.__getitem__) for chances in each],
        "flips": sum(chances["elle"] > chances["il"] for chances in each),
        "flip_word": english[int(np.argmax(elle))],
        "most_elle": max(elle),
        "most_elle_elsewhere": sorted(elle)[-2],
        "weights": weights.tolist(),
        "most_looked_at": english[int(weights.argmax())],
        "weight_elsewhere": float(1 - weights[-1]),
        "most_on_wide": float(cross_weights(WIDE)[:, :, pronoun_row(WIDE), -1].max()),
        "it_moves": float(moved[it] / lengths[it]),
        "last_moves": float(moved[-1] / lengths[-1]),
        "moved_share_last": float(moved[-1] / moved.sum()),
    }


def alt(v: Values) -> str:
    return (
        f"For each of {v['words']} English positions, how much the pronoun's row looks at it and "
        "what is written after its vector is taken from the wide version: elle for "
        f"{v['flip_word']} (probability {v['most_elle']:.2f}), il for all others. Looked at most: "
        f"{v['most_looked_at']}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((540, TOP + 30 * v["words"] + 10))
    edge, bars, track, result = page.pick((130, 156, 170, 410), (88, 100, 84, 232))  # px
    words = token_column(ax, edge, TOP, v["english"], 4, [ENCODER] * v["words"], "right")
    note(ax, edge, 16, "vector\nexchanged", ENCODER, SMALL, align="right")
    bar_column(ax, bars, words.tokens, v["weights"], track)
    note(ax, bars, 16, "looked at,\nmean of all heads", WEIGHT, SMALL)
    note(ax, result, 16, page.pick("then the decoder\nwrites", "then it\nwrites"), DECODER, SMALL)
    for word, written in zip(words.tokens, v["written"], strict=True):
        token(ax, result, word.top, written, DECODER, filled=written != v["written"][0])
    return figure
