"""The causal mask, the padding mask of a shorter sentence, and both together in the decoder."""

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.tokenizer import PADDING, START
from generators.figures.masking._page import mask_picture, translator
from generators.kit.marks import Words, matrix_margins, note, write
from generators.kit.theme import DECODER, INK, MUTED, SMALL, TITLE, canvas
from generators.kit.values import Values

SHORT = "the cow is tired"
LENGTH = 7  # of the longest sentence of the batch
CELL = (24.0, 24.0)


def values() -> Values:
    model = translator()
    words = [START, *explainer.translate(model, SHORT).tokens[:-1]]
    words += [PADDING] * (LENGTH - len(words))
    ids = model.target_vocabulary.encode(words)
    causal = explainer.causal_mask(len(ids))
    padding = explainer.padding_mask(ids, model.target_vocabulary.ids[PADDING])
    both = np.asarray(explainer.combine_masks(causal, padding))
    return {
        "words": words,
        "pads": words.count(PADDING),
        "causal": causal.tolist(),
        "padding": (padding & (causal | True)).tolist(),
        "both": both.tolist(),
        "open": {
            "causal": int(causal.sum()),
            "padding": int((padding & (causal | True)).sum()),
            "both": int(both.sum()),
        },
        "cells": causal.size,
        "emptiest_row": int(both.sum(axis=-1).min()),
        "real_rows_differ": int((causal != both)[: LENGTH - words.count(PADDING)].sum()),
    }


def alt(v: Values) -> str:
    return (
        f"Three grids of {len(v['words'])} by {len(v['words'])} cells. The causal mask leaves a "
        f"triangle of {v['open']['causal']} cells open, the padding mask closes the last "
        f"{v['pads']} columns, and together they leave {v['open']['both']} open."
    )


PANELS = (
    ("causal", "causal mask", "not what comes later"),
    ("padding", "padding mask", "not what is no word"),
    ("both", "both: & of the two", "open where both are"),
)


def draw(v: Values) -> Figure:
    left, top, right = matrix_margins(Words(v["words"], v["words"]), CELL)
    size = len(v["words"]) * CELL[0]
    _, _, bare = matrix_margins(Words(columns=v["words"], row_title=""), CELL)
    step = size + max(right, bare) + 14
    figure, ax = canvas(round(left + 3 * step + 8), round(58 + top + size + 16))
    for index, (name, title, text) in enumerate(PANELS):
        x = left + 12 + index * step
        write(ax, x, 20, title, INK, TITLE, weight="semibold")
        note(ax, x, 32, text, MUTED, SMALL)
        first = index == 0
        mask_picture(
            ax,
            12 if first else x,
            54,
            v[name],
            Words(v["words"], v["words"], left=left)
            if first
            else Words(columns=v["words"], row_title="", left=0),
            CELL,
            DECODER,
        )
    return figure


def narrow(v: Values) -> Figure:
    left, top, _ = matrix_margins(Words(v["words"], v["words"]), CELL)
    size = len(v["words"]) * CELL[0]
    step = 58 + top + size + 10
    figure, ax = canvas(330, round(3 * step))
    for index, (name, title, text) in enumerate(PANELS):
        y = index * step
        write(ax, 12 + left, y + 20, title, INK, TITLE, weight="semibold")
        note(ax, 12 + left, y + 32, text, MUTED, SMALL)
        mask_picture(ax, 12, y + 54, v[name], Words(v["words"], v["words"]), CELL, DECODER)
    return figure
