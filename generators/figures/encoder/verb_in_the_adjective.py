"""Two sentences that differ in the verb, and which single vector carries the verb's news."""

import numpy as np

import explainer
from experiments.translator.recipe import PRONOUNS
from explainer.transformer import next_word_logits
from generators.figures._shared.decoder_rows import model, pronoun_row, translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, frame, note, token, write
from generators.kit.needs import needs, place_of
from generators.kit.theme import DECODER, ENCODER, INK, MUTED, SMALL

FRAME = "the animal did not {} the turtle because it was too tired"
VERBS = ("catch", "wake")
CELL, PITCH, TOP = 16.0, 21.0, 58.0  # px of a cell, from word to word, above the first


def values() -> Values:
    texts = [FRAME.format(verb) for verb in VERBS]
    words = list(translation(texts[0]).source_tokens)
    places = {"verb": place_of(VERBS[0], words), "adjective": len(words) - 1}
    none, every = np.zeros(len(words), bool), np.ones(len(words), bool)
    alone = np.eye(len(words), dtype=bool)
    taken = [none, every, *(alone[place] for place in places.values())]
    written = [_pronoun(texts, places_taken) for places_taken in taken]
    needs(written[0] != written[1], f"two pronouns for {' and '.join(VERBS)}")
    return {
        "words": words,
        "verbs": list(VERBS),
        "adjective": words[-1],
        "nouns": [words[1], words[places["verb"] + 2]],
        "places": places,
        "written": written,
        "turns": [words[i] for i, one in enumerate(alone) if _pronoun(texts, one) != written[0]],
    }


def _pronoun(texts: list[str], taken: np.ndarray) -> str:
    """The pronoun after the first sentence's French, these vectors taken from the second."""
    mine, theirs = (translation(text).trace.encoder.output for text in texts)
    french = model().target_vocabulary
    before = ["<start>", *translation(texts[0]).tokens[: pronoun_row(texts[0])]]
    memory = np.where(taken[:, np.newaxis], theirs, mine)
    decoder = explainer.decode(model(), french.encode(before), memory)
    scores = np.asarray(next_word_logits(model(), decoder))[-1]
    return max(PRONOUNS, key=lambda word: float(scores[french.ids[word]]))


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
