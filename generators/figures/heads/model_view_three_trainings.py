"""The model view of three trainings: all their heads as thumbnails on the running sentence."""

import numpy as np

from explainer.drawing.marks.thumbnails import thumbnails
from generators.figures.heads._page import seeds, sub_layers
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import titled, write
from generators.kit.theme import INK, MUTED, SMALL
from generators.pipeline.paths import ROOT

SIZE, GAP, ROW = 44.0, 5.0, 56.0  # px: a thumbnail, what is between two, from row to row
TOP = 42.0  # px of a panel above its thumbnails


def values() -> Values:
    with np.load(ROOT / "experiments" / "head_roles" / "thumbnails.npz") as stored:
        weights = {key: stored[key] / 255 for key in stored.files}
    return {
        "weights": {key: found.round(2).tolist() for key, found in weights.items()},
        "seeds": seeds(),
        "heads": sum(map(len, weights.values())),
        "per_model": sum(len(weights[f"{seeds()[0]}.{name}"]) for name, _ in sub_layers()),
        "dark": {
            name: [float((weights[f"{seed}.{name}"].max(-1) > 0.5).mean()) for seed in seeds()]
            for name, _ in (sub_layers()[0], sub_layers()[-1])
        },
    }


def alt(v: Values) -> str:
    dark = [
        f"{label} {', '.join(f'{share:.0%}' for share in v['dark'][name])}"
        for name, label in (sub_layers()[0], sub_layers()[-1])
    ]
    return (
        f"Thumbnails of the weights of {v['heads']} heads, {len(v['seeds'])} trainings. Share "
        f"of rows with more than half of the weight on one word: {'; '.join(dark)}."
    )


def draw(v: Values, page: Page) -> Figure:
    """A panel for each training: a line for each attention, a thumbnail for each head."""
    heads = len(v["weights"][f"{v['seeds'][0]}.{sub_layers()[0][0]}"])
    names = page.pick(112.0, 0.0)  # px; on a phone each panel has its own
    width = heads * (SIZE + GAP) + page.pick(0, 120)
    size = (width, TOP + ROW * len(sub_layers()))
    figure, ax, boxes = page.panels(len(v["seeds"]), size, across=(0, 1), gap=18, left=names)
    for number, (box, seed) in enumerate(zip(boxes, v["seeds"], strict=True)):
        left = box.left + page.pick(0, 120)
        titled(ax, box, f"training {number + 1}")
        for head in range(heads):
            x = left + head * (SIZE + GAP) + SIZE / 2
            write(ax, x, box.top + 28, f"{head + 1}", MUTED, SMALL, align="centre")
        for row, (name, label) in enumerate(sub_layers()):
            y = box.top + TOP + ROW * row
            places = [(left + head * (SIZE + GAP), y) for head in range(heads)]
            thumbnails(ax, places, np.array(v["weights"][f"{seed}.{name}"]), SIZE)
            if page.narrow or not number:
                write(ax, left - 10, y + SIZE / 2, label, INK, SMALL, align="right")
    return figure
