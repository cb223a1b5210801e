"""The strongest induction head of SmolLM2 (4-bit quantised) on a sentence that repeats nothing."""

from generators.figures._shared import smollm2
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, matrix, weight_legend


def values() -> Values:
    chosen = smollm2.strongest(smollm2.per_head("repeated", "induction"))[0]
    tokens, array = smollm2.weights("running")
    weights = array[chosen]
    return {
        "head": smollm2.name(chosen),
        "words": [token.strip() for token in tokens],
        "weights": weights.tolist(),
        "least_on_first": float(weights[:, 0].min()),
    }


def alt(v: Values) -> str:
    return (
        f"Table of the weights of head {v['head']} in the sentence {' '.join(v['words'])}. The "
        f"first column is full: every row has at least {v['least_on_first']:.2f} there."
    )


def draw(v: Values, page: Page) -> Figure:
    cell = page.pick((30.0, 22.0), (21.0, 20.0))
    rows = len(v["words"]) * cell[1]
    figure, ax = page.canvas((552, rows + 130), (352, rows + 124))
    words = Words(v["words"], v["words"])
    grid = matrix(ax, page.pick(36, 0), 0, v["weights"], words, Cells(cell, digits=None)).grid
    weight_legend(ax, grid.left, grid.bottom + 12)
    return figure
