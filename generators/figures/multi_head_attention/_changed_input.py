"""The results on changed input: what was done to the sentence, in words, and both variants."""

from generators.figures._shared.trainings import by_seed
from generators.kit.seeds import brief
from generators.kit.values import Values
from generators.pipeline import results

KINDS = {
    "doubled": "a word doubled",
    "exchanged": "two neighbours exchanged",
    "replaced": "another word of its kind",
    "random word": "any other word",
    "dropped": "a word left out",
}


def read() -> Values:
    """Everything that was measured."""
    return results.read("robustness")


def variants() -> dict[str, list[Values]]:
    """The models with several heads, and those with fewer, that of the pages first."""
    found = read()["models"]
    most = max(model["heads"] for model in found)
    return {
        "several": by_seed([model for model in found if model["heads"] == most]),
        "one": by_seed([model for model in found if model["heads"] < most]),
    }


def shares(models: list[Values], kind: str, group: str = "all") -> Values:
    """One share of every seed in brief; ``kind`` is a kind of change or "all kinds"."""
    sides = [model if kind == "all kinds" else model["kinds"] for model in models]
    return brief([side[kind][group]["share"] for side in sides])
