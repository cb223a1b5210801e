"""Right captions, where the decoder looks while it writes a number word, and whether it must."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.captions.pictures import (
    FORMS,
    LONGEST,
    NUMBERS,
    WORDS,
    Pictures,
    number_places,
    written_ids,
)
from experiments.captions.writer import COLUMNS, ROWS, Parameters, score, see, write

_RIGHT = np.tile(np.arange(COLUMNS) >= COLUMNS // 2, ROWS)
HALVES = (~_RIGHT, _RIGHT)  # [patches], True on the left half and on the right half


def as_words(pictures: Pictures, parameters: Parameters) -> list[tuple[str, ...]]:
    """What is written of each picture, up to the end and with it."""
    lengths = [len(FORMS[form]) + 1 for form in pictures.forms]
    first = WORDS.encode([FORMS[form][0] for form in pictures.forms])
    written = write(parameters, pictures.images, first)
    return [WORDS.decode(ids[:n]) for ids, n in zip(written, lengths, strict=True)]


def wanted(pictures: Pictures) -> list[tuple[str, ...]]:
    """The right caption of each picture, its end included."""
    lengths = [len(FORMS[form]) + 1 for form in pictures.forms]
    ids = written_ids(pictures)[:, 1:]
    return [WORDS.decode(row[:n]) for row, n in zip(ids, lengths, strict=True)]


def exact(parameters: Parameters, pictures: Pictures) -> dict[str, Any]:
    """The share of captions that are right in every word, and of number words that are."""
    pairs = list(zip(as_words(pictures, parameters), wanted(pictures), strict=True))
    right = np.array([said == meant for said, meant in pairs])
    numbers = [
        said[place] == meant[place]
        for (said, meant), form in zip(pairs, pictures.forms, strict=True)
        for place, _ in number_places(form)
    ]
    return {
        "exact": float(right.mean()),
        "exact_by_form": [
            float(right[pictures.forms == form].mean()) for form in range(len(FORMS))
        ],
        "numbers": float(np.mean(numbers)),
    }


def exchange(parameters: Parameters, pictures: Pictures) -> dict[str, float]:
    """How often the number words change places, and nothing else changes, when the halves do."""
    turned = []
    before, after = (as_words(each, parameters) for each in (pictures, pictures.exchanged))
    for said, then, form in zip(before, after, pictures.forms, strict=True):
        (one, _), (other, _) = number_places(form)
        swapped = list(said)
        swapped[one], swapped[other] = said[other], said[one]
        turned.append(tuple(swapped) == then)
    return {"words_exchange": float(np.mean(turned))}


def cross_weights(parameters: Parameters, pictures: Pictures) -> np.ndarray:
    """Mean of the heads of the last layer while each right word is written: [n, LONGEST, patches].

    Row i belongs to the step that writes word i; what lies behind a caption's end means nothing.
    """
    ids = written_ids(pictures)[:, :LONGEST]
    trace, _ = score(parameters, see(parameters, pictures.images), ids)
    across = trace.layers[-1].cross_attention
    assert across is not None  # the model has an encoder
    return np.asarray(across.weights.mean(axis=1))


def on_own_half(parameters: Parameters, pictures: Pictures) -> dict[str, list[list[float]]]:
    """The share of attention on the half whose digit is named: mean, [forms][number words]."""
    weights = cross_weights(parameters, pictures)
    shares = []
    for form in range(len(FORMS)):
        of_form = weights[pictures.forms == form]
        shares.append(
            [
                float(of_form[:, place][:, HALVES[half]].sum(-1).mean())
                for place, half in number_places(form)
            ]
        )
    return {"on_own_half": shares}


def closed(parameters: Parameters, pictures: Pictures) -> dict[str, dict[str, float]]:
    """Number words that are right with one half closed to cross-attention in every layer.

    All words before are the right ones. ``own``: the half whose digit is named is closed.
    """
    ids = written_ids(pictures)
    memory = see(parameters, pictures.images)
    found: dict[str, list[bool]] = {"own": [], "other": []}
    for half in (0, 1):
        open_patches = ~HALVES[half][None]
        _, logits = score(parameters, memory, ids[:, :LONGEST], open_patches)
        right = logits.argmax(-1) == ids[:, 1:]
        for row, form in enumerate(pictures.forms):
            for place, named in number_places(form):
                found["own" if named == half else "other"].append(bool(right[row, place]))
    return {"closed": {name: float(np.mean(each)) for name, each in found.items()}}


def example(parameters: Parameters, pictures: Pictures) -> dict[str, Any]:
    """The first picture of two unlike digits with a caption of each form."""
    place = int(np.flatnonzero(pictures.digits[:, 0] != pictures.digits[:, 1])[0])
    forms = np.arange(len(FORMS))
    chosen = Pictures(
        np.repeat(pictures.images[[place]], len(forms), 0),
        np.repeat(pictures.digits[[place]], len(forms), 0),
        forms,
    )
    weights = cross_weights(parameters, chosen)
    said = as_words(chosen, parameters)
    captions = [
        {"words": list(words[:-1]), "weights": weights[form, : len(words) - 1].tolist()}
        for form, words in enumerate(said)
    ]
    left, right = pictures.digits[place]
    return {
        "image": pictures.images[place].tolist(),
        "digits": [NUMBERS[left], NUMBERS[right]],
        "captions": captions,
    }
