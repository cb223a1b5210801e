"""One word at the end: what it can change in a model that reads from left to right."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.smollm2.measure import most_likely
from experiments.smollm2.model import Trace, forward
from experiments.smollm2.reading import Published
from experiments.smollm2.texts import ANIMALS, PLACES, QUESTION
from experiments.translator.recipe import ENDINGS, NOUNS, PRONOUN
from explainer.arrays import Array


def compare(model: Published, traces: dict[str, Trace], tokens: list[str]) -> dict[str, Any]:
    """The running sentence with both endings, one text a trace."""
    tired, wide = (traces[ending] for ending in ENDINGS)
    apart = np.abs(tired.weights - wide.weights).max(axis=(0, 1, 2, 4))  # the largest of each row
    moved = np.abs(tired.streams - wide.streams).max(axis=(0, 1, 3))
    it, animal, street = (_place(word, tokens) for word in (PRONOUN, *NOUNS))
    return {
        "tokens": tokens,
        "weight_difference_by_row": apart.tolist(),
        "stream_difference_by_place": moved.tolist(),
        "it": it,
        "animal": animal,
        "street": street,
        "it_on_animal": {e: t.weights[:, 0, :, it, animal].tolist() for e, t in traces.items()},
        "it_on_street": {e: t.weights[:, 0, :, it, street].tolist() for e, t in traces.items()},
        "last_on_animal": {e: t.weights[:, 0, :, -1, animal].tolist() for e, t in traces.items()},
        "last_on_street": {e: t.weights[:, 0, :, -1, street].tolist() for e, t in traces.items()},
        "stream_length": np.linalg.norm(tired.streams[:, 0], axis=-1).tolist(),
        "next": {e: most_likely(model, t.logits[0, -1]) for e, t in traces.items()},
    }


def _place(word: str, tokens: list[str]) -> int:
    """Where a word of the running sentence stands, as one token."""
    if f" {word}" not in tokens:
        raise ValueError(f"{word!r} must be one token of {tokens}: change the running sentence")
    return tokens.index(f" {word}")


def ask(model: Published) -> dict[str, Any]:
    """Every animal with every place: which of the two does the model name when asked?"""
    rows = []
    for animal in ANIMALS:
        ids = {
            (place, ending): model.encode(
                QUESTION.format(animal=animal, place=place, ending=ending)
            )
            for place in PLACES
            for ending in ENDINGS
        }
        lengths = {len(one) for one in ids.values()}
        if len(lengths) > 1:
            raise ValueError(f"prompts of {sorted(lengths)} tokens: pick words of one token")
        logits = forward(model.parameters, model.sizes, np.array(list(ids.values()))).logits[:, -1]
        for (place, ending), row in zip(ids, logits, strict=True):
            rows.append(
                {
                    "animal": animal,
                    "place": place,
                    "ending": ending,
                    "animal_minus_place": _gap(model, row, animal, place),
                    "says": most_likely(model, row, 1)[0],
                }
            )
    return {"prompt": QUESTION, "rows": rows}


def _gap(model: Published, logits: Array, animal: str, place: str) -> float:
    """How much larger the animal's logit is than the place's."""
    first, second = (model.encode(f" {word}") for word in (animal, place))
    if len(first) != 1 or len(second) != 1:
        raise ValueError(f"{animal} and {place} must be one token each")
    return float(logits[first[0]] - logits[second[0]])
