"""A score: query and key multiplied number by number, and the products added up."""

from generators.figures._shared.four_words import FEATURES, KEYS, QUERIES, QUERY_WORD, WORDS
from generators.figures.self_attention._page import features, pencil
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import step, token, write
from generators.kit.theme import INK, KEY, MUTED, QUERY, TITLE

AGAINST = ("tired", "the")  # what answers best, and what does not answer at all


def values() -> Values:
    query = QUERIES[QUERY_WORD]
    keys = {word: KEYS[WORDS.index(word)] for word in AGAINST}
    return {
        "word": WORDS[QUERY_WORD],
        "features": list(FEATURES),
        "query": query.tolist(),
        "keys": {word: key.tolist() for word, key in keys.items()},
        "products": {word: (query * key).tolist() for word, key in keys.items()},
        "scores": {word: float(query @ key) for word, key in keys.items()},
    }


def alt(v: Values) -> str:
    sums = "; against ".join(
        f"{word}: {' + '.join(f'{part:.0f}' for part in v['products'][word])} = {score:.0f}"
        for word, score in v["scores"].items()
    )
    return (
        f"The query of {v['word']} over the key of another word, and under them the products of "
        f"what lies one over the other. Against {sums}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(len(AGAINST), (326, 176), (312, 176), (2, 1), 28)
    for box, word in zip(boxes, AGAINST, strict=True):
        _multiply(ax, v, word, box.left, box.top)
    return figure


def _multiply(ax: Axes, v: Values, word: str, x: float, y: float) -> None:
    left, wide = x + 76, 44.0
    step(ax, x, y, 1, "score")
    features(ax, left, y + 46, wide)
    token(ax, left - 8, y + 60, v["word"], QUERY, True, height=26, align="right")
    pencil(ax, (left, y + 60), v["query"], QUERY, (wide, 26))
    token(ax, left - 8, y + 96, word, KEY, True, height=26, align="right")
    pencil(ax, (left, y + 96), v["keys"][word], KEY, (wide, 26))
    write(ax, left - 8, y + 146, "products", MUTED, align="right")
    for index, product in enumerate(v["products"][word]):
        middle = left + wide * (index + 0.5)
        write(ax, middle, y + 91, "×", MUTED, align="centre")
        write(ax, middle, y + 146, f"{product:.0f}", INK if product else MUTED, align="centre")
        sign = "+" if index < len(v["features"]) - 1 else "="
        write(ax, middle + wide / 2, y + 146, sign, MUTED, align="centre")
    end = left + wide * (len(v["features"]) + 0.5)
    write(
        ax, end, y + 146, f"{v['scores'][word]:.0f}", INK, TITLE, weight="semibold", align="centre"
    )
