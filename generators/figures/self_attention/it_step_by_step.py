"""The same steps in the trained model: the query of "it" in all heads of the first layer."""

import numpy as np

from generators.figures._shared.running_sentence import translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import NO_WORDS, Box, Cells, matrix, row_words, titled, write
from generators.kit.phrases import most_on
from generators.kit.theme import LABEL, MUTED, QUERY, SMALL, WEIGHT

WORD = "it"
ROW, TOP = 24.0, 42.0  # px of a word, and above the first


def values() -> Values:
    written = translation("tired")
    attention = written.trace.encoder.layers[0].self_attention
    it = written.source_tokens.index(WORD)
    weights = attention.weights[:, it]
    sharpest = int(weights.max(axis=-1).argmax())
    heads = [attention.head(index) for index in range(len(weights))]
    return {
        "words": list(written.source_tokens),
        "d_k": attention.queries.shape[-1],
        "root": float(np.sqrt(attention.queries.shape[-1])),
        "heads": [
            {
                "scores": head.scores[it].tolist(),
                "scaled": head.scaled_scores[it].tolist(),
                "weights": head.weights[it].tolist(),
            }
            for head in heads
        ],
        "sharpest": sharpest + 1,
        "sharpest_on": written.source_tokens[int(weights[sharpest].argmax())],
        "sharpest_weight": float(weights[sharpest].max()),
        "smallest_own_weight": float(weights[:, it].min()),
    }


def alt(v: Values) -> str:
    parts = "; ".join(
        f"head {head}: {most_on(v['words'], one['weights'])}"
        for head, one in enumerate(v["heads"], start=1)
    )
    return (
        f"Scores, scaled scores and weights of the query {WORD} for all "
        f"{len(v['words'])} words in the heads of the encoder's first layer. Largest weights: "
        f"{parts}."
    )


def draw(v: Values, page: Page) -> Figure:
    wide, left, gap = page.pick((43, 86, 13), (39, 62, 8))  # px of a number, of the words, of a gap
    size = (3 * wide + 4, TOP + ROW * len(v["words"]))
    figure, ax, boxes = page.panels(len(v["heads"]), size, None, (4, 2), gap, left=left)
    titles = ("score", f"÷ {v['root']:.3g}", "weight")
    limit = max(abs(score) for head in v["heads"] for score in head["scores"])
    for index, (box, head) in enumerate(zip(boxes, v["heads"], strict=True), start=1):
        titled(ax, box, f"head {index}")
        grid = Box(box.left, box.top + TOP, box.width, box.height - TOP)
        if box.left == boxes[0].left:
            write(ax, box.left - 8, box.top + 8, f"{WORD} looks at", QUERY, SMALL, align="right")
            row_words(ax, grid, v["words"], v["words"].index(WORD), LABEL)
        for column, (title, numbers) in enumerate(zip(titles, head.values(), strict=True)):
            scale, role = ("weight", WEIGHT) if title == "weight" else ("signed", MUTED)
            x = box.left + column * wide + (4 if title == "weight" else 0)
            write(ax, x + wide / 2, grid.top - 12, title, role, SMALL, align="centre")
            cells = Cells((wide, ROW), scale, limit=limit, size=SMALL)
            matrix(ax, x, grid.top, np.reshape(numbers, (-1, 1)), NO_WORDS, cells)
    return figure
