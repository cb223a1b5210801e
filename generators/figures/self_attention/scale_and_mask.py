"""Between score and softmax: every score is divided, and what may not be seen is struck out."""

import numpy as np

from generators.figures._shared.four_words import KEYS, QUERY_WORD, WORDS, attention
from generators.figures.self_attention._page import rewrite
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import NO_WORDS, Cells, matrix, step, token, write
from generators.kit.theme import INK, KEY, LABEL, MUTED, SMALL

HIDDEN = WORDS.index("tired")  # what the last row may not look at
LARGEST = 8.0  # score of all pairs: where the page's scale of scores ends


def values() -> Values:
    trace = attention()
    return {
        "words": list(WORDS),
        "word": WORDS[QUERY_WORD],
        "root": float(np.sqrt(KEYS.shape[-1])),
        "scores": trace.scores[QUERY_WORD].tolist(),
        "scaled": trace.masked_scores[QUERY_WORD].tolist(),
        "hidden": WORDS[HIDDEN],
    }


def alt(v: Values) -> str:
    scores, scaled = (
        ", ".join(f"{number:.0f}" for number in v[key]) for key in ("scores", "scaled")
    )
    return (
        f"The scores of {v['word']} against {', '.join(v['words'])}: {scores}. Divided by "
        f"{v['root']:.0f}: {scaled}. No mask leaves them as they are; a mask that hides "
        f"{v['hidden']} would strike out the last."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((560, 214), (336, 214))
    left, wide, start = page.pick((222, 76, 100), (112, 53, 0))
    hidden = np.array([word != v["hidden"] for word in v["words"]])
    rows = (
        ((1,), "score", v["scores"], None),
        ((2,), f"÷ {v['root']:.0f}", v["scaled"], None),
        ((3,), "no mask", v["scaled"], None),
        ((), page.pick(f"or: no “{v['hidden']}”", "or a mask"), v["scaled"], hidden),
    )
    for index, word in enumerate(v["words"]):
        size = page.pick(LABEL, SMALL)
        token(ax, left + wide * (index + 0.5), 10, word, KEY, size=size, height=26, align="centre")
    for index, (numbers, title, row, mask) in enumerate(rows):
        y = 46.0 + 40 * index
        for number in numbers:
            step(ax, start + 10, y + 4, number, "")
        write(ax, start + 42, y + 16, title, INK if mask is None else MUTED, SMALL)
        allowed = None if mask is None else mask[None]
        look = Cells((wide, 32), "signed", 0, limit=LARGEST, size=LABEL, masked_text="−∞")
        drawn = matrix(ax, left, y, [row], NO_WORDS, look, allowed)
        if mask is None:
            rewrite(drawn, [row])
    return figure
