"""The two models of the page on generating text, and where each is least certain."""

import explainer
from experiments.translator.recipe import SNAPSHOTS_OF
from generators.figures._shared.writing import NAMES, best_words, chances, measured
from generators.kit.needs import entry
from generators.kit.values import Values


def values() -> Values:
    card = explainer.load(SNAPSHOTS_OF).card
    found: Values = {
        "step": measured()["early_step"],
        "of_steps": entry("steps", card, f"the card of {SNAPSHOTS_OF}"),
        "repeats": len(measured()["timing"]["translator"]["steps"][0]["cached"]),
    }
    for name in NAMES:
        least = measured()["models"][name]["certainty"]["least_certain"]
        english, french, step = least["english"], least["french"], least["step"]
        row = chances(name, tuple(english), tuple(french[:step]))[-1]
        first, second = best_words(name, row, 2)
        found[name] = {
            "english": " ".join(english),
            "before": " ".join(french[:step]).replace("' ", "'"),
            "right": [*french, "<end>"][step],
            "first": first[0],
            "first_chance": first[1],
            "second": second[0],
            "second_chance": second[1],
        }
    return found
