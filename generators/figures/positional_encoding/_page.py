"""What the figures about word order share: the translator without encoding, sentences."""

from dataclasses import replace
from functools import cache
from itertools import permutations
from typing import Any

import numpy as np

import explainer
from explainer.untrained import untrained
from generators.kit.values import Values

SCENE = ("the", "dog", "sees", "the", "cow")
EXCHANGED = ("the", "cow", "sees", "the", "dog")
GOES_TO = (3, 4, 2, 0, 1)  # where each word of SCENE stands in EXCHANGED
CONTROL_SEED = 0
CODE_NAMES = {"alibi": "ALiBi", "none": "no encoding"}  # the others are words already
NOUNS = ("dog", "cow", "cat", "girl", "boy")
FRAMES = (
    "the {} sees the {}",
    "the {} and the {} are tired",
    "the {} gives the book to the {}",
    "the {} did not follow the {} because it was too tired",
)


@cache
def translator(coded: bool = True) -> explainer.Model:
    """The trained translator with parameters in double precision: rounding errors stay small.

    Without its code it has the same parameters, and nothing says where a word stands.
    """
    return _double(explainer.load("translator"), coded)


@cache
def control(coded: bool = True) -> explainer.Model:
    """A model of the same shapes with random parameters, with the code or without."""
    return _double(untrained(explainer.load("translator"), CONTROL_SEED), coded)


def untrained_with(code: Any) -> explainer.Model:
    """A model of the same shapes with random parameters and this position code."""
    model = explainer.load("translator")
    return untrained(replace(model, config=replace(model.config, positions=code)), CONTROL_SEED)


def outputs(model: explainer.Model, words: tuple[str, ...]) -> np.ndarray:
    """What the encoder makes of the words [words, d_model]."""
    return np.asarray(explainer.encode(model, model.source_vocabulary.encode(list(words))).output)


def sentences() -> list[tuple[str, ...]]:
    """Every frame with every ordered pair of two different nouns."""
    return [
        tuple(frame.format(first, second).split())
        for frame in FRAMES
        for first, second in permutations(NOUNS, 2)
    ]


def code_names(runs: list[Values]) -> list[str]:
    """The codes of an experiment's runs, in the order in which they were run."""
    return list(dict.fromkeys(run["code"] for run in runs))


def _double(model: explainer.Model, coded: bool) -> explainer.Model:
    parameters = {name: np.asarray(a, dtype=np.float64) for name, a in model.parameters.items()}
    config = model.config if coded else replace(model.config, positions="none")
    return replace(model, config=config, parameters=parameters)
