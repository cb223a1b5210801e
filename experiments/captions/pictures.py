"""Pictures of two digits side by side, and the captions that are right for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.vision.digits import Digits
from experiments.vision.fitting import shifted
from explainer.tokenizer import END, PADDING, START, Vocabulary

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LEFT, RIGHT = "L", "R"  # where a form has the number word of that half
FORMS = (  # the first word is given and says which form is wanted
    ("a", LEFT, "then", "a", RIGHT),
    ("right", "of", "a", LEFT, "is", "a", RIGHT),
    ("left", "of", "a", RIGHT, "is", "a", LEFT),
)
GLUE = tuple(dict.fromkeys(word for form in FORMS for word in form if word not in (LEFT, RIGHT)))
WORDS = Vocabulary.of((*GLUE, *NUMBERS))
LONGEST = 1 + max(map(len, FORMS))  # with the end
PADDING_ID = WORDS.ids[PADDING]


@dataclass(frozen=True)
class Pictures:
    """Two digits side by side, and the form of the caption that is wanted of each."""

    images: np.ndarray  # [n, 8, 16], ink 0 to 1
    digits: np.ndarray  # [n, 2], left and right
    forms: np.ndarray  # [n], places in FORMS

    @property
    def exchanged(self) -> Pictures:
        """The same pictures with their halves exchanged, and the same forms."""
        left, right = np.split(self.images, 2, axis=-1)
        return Pictures(np.concatenate([right, left], -1), self.digits[:, ::-1], self.forms)


def caption(form: int, left: int, right: int) -> tuple[str, ...]:
    """The right caption, its end included."""
    said = {LEFT: NUMBERS[left], RIGHT: NUMBERS[right]}
    return (*(said.get(word, word) for word in FORMS[form]), END)


def number_places(form: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """For both number words of a form, in its order: their place, and 0 or 1 for the half."""
    first, second = (
        (place, int(word == RIGHT))
        for place, word in enumerate(FORMS[form])
        if word in (LEFT, RIGHT)
    )
    return first, second


def written_ids(pictures: Pictures) -> np.ndarray:
    """The start and the right captions as ids, padded at the end, [n, 1 + LONGEST]."""
    ids = np.full((len(pictures.forms), 1 + LONGEST), PADDING_ID, dtype=np.int64)
    for row, (form, (left, right)) in enumerate(zip(pictures.forms, pictures.digits, strict=True)):
        words = (START, *caption(form, left, right))
        ids[row, : len(words)] = WORDS.encode(words)
    return ids


def joined(digits: Digits, left: np.ndarray, right: np.ndarray, forms: np.ndarray) -> Pictures:
    """The pictures that two lists of places in ``digits`` give."""
    images = np.concatenate([digits.images[left], digits.images[right]], axis=-1)
    return Pictures(images, np.stack([digits.labels[left], digits.labels[right]], -1), forms)


def pictures_for_test(digits: Digits) -> Pictures:
    """Every digit once on the left and once on the right, the forms in turn."""
    n = len(digits.labels)
    right = np.random.default_rng(0).permutation(n)
    return joined(digits, np.arange(n), right, np.arange(n) % len(FORMS))


def batches(digits: Digits, size: int, random: np.random.Generator) -> Iterator[Pictures]:
    """Random pairs without end, each digit moved by up to one pixel."""
    while True:
        pairs = random.integers(0, len(digits.labels), (2, size))
        moved = Digits(shifted(digits.images[pairs.ravel()], random), digits.labels[pairs.ravel()])
        places = np.arange(size)
        yield joined(moved, places, size + places, random.integers(0, len(FORMS), size))
