"""Two sentences that differ in the last word: how far the difference spreads, sub-layer by step."""

import numpy as np

from experiments.translator.recipe import PRONOUN
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.needs import place_of

DARKEST = 15  # percent: what is more is as dark


def values() -> Values:
    first, second = (_streams(ending) for ending in ENDINGS)
    length = (np.linalg.norm(first, axis=-1) + np.linalg.norm(second, axis=-1)) / 2
    change = np.linalg.norm(first - second, axis=-1) / length  # [stages, words]
    words = translation(ENDINGS[0]).source_tokens[:-1]
    others = change[:, :-1]
    return {
        "words": [*words, "/".join(ENDINGS)],
        "change": change.round(5).tolist(),
        "others_at_first": float(others[0].max()),
        "others_least_after_one": float(others[1].min()),
        "others_most": float(others[-1].max()),
        "others_most_word": words[others[-1].argmax()],
        "it": float(change[-1, place_of(PRONOUN, words)]),
        "more_than_it": int((others[-1] > others[-1, place_of(PRONOUN, words)]).sum()),
        "last_word": float(change[-1, -1]),
    }


def _streams(ending: str) -> np.ndarray:
    """The residual stream between sub-layers [stages, words, d_model]."""
    encoder = translation(ending).trace.encoder
    between = [each for one in encoder.layers for each in (one.after_self_attention, one.output)]
    return np.stack([encoder.embedded, *between]).astype(np.float64)


def alt(v: Values) -> str:
    return (
        "How much each word's vector differs between the "
        f"endings {' and '.join(ENDINGS)}, before the first layer and after each sub-layer. At "
        "first only the last word differs; after the first self-attention every word does, a "
        f"little. At the end the last word differs by {v['last_word']:.0%} of its length, "
        f"{v['others_most_word']} by {v['others_most']:.0%}, the others less."
    )


def draw(v: Values, page: Page) -> Figure:
    percent = 100 * np.array(v["change"]).T  # [words, stages]
    layers = range(1, percent.shape[1] // 2 + 1)
    names = ["embedding", *(f"{part} {n}" for n in layers for part in ("attention", "feed-fwd"))]
    cells = Cells(page.pick((72, 25), (42, 25)), scale="signed", digits=0, limit=DARKEST)
    around = Words(v["words"], names, "word", "% apart after")
    return matrices(page, [Grid(percent, around, cells)])[0]
