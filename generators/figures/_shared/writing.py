"""What the figures on generating text share: the two models, a step's distribution, its words."""

from functools import cache

import numpy as np

import explainer
from explainer.model import Config
from explainer.sampling import with_temperature
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.figures._shared.trainings import model_at
from generators.kit.values import Values
from generators.pipeline import results

TEXT = SENTENCE + ENDINGS[0]
# The decoder of the original base model, as experiments/decoding/timing.py builds it.
BASE_SIZED = Config(1000, 1000, 512, 8, 2048, encoder_layers=1, decoder_layers=6)
NAMES = {"finished": "finished translator", "early": "early model"}


def measured() -> Values:
    """The results of experiments/decoding."""
    return results.read("decoding")


@cache
def model(name: str) -> explainer.Model:
    """The finished translator, or the one-head variant early in its training."""
    if name == "finished":
        return explainer.load("translator")
    return model_at(measured()["early_step"])


@cache
def chances(name: str, english: tuple[str, ...], french: tuple[str, ...]) -> np.ndarray:
    """Distributions over the next word, the French given: after <start> and after every word.

    [words + 1, vocabulary]; row i is what comes after i French words.
    """
    of = model(name)
    source = of.source_vocabulary.encode(english)
    written = of.target_vocabulary.encode(["<start>", *french])
    logits = explainer.forward(of, source, written).logits
    probabilities: np.ndarray = with_temperature(logits, 1.0)
    return probabilities


def best_words(name: str, row: np.ndarray, n: int) -> list[tuple[str, float]]:
    """The n most likely words of a distribution with their probabilities, the likeliest first."""
    order = np.argsort(-row, kind="stable")[:n]
    return [(model(name).target_vocabulary.words[i], float(row[i])) for i in order]
