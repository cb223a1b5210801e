"""Where the cut between heads goes: not through the sentence nor the input, after the projection.

What one head's output depends on, in each case: every word, every number of the input.
"""

import numpy as np

from generators.figures._shared.running_sentence import translation
from generators.figures.multi_head_attention._reach import measured
from generators.figures.multi_head_attention._seen import panel, strength
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, note, row_words, titled
from generators.kit.sizes import SMALL
from generators.kit.theme import INK, MUTED

WORD = "it"
LINE = 13.0  # px of a row, as high as its word
CUTS = {"words": "cut between words", "input": "cut the words' vectors", "none": "as it is"}
TOLD = ("only imagined", "only imagined", "cut after projecting")


def values() -> Values:
    """Of the head that, if the sentence were cut, would be left the part that holds the word."""
    words = list(translation("tired").source_tokens)
    real, *cuts = measured(words.index(WORD))
    shown = len(real) * words.index(WORD) // len(words)
    sees = dict(zip(CUTS, map(strength, (*cuts, real[shown])), strict=True))
    return {"word": WORD, "words": words, "head": shown + 1, "sees": sees}


def alt(v: Values) -> str:
    words, features, everything = (np.array(v["sees"][cut]) for cut in CUTS)
    return (
        f"What the output of head {v['head']} at {v['word']} depends on. If the sentence were cut, "
        f"on {words.any(axis=1).sum()} of {len(v['words'])} words; if their vectors were cut, on "
        f"{features.any(axis=0).sum()} of {features.shape[1]} numbers of each; as it is, on "
        f"{np.count_nonzero(everything):,} of {everything.size:,} numbers of the input."
    )


def draw(v: Values, page: Page) -> Figure:
    """Three panels, words by numbers of the input; on a phone below each other."""
    left, high = 66, LINE * len(v["words"])
    size = (page.pick(144, 246), 42 + high)
    figure, ax, boxes = page.panels(len(CUTS), size, left=left, gap=page.pick(16, 20), top=18)
    note(
        ax,
        boxes[0].left - left,
        6,
        "one row a word, one column a number of its vector",
        MUTED,
        SMALL,
    )
    for index, (box, cut) in enumerate(zip(boxes, CUTS, strict=True)):
        titled(ax, box, CUTS[cut], INK, SMALL)
        note(ax, box.left, box.top + 16, TOLD[index], MUTED, SMALL)
        grid = Box(box.left, box.top + 40, box.width, high)
        panel(ax, grid, np.array(v["sees"][cut]))
        if index == 0 or page.narrow:
            row_words(ax, grid, v["words"], v["words"].index(v["word"]))
    return figure
