"""The texts that the model is run on, all drawn by rule."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import numpy as np

from experiments.smollm2.reading import Published
from experiments.translator.recipe import FRAME, RUNNING_SENTENCE
from explainer.arrays import Array

RUNNING = RUNNING_SENTENCE.capitalize()
CAPITAL = "The capital of France is"
PASSAGES, PASSAGE_LENGTH = 40, 40
DRAWS, COPY_LENGTH = 24, 25
ANIMALS = ("animal", "dog", "horse", "cow")
PLACES = ("street", "road", "river", "bridge")
QUESTION = f"{FRAME.capitalize()}. Question: what was too {{ending}}? Answer: the"
BIBLE = Path(__file__).parents[1] / "text" / "world_english_bible.txt.gz"


def passages(model: Published) -> Array:
    """[PASSAGES, PASSAGE_LENGTH] ids: verses from random places of a public-domain text."""
    lines = gzip.decompress(BIBLE.read_bytes()).decode().splitlines()
    verses = [line for line in lines if line and not line.startswith("# ")]
    starts = random.Random("passages").sample(range(len(verses) - 10), PASSAGES)
    texts = [" ".join(verses[start : start + 10]) for start in starts]
    return np.array([model.encode(text)[:PASSAGE_LENGTH] for text in texts])


def words_to_draw(model: Published) -> list[int]:
    """Tokens that are a space and at least three lower-case letters."""
    return [
        number
        for number, token in enumerate(model.tokens)
        if token.startswith("Ġ") and len(token) > 3 and token[1:].isascii() and token[1:].islower()
    ]


def repeated(model: Published) -> Array:
    """[DRAWS, 2 · COPY_LENGTH] ids: random different tokens, then the same once more."""
    words = words_to_draw(model)
    draws = [random.Random(f"repeated {d}").sample(words, COPY_LENGTH) for d in range(DRAWS)]
    return np.array([[*draw, *draw] for draw in draws])


def never_repeated(model: Published) -> Array:
    """The control: as long, with the same first halves, but no token twice."""
    words = words_to_draw(model)
    draws = []
    for first in repeated(model)[:, :COPY_LENGTH].tolist():
        others = sorted(set(words) - set(first))
        draws.append([*first, *random.Random(f"others {first[0]}").sample(others, COPY_LENGTH)])
    return np.array(draws)


def repeated_in_other_order(ids: Array) -> Array:
    """The same first copies, then the same tokens in a random order."""
    result = ids.copy()
    for draw, row in enumerate(result):
        second = list(row[COPY_LENGTH:])
        random.Random(f"other order {draw}").shuffle(second)
        row[COPY_LENGTH:] = second
    return result


def shuffled(ids: Array) -> Array:
    """The same tokens of each text in a random order."""
    return np.random.default_rng(0).permuted(ids, axis=1)
