"""What the figures of the decoder share: its sentences, its models, its cross-attention weights.

Row i of the decoder predicts French token i; its input is the token before.
"""

from functools import cache

import numpy as np

import explainer
from experiments.translator.recipe import PRONOUNS, RUNNING
from generators.figures._shared.trainings import by_seed
from generators.kit.values import Values

TIRED, WIDE = RUNNING.values()
TOWER = "the famous european tower"
FOUR_HEADS, ONE_HEAD = "translator", "translator-one-head"
# Where each French word of the tower's translation comes from: position of the English word.
TOWER_SOURCES = {"la": 0, "tour": 3, "européenne": 2, "célèbre": 1}


@cache
def model(name: str = FOUR_HEADS) -> explainer.Model:
    """A committed model, read once."""
    return explainer.load(name)


@cache
def translation(text: str, name: str = FOUR_HEADS) -> explainer.Translation:
    """The translation of a sentence with its trace."""
    return explainer.translate(model(name), text)


def cross_weights(text: str, name: str = FOUR_HEADS) -> np.ndarray:
    """Cross-attention weights [layers, heads, French rows, English words]."""
    layers = translation(text, name).trace.decoder.layers
    return np.stack([np.asarray(layer.cross_attention.weights) for layer in layers])  # type: ignore[union-attr]


def row_inputs(tokens: tuple[str, ...]) -> list[str]:
    """What each decoder row reads: the start token, then the words shifted by one."""
    return ["<start>", *tokens[:-1]]


def probabilities(text: str, name: str = FOUR_HEADS) -> np.ndarray:
    """The probability of every French word at every row [rows, vocabulary]."""
    return np.asarray(explainer.softmax(translation(text, name).trace.logits.astype(np.float64)))


def pronoun_row(text: str, name: str = FOUR_HEADS) -> int:
    """The row that predicts the word after *qu'*."""
    return translation(text, name).tokens.index("qu'") + 1


def pronoun_chances(text: str, name: str = FOUR_HEADS) -> dict[str, float]:
    """P(il) and P(elle) at that row."""
    row = probabilities(text, name)[pronoun_row(text, name)]
    ids = model(name).target_vocabulary.ids
    return {word: float(row[ids[word]]) for word in PRONOUNS}


def seeds(runs: list[Values], variant: str) -> list[Values]:
    """The runs of one variant, that of the pages first."""
    return by_seed([run for run in runs if run["variant"] == variant])
