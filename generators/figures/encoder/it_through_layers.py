"""The vector of *it* on its way through the encoder, a strip after every sub-layer."""

import numpy as np

from experiments.translator.recipe import PRONOUN
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.strips import strips
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, frame, note
from generators.kit.needs import place_of
from generators.kit.theme import MUTED, RESIDUAL, SMALL

PITCH, HIGH = 54.0, 22.0  # px from strip to strip, and of a strip


def values() -> Values:
    written = translation(ENDINGS[0])
    place, encoder = place_of(PRONOUN, written.source_tokens), written.trace.encoder
    between = [each for one in encoder.layers for each in (one.after_self_attention, one.output)]
    stages = np.stack([encoder.embedded, *between])[:, place].astype(np.float64)
    lengths = np.linalg.norm(stages, axis=-1)
    return {
        "stages": stages.round(3).tolist(),
        "names": [
            "embedding and position",
            *(f"+ {part}, layer {n + 1}" for n in range(len(encoder.layers)) for part in _PARTS),
        ],
        "like_start": (stages @ stages[0] / lengths / lengths[0]).tolist(),
    }


_PARTS = ("attention", "feed-forward")


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{name}: cosine {cosine:.2f}"
        for name, cosine in zip(v["names"][1:], v["like_start"][1:], strict=True)
    )
    return (
        f"The {len(v['stages'][0])} numbers of {PRONOUN} as strips under each other, one after "
        f"every sub-layer of the encoder. How like the first it still is: {parts}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((640, 26 + PITCH * len(v["stages"])))
    left, width = 14.0, page.pick(540.0, 258.0)
    boxes = [Box(left, 30 + PITCH * i, width, HIGH) for i in range(len(v["stages"]))]
    strips(ax, boxes, v["stages"])
    after = left + width + 12
    note(ax, after, boxes[0].top - 21, "cosine", MUTED, SMALL)
    for box, name, cosine in zip(boxes, v["names"], v["like_start"], strict=True):
        frame(ax, box, RESIDUAL, 1.5)
        note(ax, left, box.top - 21, name, RESIDUAL, SMALL)
        note(ax, after, box.top + 2, f"{cosine:.2f}", MUTED)
    return figure
