"""Where the row that writes the pronoun looks, mean over all heads: lines as wide as weights."""

from generators.figures._shared.decoder_rows import TIRED, cross_weights, pronoun_row, translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, fan, write
from generators.kit.theme import KEY, QUERY, SMALL


def values() -> Values:
    written, row = translation(TIRED), pronoun_row(TIRED)
    words = list(written.source_tokens)
    weights = cross_weights(TIRED)[:, :, row].mean(axis=(0, 1)).tolist()
    first, second = sorted(words, key=lambda word: -weights[words.index(word)])[:2]
    return {
        "words": words,
        "writes": written.tokens[row],
        "weights": weights,
        "first": first,
        "second": second,
        "named_both": int({first, second} == {words[1], words[-1]}),
    }


def alt(v: Values) -> str:
    return (
        f"Lines from {v['writes']} to the English words, as wide as its mean attention weights. "
        f"Most goes to {v['first']}, then to {v['second']}."
    )


def draw(v: Values, page: Page) -> Figure:
    width, high = page.pick(400, 312), 24 * len(v["words"])
    figure, ax = page.canvas((width + 24, high + 48), (336, high + 48))
    write(ax, 12, 16, "who looks", QUERY, SMALL)
    write(ax, 12 + width, 16, "what is looked at", KEY, SMALL, align="right")
    told = [v["words"].index(v["second"])]
    fan(ax, Box(12, 32, width, high), v["writes"], v["words"], v["weights"], told)
    return figure
