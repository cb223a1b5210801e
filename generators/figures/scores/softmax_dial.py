"""One real row of scores at five temperatures; on the page the reader turns the temperature."""

from collections.abc import Sequence

import numpy as np

from experiments.translator.recipe import PRONOUNS
from explainer.sampling import with_temperature
from generators.figures._shared.running_sentence import ENDINGS, mean_cross_weights, translation
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Piece, Values
from generators.kit.marks import Cells, Words

TEMPERATURES = (0.25, 0.5, 1.0, 2.0, 4.0)
UNSURE = 0.6  # of the weight on one word: a temperature changes much


def values() -> Values:
    """The row that writes the pronoun, in a cross-attention head neither sure nor even.

    It is one of the heads that look most at the word at which all together look most.
    """
    written = translation(ENDINGS[0])
    row = next(index for index, word in enumerate(written.tokens) if word in PRONOUNS)
    most = int(mean_cross_weights(written)[row].argmax())
    heads = [
        (layer, head, attention.attention.masked_scores[head, row])
        for layer, block in enumerate(written.trace.decoder.layers, start=1)
        if (attention := block.cross_attention) is not None
        for head in range(len(attention.weights))
        if attention.weights[head, row].argmax() == most
    ]
    layer, head, scores = min(heads, key=lambda one: abs(_largest(one[-1]) - UNSURE))
    return {
        "who": written.tokens[row],
        "head": {
            "name": f"head {head + 1} of layer {layer}",
            **_first_three(scores, written.source_tokens),
        },
        "words": list(written.source_tokens),
        "scores": scores.tolist(),
        "temperatures": list(TEMPERATURES),
        "weights": [with_temperature(scores, one).tolist() for one in TEMPERATURES],
    }


def _first_three(scores: np.ndarray, words: Sequence[str]) -> Values:
    """The words that get most, second and third most."""
    third, second, first = np.argsort(scores)[-3:]
    return {"top": words[first], "second": words[second], "third": words[third]}


def _largest(scores: np.ndarray) -> float:
    return float(with_temperature(scores, 1.0).max())


def alt(v: Values) -> str:
    largest = ", ".join(
        f"{weights[int(np.argmax(weights))]:.2f} at {temperature:g}"
        for temperature, weights in zip(v["temperatures"], v["weights"], strict=True)
    )
    return (
        f"The weights of one row, of {v['head']['name']} when {v['who']} is written, at "
        f"{len(TEMPERATURES)} temperatures; the largest is {largest}."
    )


def draw(v: Values, page: Page) -> Figure:
    temperatures = [f"{one:g}" for one in v["temperatures"]]
    words = Words(temperatures, v["words"], "temperature", "what is looked at")
    cells = Cells(page.pick((44, 32), (18, 26)), digits=page.pick(2, None))
    return matrices(page, [Grid(v["weights"], words, cells)], edge=8)[0]


def piece(v: Values) -> Piece:
    return Piece(
        "softmax-dial",
        {key: v[key] for key in ("who", "words", "scores")} | {"head": v["head"]["name"]},
    )
