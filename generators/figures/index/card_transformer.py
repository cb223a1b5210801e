"""Part II as a card: every English word's vector as a strip, as the encoder hands it on."""

import numpy as np

from generators.figures._shared.decoder_rows import TIRED, translation
from generators.figures._shared.strips import strips
from generators.figures.index._card import BOTTOM, LEFT, RIGHT, TOP, card
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, frame
from generators.kit.theme import ENCODER


def values() -> Values:
    return {"vectors": np.asarray(translation(TIRED).trace.encoder.output).round(2).tolist()}


def alt(v: Values) -> str:
    return (
        f"The {len(v['vectors'])} English words as strips of {len(v['vectors'][0])} shaded cells "
        "beside each other, as they leave the encoder."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = card()
    pitch = (RIGHT - LEFT) / len(v["vectors"])
    boxes = [
        Box(LEFT + (i + 0.15) * pitch, TOP, 0.7 * pitch, BOTTOM - TOP)
        for i in range(len(v["vectors"]))
    ]
    strips(ax, boxes, v["vectors"])
    for box in boxes:
        frame(ax, box, ENCODER, 1.25)
    return figure
