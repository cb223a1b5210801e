"""One word through one feed-forward layer: wider, the negative to zero, and back."""

import numpy as np

from experiments.translator.recipe import PRONOUNS
from explainer.layers import norm_before
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.strips import strips
from generators.figures.architecture._feed_forward import hidden, model
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, frame, note
from generators.kit.needs import place_of_one
from generators.kit.theme import INK, RESIDUAL

STRIP = 18.0  # px, the height of a strip; the wide vector is as many strips as it takes
STEP = 46.0  # px between one vector and the next


def values() -> Values:
    """The row that writes the pronoun, in the decoder's first layer."""
    layer, name, written = 0, "decoder.0", translation(ENDINGS[0])
    row = place_of_one(PRONOUNS, written.tokens)
    parameters = model().parameters
    block = written.trace.decoder.layers[layer]
    stream = block.output - np.asarray(
        block.feed_forward_hidden @ parameters[f"{name}.feed_forward.contract"]
        + parameters[f"{name}.feed_forward.contract_bias"]
    )
    read = np.asarray(norm_before(model(), f"{name}.norm_feed_forward", stream))[row]
    wide = read @ parameters[f"{name}.feed_forward.expand"]
    wide = wide + parameters[f"{name}.feed_forward.expand_bias"]
    cells = hidden(layer, row)
    return {
        "word": written.tokens[row - 1],
        "read": read.round(3).tolist(),
        "wide": wide.round(3).tolist(),
        "cells": cells.round(3).tolist(),
        "adds": (block.output - stream)[row].round(3).tolist(),
        "gap": float(np.abs(np.maximum(wide, 0) - cells).max()),
        "lit": float((cells > 0).mean()),
    }


def alt(v: Values) -> str:
    return (
        f"Four vectors of {v['word']} under each other, as shaded cells. {len(v['read'])} numbers "
        f"become {len(v['wide'])}, above zero and below. Everything below zero is set to zero, so "
        f"{v['lit']:.0%} of the cells are left. They become {len(v['adds'])} numbers again."
    )


def draw(v: Values, page: Page) -> Figure:
    width = page.pick(512.0, 312.0)
    rows = len(v["wide"]) // len(v["read"])
    said = {
        "read": f"the vector of {v['word']}, normed: {len(v['read'])} numbers",
        "wide": f"times W₁: {len(v['wide'])} numbers",
        "cells": "all below zero becomes zero: ReLU",
        "adds": f"times W₂: {len(v['adds'])} numbers, added to the stream",
    }
    high = {name: STRIP * (rows if name in ("wide", "cells") else 1) for name in said}
    figure, ax = page.canvas((width + 24, sum(high.values()) + STEP * len(said) - 4))
    top = 32.0
    for name, text in said.items():
        box = Box(12, top, width, high[name])
        vector = np.reshape(v[name], (-1, len(v["read"])))
        lines = [Box(12, top + STRIP * row, width, STRIP) for row in range(len(vector))]
        strips(ax, lines, vector)
        frame(ax, box, RESIDUAL, 1.5)
        note(ax, 34 if top > 32 else 12, top - 23, text, INK)
        if top > 32:
            arrow(ax, (20, top - STEP + 20), (20, top - 3), RESIDUAL)
        top = box.bottom + STEP
    return figure
