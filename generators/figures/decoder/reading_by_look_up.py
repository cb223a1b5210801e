"""What choosing *il* or *elle* takes: how far look-ups of single words get, as numbers only."""

from generators.kit.figure import Values
from generators.pipeline import results

WORDS = ("adjective", "verb", "subject", "object", "bag of words")


def values() -> Values:
    found = results.read("translator")["controls"]
    reading, pronoun = found["reading"], found["pronoun"]
    return {
        "fitted_on": found["fitted_on"],
        "n": {"reading": reading["n"], "pronoun": pronoun["n"]},
        "adjective": {"reading": reading["adjective"]},
        "verb": {"reading": reading["verb"]},
        "bag": {"reading": reading["bag of words"]},
        "both": {"reading": reading["verb and adjective"]},
        "best_reading": max(reading[word] for word in WORDS),
        "best_pronoun": max(pronoun[word] for word in (*WORDS, "verb and adjective")),
    }
