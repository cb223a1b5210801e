"""The ending's key or its value alone is exchanged, or it is hidden: by what does it decide?"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

import explainer
from experiments.translator.recipe import ENDINGS
from explainer.transformer import next_word_logits
from generators.figures._shared.decoder_rows import TIRED, WIDE, model, pronoun_row, translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import note, token, write
from generators.kit.theme import DECODER, ENCODER, KEY, MUTED, SMALL, VALUE

PARTS = ("keys", "values")
TOP, PITCH = 52.0, 34.0  # px above the first row, and from row to row

Mix = Callable[[str, np.ndarray, np.ndarray], np.ndarray]


def values() -> Values:
    tried: tuple[tuple[str, ...], ...] = ((), PARTS[:1], PARTS[1:])
    rows = [
        {part: ENDINGS[part in parts] for part in PARTS} | {"writes": _exchanged(parts)}
        for parts in tried
    ]
    own, key, value = (row["writes"] for row in rows)
    hidden = _written(lambda part, mine, other: mine[:, :-1])
    return {
        "rows": rows,
        "key": key,
        "value": value,
        "hidden": hidden,
        "keys_decide": key != own == value,
    }


def _exchanged(parts: tuple[str, ...]) -> str:
    """What is written if of the last English word only these parts are from *wide*."""

    def mix(part: str, mine: np.ndarray, other: np.ndarray) -> np.ndarray:
        last = other if part in parts else mine
        return np.concatenate([mine[:, :-1], last[:, -1:]], axis=1)  # [heads, words, numbers]

    return _written(mix)


def _written(mix: Mix) -> str:
    """What is written after *qu'* with mixed keys and values of the English.

    `mix` gets the name of the part, that of *tired*, and that of *wide*. Both lie in the cache; so
    only the row that writes the pronoun sees the mixed ones.
    """
    words, end = model().target_vocabulary, pronoun_row(TIRED)
    written = words.encode(["<start>", *translation(TIRED).tokens[:end]])
    tired, wide = (
        explainer.decode(model(), written[:-1], translation(text).trace.encoder.output)
        for text in (TIRED, WIDE)
    )
    layers = []
    for layer, other in zip(tired.layers, wide.layers, strict=True):
        cross, from_wide = layer.cross_attention, other.cross_attention
        assert cross is not None and from_wide is not None
        keys = mix("keys", cross.keys, from_wide.keys)
        mixed = mix("values", cross.values, from_wide.values)
        layers.append(replace(layer, cross_attention=replace(cross, keys=keys, values=mixed)))
    memory = translation(TIRED).trace.encoder.output
    past = replace(tired, layers=tuple(layers))
    decoder = explainer.decode(model(), written[-1:], memory, past=past)
    return words.words[int(next_word_logits(model(), decoder)[-1].argmax())]


def alt(v: Values) -> str:
    told = "; ".join(
        f"key of {row['keys']}, value of {row['values']}: {row['writes']}" for row in v["rows"]
    )
    return (
        f"What the decoder writes when the last English word is put together of two. {told}. "
        f"Hidden altogether: {v['hidden']}."
    )


def draw(v: Values, page: Page) -> Figure:
    columns = page.pick((40.0, 190.0, 340.0), (12.0, 120.0, 228.0))
    figure, ax = page.canvas((450, TOP + PITCH * (len(v["rows"]) + 1)))
    heads = ("key of", KEY), ("value of", VALUE), ("it writes", DECODER)
    for x, (text, role) in zip(columns, heads, strict=True):
        note(ax, x, 20, text, role, SMALL, weight="semibold")
    own = v["rows"][0]["writes"]
    for index, row in enumerate(v["rows"]):
        y = TOP + PITCH * index
        for x, part in zip(columns, PARTS, strict=False):
            exchanged = row[part] != ENDINGS[0]
            token(ax, x, y, row[part], ENCODER if exchanged else MUTED, filled=exchanged)
        token(ax, columns[-1], y, row["writes"], DECODER, filled=row["writes"] != own)
    y = TOP + PITCH * len(v["rows"])
    last = token(ax, columns[-1], y, v["hidden"], DECODER, filled=v["hidden"] != own)
    write(ax, columns[0], last.centre[1], "the last word hidden", MUTED, SMALL)
    return figure
