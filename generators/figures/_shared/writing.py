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


@cache
def dictionary() -> dict[str, str]:
    """French nouns in English: what the finished translator, surest first, makes of *the* ..."""
    of = model("finished")
    found: dict[str, tuple[float, str]] = {}
    for english in of.source_vocabulary.words:
        ids = explainer.greedy(of, of.source_vocabulary.encode(["the", english]), 4)
        made = of.target_vocabulary.decode(ids)
        if len(made) == 3:  # an article, the noun, <end>
            sure = float(chances("finished", ("the", english), made[:2]).max(axis=-1).prod())
            found[made[1]] = max(found.get(made[1], (0.0, "")), (sure, english))
    return {french: english for french, (_, english) in found.items()}


def best_words(name: str, row: np.ndarray, n: int) -> list[tuple[str, float]]:
    """The n most likely words of a distribution with their probabilities, the likeliest first."""
    order = np.argsort(-row, kind="stable")[:n]
    return [(model(name).target_vocabulary.words[i], float(row[i])) for i in order]
