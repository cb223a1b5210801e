"""The birth of an induction head: what was measured along training, and the model to look into."""

from functools import cache

import numpy as np

import explainer
from explainer.transformer import decode, next_word_logits
from generators.kit.values import Values
from generators.pipeline import results
from generators.pipeline.paths import ROOT

# Words that are one token each, in an order that says nothing; the space belongs to the token.
WORDS = (" king", " land", " city", " hand", " word")
NAMES = {
    "one-head": "one head",
    "four-heads": "four heads",
    "one-layer": "one layer",
    "text-only": "text alone",
    "no-repeats": "never repeated",
}


@cache
def read() -> Values:
    """The committed results."""
    return results.read("induction")


def runs(variant: str) -> list[Values]:
    """The runs of one variant, by seed."""
    found = [run for run in read()["runs"] if run["variant"] == variant]
    return sorted(found, key=lambda run: int(run["seed"]))


@cache
def pictures() -> dict[str, np.ndarray]:
    """Attention of the first run on one sequence: weights [moment, layer, query, key], 0 to 1."""
    with np.load(ROOT / "experiments" / "induction" / "attention_along_training.npz") as stored:
        return {"weights": stored["weights"] / 255, "steps": stored["steps"], "ids": stored["ids"]}


@cache
def model() -> explainer.Model:
    """One head a layer, seed 0, after training."""
    return explainer.load("induction")


def passed(values: list[float], steps: list[int], level: float) -> int | None:
    """The first measured step at which a curve is at or above the level."""
    return next((step for step, value in zip(steps, values, strict=True) if value >= level), None)


def reading(words: tuple[str, ...]) -> Values:
    """Weights of both layers [who looks, what is looked at], and chances after the last word."""
    vocabulary = model().target_vocabulary
    trace = decode(model(), vocabulary.encode(words))
    chances = explainer.softmax(next_word_logits(model(), trace)[-1].astype(float))
    return {
        "weights": [np.asarray(layer.self_attention.weights[0]) for layer in trace.layers],
        "chances": chances,
        "best": [int(i) for i in chances.argsort()[::-1][:3]],
    }
