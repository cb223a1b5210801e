"""Softmax with a pencil: the scores of "animal" become shares of one."""

import numpy as np

from generators.figures._shared.four_words import QUERY_WORD, WORDS, attention
from generators.figures.self_attention._page import short
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, step, token_column, write
from generators.kit.theme import INK, KEY, MUTED, SMALL, TITLE, WEIGHT


def values() -> Values:
    trace = attention()
    exponentials = np.exp(trace.masked_scores[QUERY_WORD])
    return {
        "words": list(WORDS),
        "word": WORDS[QUERY_WORD],
        "scores": trace.scores[QUERY_WORD].tolist(),
        "scaled": trace.masked_scores[QUERY_WORD].tolist(),
        "exponentials": exponentials.tolist(),
        "sum": float(exponentials.sum()),
        "weights": trace.weights[QUERY_WORD].tolist(),
    }


def alt(v: Values) -> str:
    rows = "; ".join(
        f"{word}: score {score:.0f}, halved {half:.0f}, e to that power {power:.1f}, weight "
        f"{weight:.2f}"
        for word, score, half, power, weight in zip(
            v["words"], v["scores"], v["scaled"], v["exponentials"], v["weights"], strict=True
        )
    )
    return f"From scores of {v['word']} to weights. {rows}. The powers add up to {v['sum']:.1f}."


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((560, 252), (336, 252))
    score, half, power, share = page.pick((120, 206, 284, 516), (94, 132, 168, 308))
    longest = page.pick(150, 76)  # px of the largest power
    step(ax, half - 12, 12, 2, page.pick("scale", ""))
    step(ax, power, 12, 4, "softmax")
    heads = ((score, "score"), (half, "÷ 2"), (share, "weight"))
    for x, text in heads:
        write(ax, x, 54, text, WEIGHT if x == share else MUTED, SMALL, align="centre")
    write(ax, power, 54, "e to that power", MUTED, SMALL)
    words = token_column(ax, page.pick(84, 74), 68, v["words"], 10, KEY, "right").tokens
    for index, word in enumerate(words):
        y, power_of = word.centre[1], v["exponentials"][index]
        write(ax, score, y, f"{v['scores'][index]:.0f}", align="centre")
        write(ax, half, y, f"{v['scaled'][index]:.0f}", align="centre")
        part = power_of / max(v["exponentials"])
        bar(ax, power, y - 7, part, longest, text=f"{power_of:.1f}", role=MUTED)
        weight = short(v["weights"][index])
        write(ax, share, y, weight, WEIGHT, TITLE, weight="semibold", align="centre")
    below = words[-1].bottom + 24
    write(ax, power, below, "added up", MUTED, SMALL)
    write(ax, power + longest + 8, below, f"{v['sum']:.1f}", INK, weight="semibold")
    write(ax, share, below, "1", WEIGHT, TITLE, weight="semibold", align="centre")
    return figure
