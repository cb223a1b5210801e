"""Each English word as the strip of numbers that stands for it, and a second one for its place."""

import math

import numpy as np

from experiments.translator.recipe import ENDINGS
from generators.figures._shared.decoder_rows import TIRED, model, translation
from generators.figures._shared.strips import strips
from generators.figures.ten_pictures._stage import ENGLISH_EDGE, sentences, stage
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import frame, note
from generators.kit.needs import needs
from generators.kit.theme import INK, MUTED, RESIDUAL

Lanes = list[tuple[float, float]]  # px away from the word, px aside
LENGTH, BREADTH = (128.0, 224.0), (24.0, 11.0)  # px of a strip: on a wide page, on a phone


def values() -> Values:
    words, config = translation(TIRED).source_tokens, model().config
    needs(config.positions in ("sinusoidal", "learned"), "a position code that is added to words")
    ids = np.asarray(model().source_vocabulary.encode(words))
    table = np.asarray(model().parameters["source_embedding"], dtype=float)
    own = table[ids] * math.sqrt(config.d_model)
    twice = [i for i, word in enumerate(words) if words.count(word) > 1]
    needs(len(twice) > 1, "a word that stands twice in the sentence")
    return {
        "sentences": sentences(),
        "words": own.round(3).tolist(),
        "places": (np.asarray(translation(TIRED).trace.encoder.embedded) - own).round(3).tolist(),
        "twice": twice,
        "twice_word": words[twice[0]],
        "numbers": config.d_model,
    }


def alt(v: Values) -> str:
    return (
        f"Each English word has a strip of {v['numbers']} shaded cells for itself and a second "
        f"strip for its place. The strips of the two words {v['twice_word']}, which are framed, "
        "are equal in the first and differ in the second."
    )


def draw(v: Values, page: Page) -> Figure:
    roles = dict.fromkeys(v["twice"], INK)
    shown = stage(page, v["sentences"], ENDINGS[0], 376, roles)
    length, breadth = page.pick(*LENGTH), page.pick(*BREADTH)
    one_under_the_other: Lanes = [(34, 0), (200, 0)]
    side_by_side: Lanes = [(14, -6.5), (14, 6.5)]
    lanes = page.pick(one_under_the_other, side_by_side)
    for (start, aside), name in zip(lanes, ("words", "places"), strict=True):
        boxes = [shown.away(word, start, length, breadth, aside) for word in shown.english]
        strips(shown.ax, boxes, v[name])
        for index, box in enumerate(boxes):
            same = name == "words" and index in v["twice"]
            frame(shown.ax, box, INK if same else RESIDUAL, 2.5 if same else 1)
    if page.narrow:
        note(shown.ax, ENGLISH_EDGE + lanes[0][0], 6, "the word, and below it its place", MUTED)
        return shown.figure
    for (start, _), text in zip(lanes, ("the word", "+ its place"), strict=True):
        first = shown.english[0]
        note(shown.ax, first.left, first.bottom + start - 22, text, MUTED)
    return shown.figure
