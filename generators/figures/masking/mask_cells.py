"""Scores of one decoder head and the causal mask; on the page the reader chooses the mask."""

import numpy as np

import explainer
from generators.figures.masking._page import decoder_input, running_translation, translator
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Piece, Values
from generators.kit.marks import Cells, Words

SHOWN = 6  # tokens: as many cells as a finger can hit on a phone


def values() -> Values:
    """The first tokens, in the head of the first decoder layer that would look ahead most."""
    model, written = translator(), running_translation()
    memory = explainer.encode(model, model.source_vocabulary.encode(written.source_tokens)).output
    given = model.target_vocabulary.encode(decoder_input()[:SHOWN])
    attention = explainer.decode(model, given, memory, causal=False).layers[0].self_attention
    allowed = explainer.causal_mask(SHOWN)
    head = int(np.where(allowed, 0, attention.weights).sum(axis=(1, 2)).argmax())
    scores = np.asarray(attention.attention.masked_scores[head], dtype=float)
    return {
        "words": list(decoder_input()[:SHOWN]),
        "scores": scores.tolist(),
        "open": explainer.softmax(scores).tolist(),
        "causal": explainer.softmax(np.where(allowed, scores, -np.inf)).tolist(),
    }


def alt(v: Values) -> str:
    ahead = [sum(row[index + 1 :]) for index, row in enumerate(v["open"])]
    return (
        f"The weights of {len(v['words'])} French tokens on each other, without a mask and with "
        f"the causal mask. Without it {v['words'][0]} gives {ahead[0]:.2f} to what comes later; "
        "with it every row shares its weight among itself and what came before."
    )


def draw(v: Values, page: Page) -> Figure:
    words = Words(v["words"], v["words"])
    cells = Cells(page.pick((44, 32), (38, 32)))
    grids = [
        Grid(np.round(v["open"], 2), words, cells, "without a mask"),
        Grid(np.round(v["causal"], 2), words, cells, "causal mask"),
    ]
    return matrices(page, grids)[0]


def piece(v: Values) -> Piece:
    return Piece("mask-cells", {key: v[key] for key in ("words", "scores")})
