"""The causal mask, the padding mask of a shorter sentence, and both together in the decoder."""

import numpy as np

import explainer
from explainer.tokenizer import PADDING, START
from generators.figures.masking._page import SHORT, translator
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.theme import DECODER

LENGTH = 7  # of the longest sentence of the batch
TITLES = {
    "causal": "causal: not what comes later",
    "padding": "padding: not what is no word",
    "both": "both: open where both are",
}


def values() -> Values:
    model = translator()
    words = [START, *explainer.translate(model, SHORT).tokens[:-1]]
    words += [PADDING] * (LENGTH - len(words))
    ids = model.target_vocabulary.encode(words)
    causal = explainer.causal_mask(len(ids))
    padding = explainer.padding_mask(ids, model.target_vocabulary.ids[PADDING])
    both = np.asarray(explainer.combine_masks(causal, padding))
    masks = {"causal": causal, "padding": np.broadcast_to(padding, causal.shape), "both": both}
    return {
        "words": words,
        "pads": words.count(PADDING),
        **{name: mask.tolist() for name, mask in masks.items()},
        "open": {name: int(mask.sum()) for name, mask in masks.items()},
        "emptiest_row": int(both.sum(axis=-1).min()),
        "real_rows_differ": int((causal != both)[: LENGTH - words.count(PADDING)].sum()),
    }


def alt(v: Values) -> str:
    return (
        f"Three grids of {len(v['words'])} by {len(v['words'])} cells. The causal mask leaves a "
        f"triangle of {v['open']['causal']} cells open, the padding mask closes the last "
        f"{v['pads']} columns, which leaves {v['open']['padding']}, and together they leave "
        f"{v['open']['both']} open."
    )


def draw(v: Values, page: Page) -> Figure:
    words, cells = Words(v["words"], v["words"]), Cells((24.0, 24.0), digits=None, role=DECODER)
    filled = np.full((len(v["words"]), len(v["words"])), 0.3)
    grids = [
        Grid(filled, words, cells, title, mask=v[name], reads=()) for name, title in TITLES.items()
    ]
    return matrices(page, grids, across=(0, 1))[0]
