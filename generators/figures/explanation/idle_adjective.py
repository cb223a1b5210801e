"""The pronoun's row in a sentence where the adjective decides and in one where it cannot matter."""

from generators.figures._shared.decoder_rows import (
    TIRED,
    WIDE,
    cross_weights,
    pronoun_row,
    translation,
)
from generators.figures.explanation import _page
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, token_column, write
from generators.kit.needs import needs
from generators.kit.theme import INK, KEY, MUTED, SMALL

OBJECT = TIRED.split().index("because") - 1  # the place of the object's noun


def values() -> Values:
    words = list(translation(TIRED).source_tokens)
    swaps = _page.runs()[0]["sentence"]["swaps"]
    deciding = _sentence(words)
    needs(len(deciding["writes"]) > 1, "two pronouns for the two endings of the running sentence")
    others = [[*words[:place], word, *words[place + 1 :]] for place, word in swaps]
    found = [_sentence(other) for other in others if other[OBJECT] != words[OBJECT]]
    idle = [one for one in found if len(one["writes"]) == 1]
    needs(bool(idle), "a swap of the object with which both endings give one pronoun")
    return {"adjective": words[-1], "decides": deciding, "idle": idle[0]}


def _sentence(words: list[str]) -> Values:
    """The row's weights with the first ending, and the pronouns that both endings give."""
    texts = [" ".join([*words[:-1], ending.split()[-1]]) for ending in (TIRED, WIDE)]
    written = [translation(text).tokens[pronoun_row(text)] for text in texts]
    weights = cross_weights(texts[0])[:, :, pronoun_row(texts[0])].mean(axis=(0, 1))
    return {
        "words": words,
        "noun": words[OBJECT],
        "writes": sorted(set(written)),
        "weights": weights.tolist(),
        "weight": float(weights[-1]),
    }


def alt(v: Values) -> str:
    one, other = v["decides"], v["idle"]
    return (
        f"The pronoun's row in two sentences, a bar a word. With {one['noun']} the "
        f"adjective {v['adjective']} decides and has weight {one['weight']:.2f}; with "
        f"{other['noun']} it cannot matter and has {other['weight']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    panels = (("decides", "decides"), ("idle", "cannot matter"))
    high = 62 + 25.0 * len(v["decides"]["words"])
    figure, ax, boxes = page.panels(2, (250, high), (312, high))
    for box, (name, title) in zip(boxes, panels, strict=True):
        found = v[name]
        left = box.left + 96
        heading = f"with {found['noun']}, {v['adjective']} {title}"
        write(ax, box.left, box.top + 8, heading, weight="semibold")
        said = f"writes {' or '.join(found['writes'])}, whatever the adjective"
        if len(found["writes"]) > 1:
            said = f"writes {' or '.join(found['writes'])}"
        write(ax, box.left, box.top + 30, said, MUTED, SMALL)
        last = len(found["words"]) - 1
        roles = [KEY if place == last else INK for place in range(last + 1)]
        column = token_column(
            ax, left - 8, box.top + 48, found["words"], 2, roles, "right", size=SMALL, height=23
        )
        for word, weight in zip(column.tokens, found["weights"], strict=True):
            text = f"{weight:.2f}".removeprefix("0") if word is column.tokens[-1] else ""
            bar(ax, left, word.centre[1] - 7, weight, 110, text=text)
    return figure
