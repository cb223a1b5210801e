"""Two sentences that differ in the verb, and which single vector carries the verb's news."""

import numpy as np

from experiments.alignment.exchange import (
    deciding_verbs,
    exchanged,
    pronoun,
    slots,
    step,
    written_before,
)
from experiments.translator.grammar import Pair
from explainer.transformer import encode
from generators.figures._shared.decoder_rows import model
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, frame, note, token, write
from generators.kit.needs import UnmetError
from generators.kit.theme import DECODER, ENCODER, INK, MUTED, SMALL

CELL, PITCH, TOP = 16.0, 21.0, 58.0  # px of a cell, from word to word, above the first


def values() -> Values:
    """The first held-out pair in which the adjective's vector turns the pronoun, both ways."""
    one, other = _pair()
    names, turns = slots(one), _turns(one, other)
    written = [pronoun(one), pronoun(other)]
    return {
        "words": [*one.english],
        "verbs": [sentence.english[names.index("verb")] for sentence in (one, other)],
        "adjective": one.english[-1],
        "nouns": [one.english[names.index(noun)] for noun in ("subject", "object")],
        "places": {part: names.index(part) for part in ("verb", "adjective")},
        "written": [*written, *(written[part in turns] for part in ("verb", "adjective"))],
        "turns": turns,
    }


def _pair() -> tuple[Pair, Pair]:
    """The first pair of verbs in which the adjective turns the pronoun, from either side."""
    for one, other in deciding_verbs():
        if "adjective" in _turns(one, other) and "adjective" in _turns(other, one):
            return one, other
    raise UnmetError("needs a pair of verbs whose news the adjective carries")


def _turns(one: Pair, other: Pair) -> list[str]:
    """The positions whose vector, taken from the other sentence, turns the pronoun of the one."""
    ids = [model().source_vocabulary.encode(pair.english) for pair in (one, other)]
    mine, theirs = np.asarray(encode(model(), np.stack(ids)).output)
    chances, _ = step(model(), exchanged(mine, theirs)[: len(mine) + 1], written_before(one))
    best = chances.argmax(axis=1)
    return [slot for slot, turned in zip(slots(one), best[1:] != best[0], strict=True) if turned]


def alt(v: Values) -> str:
    verb, adjective = v["written"][2:]
    return (
        f"{' '.join(v['words'])}: the pronoun is {v['written'][0]}; with {v['verbs'][1]} for "
        f"{v['verbs'][0]} it is {v['written'][1]}. With the verb's vector alone taken from the "
        f"second sentence it is {verb}, with that of {v['adjective']} alone it is {adjective}."
    )


def draw(v: Values, page: Page) -> Figure:
    edge, first, across = page.pick((112, 168, 108), (92, 118, 62))  # px
    count = len(v["words"])
    figure, ax = page.canvas((540, TOP + PITCH * count + 52))
    for row, word in enumerate(v["words"]):
        said = "/".join(v["verbs"]) if row == v["places"]["verb"] else word
        y = TOP + PITCH * row + CELL / 2
        write(ax, edge, y, said, INK, SMALL, mono=True, align="right")
    one, other = v["verbs"]
    columns = [
        (f"all from\n{one}", []),
        (f"all from\n{other}", range(count)),
        ("verb from\n" + other, [v["places"]["verb"]]),
        (f"{v['adjective']} from\n{other}", [v["places"]["adjective"]]),
    ]
    y = TOP + PITCH * count + 8
    write(ax, edge, y + 13, "writes", MUTED, SMALL, align="right")
    for index, ((title, taken), written) in enumerate(zip(columns, v["written"], strict=True)):
        x = first + across * index
        note(ax, x, 14, title, ENCODER, SMALL, align="centre")
        for row in range(count):
            box = Box(x - CELL, TOP + PITCH * row, 2 * CELL, CELL)
            frame(ax, box, ENCODER, 1, **({"facecolor": ENCODER} if row in taken else {}))
        token(ax, x, y, written, DECODER, written != v["written"][0], align="centre")
    return figure
