"""The three attentions of the translator, each with its mask, for a sentence with padding."""

import numpy as np

import explainer
from explainer.tokenizer import PADDING, START
from generators.figures.masking._page import SHORT, Array, translator
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.theme import DECODER, ENCODER

LENGTH = 7  # of the longest English sentence of the batch
TITLES = {
    "encoder": ("1 English at English", ENCODER),
    "decoder": ("2 French at French", DECODER),
    "cross": ("3 French at English", DECODER),
}


def values() -> Values:
    model = translator()
    english = SHORT.split()
    english += [PADDING] * (LENGTH - len(english))
    french = [START, *explainer.translate(model, SHORT).tokens[:-1]]
    ids = model.source_vocabulary.encode(english)
    padding = explainer.padding_mask(ids, model.source_vocabulary.ids[PADDING])  # [1, English]
    causal = explainer.causal_mask(len(french))
    shown = {"encoder": (english, english, padding), "decoder": (french, french, causal)}
    shown["cross"] = (french, english, padding)
    return {
        name: {"rows": rows, "columns": columns, "mask": _whole(mask, rows, columns).tolist()}
        for name, (rows, columns, mask) in shown.items()
    }


def _whole(mask: Array, rows: list[str], columns: list[str]) -> Array:
    """A mask [rows, columns], where one row stood for all."""
    whole: Array = np.broadcast_to(mask, (len(rows), len(columns)))
    return whole


def alt(v: Values) -> str:
    closed = {name: int((~np.array(part["mask"])).sum()) for name, part in v.items()}
    return (
        f"Three grids. The encoder's, English at English: the columns of <pad> are closed, "
        f"{closed['encoder']} cells. The decoder's, French at French: the triangle of what comes "
        f"later, {closed['decoder']} cells. The decoder's, French at English: again only the "
        f"columns of <pad>, {closed['cross']} cells."
    )


def draw(v: Values, page: Page) -> Figure:
    grids = []
    for name, part in v.items():
        title, role = TITLES[name]
        cells = Cells(page.pick((20.0, 22.0), (24.0, 24.0)), digits=None, role=role)
        filled = np.full(np.shape(part["mask"]), 0.3)
        words = Words(part["rows"], part["columns"])
        grids.append(Grid(filled, words, cells, title, role, part["mask"], reads=()))
    return matrices(page, grids, across=(0, 1), gap=page.pick(8, 14), edge=page.pick(8, 12))[0]
