"""Every token moves every output of a head: through its key, its value and its own query."""

import numpy as np
from matplotlib.figure import Figure

from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import words
from generators.figures.self_attention._reach import first_layer
from generators.kit.layout import Page
from generators.kit.marks import Cells, Words, matrix, matrix_margins, write
from generators.kit.theme import KEY, QUERY, VALUE
from generators.kit.values import Values

DOORS = {
    "query": ("through the queries", QUERY),
    "key": ("through the keys", KEY),
    "value": ("through the values", VALUE),
}
CELL = (15.0, 15.0)


def values() -> Values:
    sentence = words("tired")
    block = translation("tired").trace.encoder.layers[0]
    reaches = first_layer(block)
    of_it = block.self_attention.weights[:, sentence.index("it")]
    shown = int(of_it.max(axis=-1).argmax())
    sizes = {
        door: np.linalg.norm(getattr(reaches[shown], f"through_{door}"), axis=(-2, -1))
        for door in DOORS
    }
    return {
        "words": sentence,
        "head": shown + 1,
        "entries": sum(reach.total.size for reach in reaches),
        "zeros": sum(int((reach.total == 0).sum()) for reach in reaches),
        "pairs": len(sentence) ** 2,
        "pairs_by_door": {door: int((size > 0).sum()) for door, size in sizes.items()},
        "sizes": {door: np.round(size, 5).tolist() for door, size in sizes.items()},
    }


def alt(v: Values) -> str:
    pairs = v["pairs_by_door"]
    return (
        f"Three grids of {len(v['words'])} by {len(v['words'])} words: how strongly each input "
        f"word moves each output word of head {v['head']}. Through queries {pairs['query']} of "
        f"{v['pairs']} cells are filled, the diagonal; through keys {pairs['key']}; through "
        f"values {pairs['value']}."
    )


def draw(v: Values, page: Page) -> Figure:
    named = Words(v["words"], v["words"], "output of", "input word")
    plain = Words(None, v["words"], "", "input word")
    left, top, right = matrix_margins(named, CELL)
    side = CELL[0] * len(v["words"])
    width, height = side + right + 8, 20 + top + side
    figure, ax = page.canvas(
        (left + 3 * width + 16, height + 20), (left + width + 16, 3 * (height + 16) + 4)
    )
    largest = max(np.max(size) for size in v["sizes"].values())
    for index, (door, (title, role)) in enumerate(DOORS.items()):
        first = index == 0 or page.narrow
        x, y = page.pick((12 + left + index * width, 12), (12 + left, 12 + index * (height + 16)))
        x -= left if first else 0  # only the first of a row of grids has words on its left
        write(ax, x, y + 8, title, role, weight="semibold", zorder=6)
        strength = np.sqrt(np.array(v["sizes"][door]) / largest)
        cells = Cells(CELL, digits=None, role=role)
        matrix(ax, x, y + 20, strength, named if first else plain, cells)
    return figure
