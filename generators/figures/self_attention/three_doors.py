"""Every token moves every output of a head: through its key, its value and its own query."""

import numpy as np

from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import rows, words
from generators.figures.self_attention._reach import first_layer
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.theme import KEY, QUERY, VALUE

DOORS = {"query": ("queries", QUERY), "key": ("keys", KEY), "value": ("values", VALUE)}


def values() -> Values:
    sentence, reaches = words("tired"), first_layer(translation("tired").trace.encoder.layers[0])
    shown = int(rows("tired")[: len(reaches)].max(axis=-1).argmax())  # its row of "it" is sharpest
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
    around = Words(v["words"], v["words"], "output of", "input word")
    largest = max(np.max(size) for size in v["sizes"].values())
    grids = [
        Grid(
            np.sqrt(np.array(v["sizes"][door]) / largest),
            around,
            Cells((15, 15), digits=None, role=role),
            f"through the {name}",
            role,
            v["sizes"][door],
        )
        for door, (name, role) in DOORS.items()
    ]
    return matrices(page, grids)[0]
