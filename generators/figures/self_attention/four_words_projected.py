"""Every word goes through all three matrices: four queries, four keys, four values."""

from generators.figures._shared.four_words import FEATURES, KEYS, QUERIES, VALUES, WORDS
from generators.figures.self_attention._page import BETWEEN, pencils
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import titled
from generators.kit.theme import KEY, QUERY, TITLE, VALUE

PARTS = (
    ("queries", "queries Q", QUERIES, QUERY),
    ("keys", "keys K", KEYS, KEY),
    ("values", "values V", VALUES, VALUE),
)


def values() -> Values:
    made = {name: numbers.tolist() for name, _, numbers, _ in PARTS}
    return {"words": list(WORDS), "features": list(FEATURES), **made}


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{name}: " + ", ".join(str([int(number) for number in row]) for row in v[name])
        for name, *_ in PARTS
    )
    return (
        f"Vectors of {', '.join(v['words'])}, in this order, under {', '.join(v['features'])}. "
        f"{parts[0].upper()}{parts[1:]}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell = page.pick((44.0, 28.0), (56.0, 28.0))
    size = (4 * cell[0], 50 + len(v["words"]) * (cell[1] + BETWEEN))
    figure, ax, boxes = page.panels(len(PARTS), size, across=(3, 1), gap=20, left=66)
    for box, (name, title, _, role) in zip(boxes, PARTS, strict=True):
        titled(ax, box, title, role, TITLE)
        rows = v["words"] if box.left == boxes[0].left else ()
        pencils(ax, (box.left, box.top + 48), v[name], role, cell, rows)
    return figure
