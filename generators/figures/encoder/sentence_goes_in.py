"""The whole sentence before the encoder and after it: as many vectors, one for each word."""

import numpy as np

from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.strips import strips
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, frame, note, write
from generators.kit.needs import needs
from generators.kit.theme import ENCODER, INK, MUTED, RESIDUAL, SMALL

PITCH, HIGH, TOP = 23.0, 17.0, 42.0  # px from word to word, of a strip, above the first


def values() -> Values:
    written = translation(ENDINGS[0])
    words, encoder = list(written.source_tokens), written.trace.encoder
    before, after = (np.asarray(e, dtype=float) for e in (encoder.embedded, encoder.output))
    twice = next((word for word in words if words.count(word) > 1), None)
    needs(twice is not None, "an English word that comes twice")
    one, other = [place for place, word in enumerate(words) if word == twice][:2]
    return {
        "words": words,
        "places": [one, other],
        "before": before.round(3).tolist(),
        "after": after.round(3).tolist(),
        "twice": twice,
        "alike_before": _cosine(before[one], before[other]),
        "alike_after": _cosine(after[one], after[other]),
    }


def _cosine(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def alt(v: Values) -> str:
    return (
        f"The {len(v['words'])} English words, each with a strip of {len(v['before'][0])} cells "
        "before the encoder and another of the same size after it. The two strips of "
        f"“{v['twice']}” have a cosine of {v['alike_before']:.2f} before and "
        f"{v['alike_after']:.2f} after."
    )


def draw(v: Values, page: Page) -> Figure:
    left, width, gap = page.pick((86.0, 190.0, 62.0), (72.0, 112.0, 28.0))  # px
    figure, ax = page.canvas((left + 2 * width + gap + 12, TOP + PITCH * len(v["words"]) + 8))
    for x, text, stage, role in (
        (left, page.pick("in: word and place", "in"), v["before"], RESIDUAL),
        (left + width + gap, page.pick("out: read in context", "out"), v["after"], ENCODER),
    ):
        note(ax, x, TOP - 26, text, role, SMALL, weight="semibold")
        rows = [Box(x, TOP + PITCH * row, width, HIGH) for row in range(len(stage))]
        strips(ax, rows, stage)
        for place in v["places"]:
            frame(ax, rows[place], INK, 2)
    for row, word in enumerate(v["words"]):
        weight = "semibold" if row in v["places"] else "normal"
        y = TOP + PITCH * row + HIGH / 2
        write(ax, left - 10, y, word, INK, SMALL, mono=True, align="right", weight=weight)
    middle = TOP + PITCH * len(v["words"]) / 2
    arrow(ax, (left + width + 6, middle), (left + width + gap - 6, middle), ENCODER, width=3)
    if not page.narrow:
        x = left + width + gap / 2
        note(ax, x, middle - 26, "encoder", MUTED, SMALL, align="centre")
    return figure
