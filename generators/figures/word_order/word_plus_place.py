"""A word that stands twice: the same embedding, plus two codes, is two different vectors."""

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.layers import embed
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.kit.layout import Page
from generators.kit.marks import token, vector, write
from generators.kit.theme import ENCODER, INK, MUTED, RESIDUAL, SMALL
from generators.kit.values import Values

SHOWN = 16  # numbers of each vector
GAP = 20.0  # px between two vectors, for a sign


def values() -> Values:
    model = explainer.load("translator")
    words = (SENTENCE + ENDINGS[0]).split()
    ids = model.source_vocabulary.encode(words)
    table = np.asarray(model.parameters["source_embedding"], dtype=np.float64)
    root = float(np.sqrt(model.config.d_model))
    code = explainer.sinusoidal(len(words), model.config.d_model)
    both = np.asarray(embed(model, "source", ids), dtype=np.float64)
    word = next(word for word in words if words.count(word) > 1)
    places = [place for place, other in enumerate(words) if other == word][:2]
    first, second = both[places]
    known = [i for i, one in enumerate(model.source_vocabulary.words) if one.isalpha()]
    length = float(np.linalg.norm(table[known], axis=1).mean())
    return {
        "word": word,
        "places": places,
        "shown": SHOWN,
        "root": root,
        "table_norm": length,
        "scaled_norm": length * root,
        "code_norm": float(np.linalg.norm(code, axis=1).mean()),
        "cosine": float(first @ second / np.linalg.norm(first) / np.linalg.norm(second)),
        "rows": [[a[p, :SHOWN].tolist() for a in (table[ids] * root, code, both)] for p in places],
    }


def alt(v: Values) -> str:
    first, second = v["places"]
    return (
        f"The first {v['shown']} numbers of the word {v['word']} at positions {first} and "
        f"{second}: the same embedding twice, two different codes, and so two different sums, "
        f"with a cosine of {v['cosine']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((560, 156), (336, 156))
    limit = float(np.abs(v["rows"]).max())
    cell = page.pick((9.0, 40), (4.5, 40))
    lefts = [page.pick(64, 60) + i * (cell[0] * v["shown"] + GAP) for i in range(3)]
    scaled = f"embedding × {v['root']:.0f}"
    titles = {scaled: INK, "position code": RESIDUAL, "what enters": ENCODER}
    for left, (title, role) in zip(lefts, titles.items(), strict=True):
        write(ax, left, 16, title, role, SMALL, weight="semibold")
    for y, place, row in zip((34, 96), v["places"], v["rows"], strict=True):
        token(ax, 10, y, v["word"], ENCODER)
        write(ax, 10, y + 38, f"at {place}", MUTED, SMALL)
        for left, numbers, role in zip(lefts, row, titles.values(), strict=True):
            vector(ax, left, y, numbers, role, None, cell, limit=limit)
        for left, sign in zip(lefts[1:], "+=", strict=True):
            write(ax, left - GAP / 2, y + 20, sign, align="centre")
    return figure
