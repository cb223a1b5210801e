"""The largest weight anywhere in the encoder's attention over the running sentence."""

import numpy as np

from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import short
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, token, token_column, write
from generators.kit.phrases import most_on
from generators.kit.theme import INK, KEY, QUERY, SMALL

SAID = 0.02  # the least weight that is printed


def values() -> Values:
    written = translation("tired")
    sentence = list(written.source_tokens)
    weights = np.stack([layer.self_attention.weights for layer in written.trace.encoder.layers])
    layer, head, looking, at = np.unravel_index(int(weights.argmax()), weights.shape)
    row = weights[layer, head, looking].astype(np.float64)
    return {
        "words": sentence,
        "layer": int(layer) + 1,
        "head": int(head) + 1,
        "looks": sentence[looking],
        "row": int(looking),
        "at": sentence[at],
        "weights": row.tolist(),
        "largest": float(row.max()),
    }


def alt(v: Values) -> str:
    return (
        f"The row of {v['looks']} in head {v['head']} of layer {v['layer']}, one bar for each of "
        f"the {len(v['words'])} words of the sentence. Largest: "
        f"{most_on(v['words'], v['weights'])}."
    )


def draw(v: Values, page: Page) -> Figure:
    left, wide = page.pick((230, 240), (186, 100))
    high = 44 + 27.0 * len(v["words"])
    figure, ax = page.canvas((540, high), (336, high))
    write(ax, 12, 16, "who looks", QUERY, SMALL)
    write(ax, left - 8, 16, "what is looked at", KEY, SMALL, align="right")
    roles = [QUERY if index == v["row"] else INK for index in range(len(v["words"]))]
    column = token_column(ax, left - 8, 34, v["words"], 3, roles, "right", height=24).tokens
    for word, weight in zip(column, v["weights"], strict=True):
        text = short(weight) if weight >= SAID else ""
        bar(ax, left, word.centre[1] - 7, weight, wide, text=text)
    token(ax, 12, column[v["row"]].top, v["looks"], QUERY, filled=True, height=24)
    return figure
