"""What a head's output at one position depends on: every input position, every input feature."""

import numpy as np

from generators.figures._shared.running_sentence import translation
from generators.figures.multi_head_attention._reach import measured
from generators.figures.multi_head_attention._seen import panel, strength
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, note, row_words, titled
from generators.kit.sizes import NARROW, SMALL
from generators.kit.theme import MUTED

WORD = "it"
LINE = 11.0  # px of a row, as high as its word
LEFT, GAP = 74.0, 14.0  # px for the words, between panels


def values() -> Values:
    """Jacobians of each head at one position; then of two cuts that are not what happens."""
    words = list(translation("tired").source_tokens)
    real, *cuts = measured(words.index(WORD))
    return {
        "word": WORD,
        "words": words,
        "entries": int(real.size),
        "entries_a_head": int(real[0].size),
        "zeros": int((real == 0).sum()),
        "smallest": float(np.abs(real).min()),
        "shape": list(real.shape[1:]),
        "sentence_cut_zeros": float((cuts[0] == 0).mean()),
        "embedding_cut_zeros": float((cuts[1] == 0).mean()),
        "heads": [strength(one) for one in real],
        "cuts": [strength(one) for one in cuts],
    }


def alt(v: Values) -> str:
    return (
        f"How much each of {len(v['words'])} words times {v['shape'][2]} features moves one head's "
        f"output at {v['word']}: the {len(v['heads'])} heads have {v['zeros']} empty entries. Two "
        f"imagined cuts are empty for {v['sentence_cut_zeros']:.0%} (of the sentence) and "
        f"{v['embedding_cut_zeros']:.0%} (of the embedding)."
    )


def draw(v: Values, page: Page) -> Figure:
    """The heads as they are; apart from them, below a line, the cuts that do not happen."""
    high, across = len(v["words"]) * LINE, page.pick(len(v["heads"]), 2)
    width = page.pick(700, NARROW)
    wide = (width - LEFT - 12 + GAP) / across - GAP
    rows, band = -(-len(v["heads"]) // across), high + 44
    figure, ax = page.canvas((width, (rows + 1) * band + 72))
    real = [(f"head {number}", one) for number, one in enumerate(v["heads"], start=1)]
    cuts = zip(("sentence cut", "embedding cut"), v["cuts"], strict=True)
    line = 30 + rows * band + 6
    ax.plot([12, width - 12], [line, line], color=MUTED, linewidth=1)
    note(ax, 12, 8, f"measured: what moves a head's output at “{v['word']}”", MUTED, SMALL)
    note(ax, 12, line + 8, "only imagined: where hatched, nothing would move it", MUTED, SMALL)
    for first, panels in ((30.0, real), (line + 30, list(cuts))):
        for index, (title, shares) in enumerate(panels):
            row, column = divmod(index, across)
            place = Box(LEFT + column * (wide + GAP), first - 4 + row * band, wide, high + 24)
            box = titled(ax, place, title)
            panel(ax, box, np.array(shares))
            if column == 0:
                row_words(ax, box, v["words"], v["words"].index(WORD))
                note(ax, box.left, box.bottom + 3, f"{v['shape'][2]} features →", MUTED, SMALL)
    return figure
