"""One French token in two sentences: the same row of the table, two vectors after the layers."""

import numpy as np

import explainer
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.strips import strips
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, frame, token, write
from generators.kit.needs import first_difference
from generators.kit.theme import DECODER, INK, MUTED, RESIDUAL, SMALL

HIGH, TOP, PITCH = 20.0, 58.0, 40.0  # px: of a strip, above the first, from sentence to sentence


def values() -> Values:
    """The last token that both translations share: its row, what comes out, what is written."""
    both = [translation(ending) for ending in ENDINGS]
    one, other = (written.tokens for written in both)
    same = first_difference(one, other, "endings that are translated in different ways")
    word = one[same - 1]
    model = explainer.load("translator")
    row = model.parameters["target_embedding"][model.target_vocabulary.ids[word]]
    out = [np.asarray(written.trace.decoder.output[same], dtype=float) for written in both]
    lengths = [np.linalg.norm(vector) for vector in out]
    return {
        "word": word,
        "endings": list(ENDINGS),
        "row": row.astype(float).round(4).tolist(),
        "out": [vector.round(3).tolist() for vector in out],
        "writes": [one[same], other[same]],
        "alike": float(out[0] @ out[1] / np.prod(lengths)),
    }


def alt(v: Values) -> str:
    told = " and ".join(
        f"with {ending} the model goes on with {word}"
        for ending, word in zip(v["endings"], v["writes"], strict=True)
    )
    return (
        f"The token {v['word']} as a strip of {len(v['row'])} cells, in two sentences. From the "
        f"table the strips are equal; after the decoder their cosine is {v['alike']:.2f}, and "
        f"{told}."
    )


def draw(v: Values, page: Page) -> Figure:
    """A sentence a line: its ending, the row, what comes out of it, the word that follows."""
    left, width, gap = page.pick((94.0, 176.0, 16.0), (50.0, 100.0, 10.0))  # px
    right = left + width + gap
    figure, ax = page.canvas((right + width + gap + 62, TOP + PITCH * len(v["endings"])))
    write(ax, left, 16, page.pick(f"{v['word']}, in the table", "in the table"), RESIDUAL, SMALL)
    write(ax, right, 16, page.pick("after the layers", "after layers"), DECODER, SMALL)
    write(ax, right + width + gap, 16, "next", MUTED, SMALL)
    for index, (ending, out) in enumerate(zip(v["endings"], v["out"], strict=True)):
        y = TOP - 22 + PITCH * index
        middle = y + HIGH / 2
        write(
            ax, left - 10, middle, page.pick(f"… too {ending}", ending), INK, SMALL, align="right"
        )
        boxes = [Box(x, y, width, HIGH) for x in (left, right)]
        for box, vector, role in zip(boxes, (v["row"], out), (RESIDUAL, DECODER), strict=True):
            strips(ax, [box], [vector])
            frame(ax, box, role, 1.5)
        token(ax, right + width + gap, y - 2, v["writes"][index], DECODER, filled=index > 0)
    return figure
