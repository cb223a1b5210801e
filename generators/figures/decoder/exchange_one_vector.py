"""One vector of the encoder's output at a time is exchanged between the tired and wide versions."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from experiments.translator.recipe import PRONOUNS
from explainer.transformer import next_word_logits
from generators.figures._shared.decoder_rows import (
    TIRED,
    WIDE,
    cross_weights,
    model,
    pronoun_row,
    translation,
)
from generators.kit import marks, theme

WIDTH, TOP, PITCH = 396, 72, 30
WORDS, BARS, TRACK, LOOKED = 96, 116, 118, 306  # x of the three columns, width of the bars


def _chances(memory: Any) -> dict[str, float]:
    """P(il), P(elle) after the French up to qu', given this encoder output."""
    words = model().target_vocabulary
    row = pronoun_row(TIRED)
    written = words.encode(["<start>", *translation(TIRED).tokens[:row]])
    decoder = explainer.decode(model(), written, memory)
    chances = explainer.softmax(next_word_logits(model(), decoder)[-1].astype(np.float64))
    return {word: float(chances[words.ids[word]]) for word in PRONOUNS}


def values() -> dict[str, Any]:
    tired, wide = (translation(text).trace.encoder.output for text in (TIRED, WIDE))
    english = list(translation(TIRED).source_tokens)
    each = []
    for place in range(len(english)):
        memory = tired.copy()
        memory[place] = wide[place]
        each.append(_chances(memory))
    all_but_last = wide.copy()
    all_but_last[-1] = tired[-1]
    elle = [chances["elle"] for chances in each]
    weights = cross_weights(TIRED)[:, :, pronoun_row(TIRED)].mean(axis=(0, 1))
    moved = np.linalg.norm(wide - tired, axis=-1)
    it = english.index("it")
    return {
        "english": english,
        "words": len(english),
        "unchanged": _chances(tired),
        "each": each,
        "all_but_last": _chances(all_but_last),
        "flips": sum(chances["elle"] > chances["il"] for chances in each),
        "flip_word": english[int(np.argmax(elle))],
        "most_elle": max(elle),
        "most_elle_elsewhere": sorted(elle)[-2],
        "weights": weights.tolist(),
        "weight_of_last": float(weights[-1]),
        "weight_elsewhere": float(1 - weights[-1]),
        "moved": moved.tolist(),
        "it_moves": float(moved[it] / np.linalg.norm(tired[it])),
        "last_moves": float(moved[-1] / np.linalg.norm(tired[-1])),
        "moved_share_last": float(moved[-1] / moved.sum()),
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"For each of {v['words']} English positions, the probability of elle after its vector is "
        f"taken from the wide version: largest for {v['flip_word']}, {v['most_elle']:.2f}; at any "
        f"other position at most {v['most_elle_elsewhere']:.2f}. Beside it the attention weight of "
        "the row."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    n = v["words"]
    height = TOP + n * PITCH + 56
    figure, ax = theme.canvas(WIDTH, height)
    hidden: dict[str, Any] = {"animated": True, "visible": False}
    marks.note(ax, WORDS, 18, "exchanged\nvector", theme.KEY, theme.SMALL, align="right")
    marks.note(ax, BARS, 18, "probability of\nelle afterwards", theme.DECODER, theme.SMALL)
    looked = marks.note(
        ax, LOOKED, 18, "looked at,\nmean weight", theme.WEIGHT, theme.SMALL, **hidden
    )
    rows = []
    for i, word in enumerate(v["english"]):
        y = TOP + i * PITCH
        old = marks.token(ax, WORDS, y, word, theme.ENCODER, align="right", animated=True)
        swapped = "wide" if word == "tired" else word
        own = marks.token(ax, WORDS, y, swapped, theme.KEY, True, align="right", **hidden)
        bar = marks.bar(
            ax,
            BARS,
            y + 6,
            min(1.0, v["each"][i]["elle"]),
            TRACK,
            role=theme.DECODER,
            text=f"{v['each'][i]['elle']:.2f}",
            **hidden,
        )
        weight = marks.bar(
            ax, LOOKED, y + 6, v["weights"][i], 48, text=f"{v['weights'][i]:.2f}", **hidden
        )
        rows.append((old, own, bar, weight))
    dots = marks.progress(ax, 0, n)
    for i, (old, own, bar, _) in enumerate(rows):
        dots.set(i)
        old.show(False)
        own.show()
        yield figure, 0.4
        bar.show()
        yield figure, 0.9 if i < n - 1 else 1.8
        own.show(False)
        old.show()
    looked.show()
    for *_, weight in rows:
        weight.show()
    old, own, *_ = rows[int(np.argmax([chances["elle"] for chances in v["each"]]))]
    old.show(False)
    own.show()
    yield figure, 6
