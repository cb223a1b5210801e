"""A word that stands twice: the same embedding, plus two codes, is two different vectors."""

import numpy as np

import explainer
from explainer.layers import embed
from generators.figures._shared.running_sentence import translation
from generators.figures.positional_encoding._page import translator
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, strip, titled, token, write
from generators.kit.theme import ENCODER, INK, MUTED, RESIDUAL, SMALL

SHOWN = 16  # numbers of each vector
HIGH, TOPS = 40.0, (34.0, 96.0)  # px of a vector, above each of them
PARTS = {"embedding × {root:.0f}": INK, "encoding": RESIDUAL, "what enters": ENCODER}


def values() -> Values:
    model = translator()
    vocabulary, width = model.source_vocabulary, model.config.d_model
    words = translation("tired").source_tokens
    ids = vocabulary.encode(words)
    table = np.asarray(model.parameters["source_embedding"])
    code = explainer.sinusoidal(len(words), width)
    parts = np.stack([table[ids] * width**0.5, code, embed(model, "source", ids)])
    word = next(word for word in words if words.count(word) > 1)
    places = [place for place, other in enumerate(words) if other == word][:2]
    first, second = parts[-1, places]
    known = [i for i, one in enumerate(vocabulary.words) if one.isalpha()]
    length = float(np.linalg.norm(table[known], axis=1).mean())
    return {
        "word": word,
        "places": places,
        "shown": SHOWN,
        "root": width**0.5,
        "table_norm": length,
        "scaled_norm": length * width**0.5,
        "code_norm": float(np.linalg.norm(code, axis=1).mean()),
        "cosine": float(first @ second / np.linalg.norm(first) / np.linalg.norm(second)),
        "parts": parts[:, places, :SHOWN].tolist(),
    }


def alt(v: Values) -> str:
    first, second = v["places"]
    return (
        f"The first {v['shown']} numbers of the word {v['word']} at positions {first} and "
        f"{second}: the same embedding twice, two different encodings, and so two different sums, "
        f"with a cosine of {v['cosine']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    size, left = page.pick(((144, 130), 52), ((72, 130), 48))
    figure, ax, boxes = page.panels(len(PARTS), size, across=(0, 0), gap=20, left=left)
    limit = float(np.abs(v["parts"]).max())
    for top, place in zip(TOPS, v["places"], strict=True):
        token(ax, 10, top, v["word"], ENCODER)
        write(ax, 10, top + 38, f"at {place}", MUTED, SMALL)
    for box, (title, role), sign, part in zip(boxes, PARTS.items(), " +=", v["parts"], strict=True):
        titled(ax, box, title.format_map(v), role, SMALL)
        for top, numbers in zip(TOPS, part, strict=True):
            strip(ax, Box(box.left, top, box.width, HIGH), numbers, role, limit)
            write(ax, box.left - 10, top + HIGH / 2, sign, align="centre")
    return figure
