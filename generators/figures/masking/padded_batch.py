"""Two English sentences in one batch: the shorter is filled up, and its mask closes columns."""

import numpy as np

import explainer
from experiments.translator.recipe import RUNNING_SENTENCE
from explainer.tokenizer import PADDING
from generators.figures.masking._page import SHORT, Array, translator
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words

SENTENCES = (RUNNING_SENTENCE.partition(" because")[0], SHORT)
LAYER = 0


def values() -> Values:
    model = translator()
    vocabulary = model.source_vocabulary
    rows = [sentence.split() for sentence in SENTENCES]
    lengths, longest = [len(row) for row in rows], max(map(len, rows))
    words = [[*row, *[PADDING] * (longest - len(row))] for row in rows]
    ids = np.array([vocabulary.encode(row) for row in words])  # [sentences, longest]
    mask = explainer.padding_mask(ids, vocabulary.ids[PADDING])  # [sentences, 1, longest]
    batched, bare = explainer.encode(model, ids, mask), explainer.encode(model, ids)
    alone = [explainer.encode(model, ids[i, :n]).output for i, n in enumerate(lengths)]
    gaps = [float(np.abs(batched.output[i, :n] - alone[i]).max()) for i, n in enumerate(lengths)]
    short = int(np.argmin(lengths))
    real = lengths[short]
    return {
        "words": words,
        "lengths": lengths,
        "pads": longest - real,
        "mask_shape": list(mask.shape),
        "mask": mask[:, 0].tolist(),
        "weights": _weights(batched).tolist(),
        "gap": max(gaps),
        "lost": float(_weights(bare)[short, :real, real:].sum(axis=-1).mean()),
    }


def _weights(trace: explainer.StackTrace) -> Array:
    """[sentences, queries, keys], mean over the heads."""
    weights = trace.layers[LAYER].self_attention.weights
    mean: Array = np.asarray(weights, dtype=np.float64).mean(axis=1)
    return mean


def alt(v: Values) -> str:
    return (
        f"Two sentences of {v['lengths'][0]} and {v['lengths'][1]} words in a batch "
        f"{len(v['words'][0])} wide. In the grid of the shorter one the {v['pads']} columns of "
        "padding are hatched; the rows of padding are not, and still have weights."
    )


def draw(v: Values, page: Page) -> Figure:
    cells, longest = Cells(page.pick((34.0, 28.0), (30.0, 26.0)), masked_text=""), max(v["lengths"])
    grids = [
        Grid(weights, Words(words, words), cells, f"{n} words", mask=[mask] * longest)
        for weights, words, n, mask in zip(
            v["weights"], v["words"], v["lengths"], v["mask"], strict=True
        )
    ]
    return matrices(page, grids, across=(2, 1), gap=page.pick(10, 20), edge=page.pick(8, 4))[0]
