"""One round with the cache: the newest word's query against all kept keys, and the kept values."""

import numpy as np

from explainer.sampling import entropy
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, bar, strip, token, write
from generators.kit.theme import INK, KEY, MUTED, QUERY, RESIDUAL, SMALL, VALUE, WEIGHT, cell_text

NEXT = "il"  # the word that the round chooses
TOP, PITCH, HEIGHT = 48.0, 27.0, 20.0  # px: above the first word, of a row, of a strip


def values() -> Values:
    written = translation(ENDINGS[0])
    words = ["<start>", *written.tokens[: written.tokens.index(NEXT)]]
    seen = written.trace.decoder.layers[-1].self_attention
    last, newest = len(words), len(words) - 1
    head = int(np.argmax(entropy(seen.weights[:, newest, :last])))  # looks at the most words
    return {
        "words": words,
        "newest": words[newest],
        "keys": seen.keys[head, :last].tolist(),
        "values": seen.values[head, :last].tolist(),
        "query": seen.queries[head, newest].tolist(),
        "weights": seen.weights[head, newest, :last].tolist(),
        "output": seen.attention.output[head, newest].tolist(),
    }


def alt(v: Values) -> str:
    looked = v["words"][int(np.argmax(v["weights"]))]
    return (
        f"{len(v['words'])} rows, one for each word from {v['words'][0]} to {v['words'][-1]}, each "
        "with its key and its value as strips of bars. Below the keys the query of the last word, "
        f"the only new row: it gives every row a weight, the largest, {max(v['weights']):.2f}, to "
        f"{looked}; below the values their mixture."
    )


def draw(v: Values, page: Page) -> Figure:
    # the left ends of strips and bars, and how wide these are
    key, weight, value = page.pick((128, 256, 392), (104, 184, 264))
    strip_width, reach = page.pick((104, 80), (62, 44))
    bottom = TOP + 8 + len(v["words"]) * PITCH
    figure, ax = page.canvas((512, bottom + 66))
    for x, text, role in ((key, "key", KEY), (weight, "weight", WEIGHT), (value, "value", VALUE)):
        write(ax, x, 16, text, role, SMALL, weight="semibold")
    write(ax, key - 14, 16, "kept ↓", MUTED, SMALL, align="right")
    limits = {name: float(np.abs(v[name]).max()) for name in ("keys", "values")}
    for row, word in enumerate(v["words"]):
        newest = row == len(v["words"]) - 1
        y = TOP - 14 + row * PITCH + 8 * newest
        role = INK if newest else MUTED
        token(ax, key - 14, y, word, role, newest, SMALL, HEIGHT, align="right")
        for x, name, role in ((key, "keys", KEY), (value, "values", VALUE)):
            strip(ax, Box(x, y, strip_width, HEIGHT), v[name][row], role, limits[name])
        share = v["weights"][row]
        bar(ax, weight, y + 4, share, reach, 12, WEIGHT, cell_text(share))
    made = [Box(x, bottom + 12, strip_width, HEIGHT) for x in (key, value)]
    _new(ax, made[0], v["query"], QUERY, "the query of the new word")
    _new(ax, made[1], v["output"], RESIDUAL, "the mixture")
    arrow(ax, (made[0].centre[0], bottom + 10), (made[0].centre[0], bottom - 14), QUERY)
    arrow(ax, (made[1].centre[0], bottom - 14), (made[1].centre[0], bottom + 10), VALUE)
    return figure


def _new(ax: Axes, box: Box, numbers: list[float], role: str, text: str) -> None:
    """A strip that is made in this round, and what it is."""
    strip(ax, box, numbers, role)
    write(ax, box.left, box.bottom + 16, text, role, SMALL)
