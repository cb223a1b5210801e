"""The early model of the page on generating text, and where the finished one is least certain."""

import explainer
from experiments.translator.recipe import SNAPSHOTS_OF
from generators.figures._shared.writing import best_words, chances, measured
from generators.kit.needs import entry
from generators.kit.values import Values


def values() -> Values:
    card = explainer.load(SNAPSHOTS_OF).card
    least = measured()["models"]["finished"]["certainty"]["least_certain"]
    english, french, step = least["english"], least["french"], least["step"]
    row = chances("finished", tuple(english), tuple(french[:step]))[-1]
    first, chance = best_words("finished", row, 1)[0]
    return {
        "step": measured()["early_step"],
        "of_steps": entry("steps", card, f"the card of {SNAPSHOTS_OF}"),
        "finished": {
            "english": " ".join(english),
            "before": " ".join(french[:step]).replace("' ", "'"),
            "right": [*french, "<end>"][step],
            "first": first,
            "first_chance": chance,
        },
    }
