"""Rollout through the encoder, and through one whose attention is computed and thrown away."""

import dataclasses

import numpy as np

import explainer
from explainer.inspect import rollout
from generators.figures._shared.decoder_rows import TIRED, model, translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, Words, heat, row_words, write
from generators.kit.theme import MUTED, SMALL

LIMIT = 0.5  # the share that is drawn in full colour
TITLES = {"whole": "the translator", "bare": "attention switched off"}


def values() -> Values:
    words = list(translation(TIRED).source_tokens)
    ids = model().source_vocabulary.encode(words)
    gone = {
        name: np.zeros_like(array)
        for name, array in model().parameters.items()
        if name.startswith("encoder.") and ".self_attention.output" in name
    }
    bare = dataclasses.replace(model(), parameters={**model().parameters, **gone})
    maps = {
        name: _rollout(explainer.encode(one, ids))
        for name, one in (("whole", model()), ("bare", bare))
    }
    both = np.corrcoef([one.ravel() for one in maps.values()])
    return {
        "words": words,
        "maps": {name: one.round(4).tolist() for name, one in maps.items()},
        "correlation": float(both[0, 1]),
    }


def _rollout(trace: explainer.StackTrace) -> np.ndarray:
    layers = np.stack([np.asarray(layer.self_attention.weights) for layer in trace.layers])
    return np.asarray(rollout(layers)[-1], dtype=np.float64)


def alt(v: Values) -> str:
    return (
        "Two heatmaps of rollout over the English words, hardly different: the translator's "
        "encoder, and the same with its attention adding nothing. Their correlation is "
        f"{v['correlation']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    side = 17.0 * len(v["words"])
    size = (side, side + 54)
    figure, ax, boxes = page.panels(2, size, across=(2, 1), gap=16, left=72)
    for box, (name, title) in zip(boxes, TITLES.items(), strict=True):
        write(ax, box.left, box.top + 8, title, weight="semibold")
        grid = Box(box.left, box.top + 26, side, side)
        heat(ax, grid, v["maps"][name], limit=LIMIT, words=Words(v["words"], v["words"]))
        if box.left == boxes[0].left:
            row_words(ax, grid, v["words"])
        write(ax, box.left, grid.bottom + 14, f"full colour: {LIMIT:.1f} or more", MUTED, SMALL)
    return figure
