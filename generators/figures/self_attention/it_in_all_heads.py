"""The row of "it" in all encoder heads: both endings, and models that were never trained."""

import numpy as np

from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import SEEDS, rows, untrained_rows, words
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Cells, Words, matrix, number_style, write
from generators.kit.theme import ROLES

LEFT, TOP = 44.0, 102.0  # px left of a grid and, with its title, above it


def values() -> Values:
    tired, wide, untrained = rows("tired"), rows("wide"), untrained_rows("tired")
    heads = len(translation("tired").trace.encoder.layers[0].self_attention.weights)
    last, animal = len(words("tired")) - 1, words("tired").index("animal")
    layer, head = divmod(int(tired[:, last].argmax()), heads)
    on_ending = tired[layer * heads + head, last]
    evenness = untrained.max(axis=-1).mean(axis=-1)
    both = (tired.argmax(axis=-1) == last) & (wide.argmax(axis=-1) == last)
    return {
        "names": [f"{n // heads + 1}.{n % heads + 1}" for n in range(len(tired))],
        "animal": animal,
        "tired": {
            "words": words("tired"),
            "weights": tired.tolist(),
            "most_on_animal": float(tired[:, animal].max()),
            "mean_on_last": float(tired[:, last].mean()),
            "animal_first": int((tired.argmax(axis=-1) == animal).sum()),
        },
        "wide": {"words": words("wide"), "weights": wide.tolist()},
        "untrained": {"words": words("tired"), "weights": untrained[0].tolist()},
        "seeds": len(SEEDS),
        "control_seed": SEEDS[0],
        "even_share": 1 / tired.shape[1],
        "mean_largest": float(tired.max(axis=-1).mean()),
        "untrained_highest_mean_largest": float(evenness.max()),
        "untrained_lowest_mean_largest": float(evenness.min()),
        "untrained_mean_on_last": float(untrained[..., last].mean()),
        "untrained_at_least_as_much_on_last": int(
            (untrained[..., last].mean(axis=-1) >= tired[:, last].mean()).sum()
        ),
        "layer_two_most_on_ending": int(both[-heads:].sum()),
        "reads_ending": {
            "layer": layer + 1,
            "head": head + 1,
            "tired": float(on_ending),
            "wide": float(wide[layer * heads + head, last]),
        },
        "ending_over_even": float(on_ending * tired.shape[1]),
        "second_layer_change": float(np.abs(tired - wide)[-heads:].sum(axis=-1).max() / 2),
    }


def alt(v: Values) -> str:
    most = [max(zip(row, v["tired"]["words"], strict=True)) for row in v["tired"]["weights"]]
    parts = ", ".join(
        f"{name} {weight:.2f} on {word}"
        for name, (weight, word) in zip(v["names"], most, strict=True)
    )
    return (
        f"The weights of it on {len(v['tired']['words'])} words in {len(v['names'])} heads, for "
        f"the endings tired and wide and for an untrained model. Largest in the tired sentence, by "
        f"layer and head: {parts}. In the untrained model the largest is "
        f"{np.max(v['untrained']['weights']):.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    titles = {
        "tired": "… because it was too tired",
        "wide": "… because it was too wide",
        "untrained": f"the tired sentence, never trained (seed {v['control_seed']})",
    }
    cell = page.pick((36, 22), (22, 20))
    size = (LEFT + cell[0] * len(v["tired"]["words"]) + 12, TOP + cell[1] * len(v["names"]))
    figure, ax, boxes = page.panels(len(titles), size, across=(1, 1), edge=page.pick(16, 8))
    for box, (key, title) in zip(boxes, titles.items(), strict=True):
        write(ax, box.left, box.top + 8, title, weight="semibold")
        _grid(ax, box, v, key, cell)
    return figure


def _grid(ax: Axes, box: Box, v: Values, key: str, cell: tuple[float, float]) -> None:
    """A row a head; printed are the weight on "animal" and, bold, the largest."""
    around = Words(v["names"], v[key]["words"], "head", "it looks at", LEFT, TOP - 18)
    look = Cells(cell, digits=None)
    cells = matrix(ax, box.left, box.top + 18, v[key]["weights"], around, look).cells
    for row, weights in enumerate(v[key]["weights"]):
        largest = weights.index(max(weights))
        for column in sorted({v["animal"], largest}):
            x, y = cells[row][column].centre
            text = f"{weights[column]:.2f}".removeprefix("0")  # no room for the zero on a phone
            role = ROLES[number_style("WEIGHT", round(weights[column], 3))[0]][0]
            bold = "semibold" if column == largest else "normal"
            write(ax, x, y, text, role, look.number_size, weight=bold, align="centre")
