"""One real row of scores at five temperatures; on the page the reader turns the temperature."""

import numpy as np

from experiments.translator.recipe import PRONOUNS
from explainer.sampling import with_temperature
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Piece, Values
from generators.kit.marks import Cells, Words

TEMPERATURES = (0.25, 0.5, 1.0, 2.0, 4.0)
UNSURE = 0.6  # of the weight on one word: a temperature changes much


def values() -> Values:
    """The row that writes the pronoun, in a cross-attention head neither sure nor even."""
    written = translation(ENDINGS[0])
    row = next(index for index, word in enumerate(written.tokens) if word in PRONOUNS)
    attentions = [layer.cross_attention for layer in written.trace.decoder.layers]
    heads = [
        attention.attention.masked_scores[head, row]
        for attention in attentions
        if attention is not None
        for head in range(len(attention.weights))
    ]
    scores = min(heads, key=lambda one: abs(_largest(one) - UNSURE))
    return {
        "who": written.tokens[row],
        "words": list(written.source_tokens),
        "scores": scores.tolist(),
        "temperatures": list(TEMPERATURES),
        "weights": [with_temperature(scores, one).tolist() for one in TEMPERATURES],
    }


def _largest(scores: np.ndarray) -> float:
    return float(with_temperature(scores, 1.0).max())


def alt(v: Values) -> str:
    largest = ", ".join(
        f"{weights[int(np.argmax(weights))]:.2f} at {temperature:g}"
        for temperature, weights in zip(v["temperatures"], v["weights"], strict=True)
    )
    return (
        f"The weights of one row, of the head that writes {v['who']}, at {len(TEMPERATURES)} "
        f"temperatures; the largest is {largest}."
    )


def draw(v: Values, page: Page) -> Figure:
    temperatures = [f"{one:g}" for one in v["temperatures"]]
    words = Words(temperatures, v["words"], "temperature", "what is looked at")
    cells = Cells(page.pick((44, 32), (18, 26)), digits=page.pick(2, None))
    return matrices(page, [Grid(v["weights"], words, cells)], edge=8)[0]


def piece(v: Values) -> Piece:
    return Piece("softmax-dial", {key: v[key] for key in ("who", "words", "scores")})
