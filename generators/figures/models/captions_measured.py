"""How well captions of two digits are written, and where the decoder looks for number words."""

from typing import Any

from generators.kit.seeds import brief, over_seeds
from generators.kit.values import Values
from generators.pipeline import results

FORMS = ("left_then_right", "right_of", "left_of")  # as the experiment orders them
ORDERS = ("first", "second")  # of the number words of a caption


def values() -> Values:
    found = results.read("captions")
    runs = found["runs"]
    return {
        "seeds": len(runs),
        "parameters": found["parameters"],
        "steps": found["steps"],
        "batch": found["batch"],
        "test": found["test_pictures"],
        **over_seeds(runs, "exact", "numbers", "words_exchange", "cpu_seconds"),
        "looks": _looks(runs),
        "untrained": _looks(found["untrained"])["all"],
        "closed": {name: brief([run["closed"][name] for run in runs]) for name in ("own", "other")},
        "other_half_costs": brief([run["numbers"] - run["closed"]["other"] for run in runs]),
    }


def _looks(runs: list[dict[str, Any]]) -> Values:
    """The share on the half whose digit is named: each form and number word, and all of them."""
    shares = [run["on_own_half"] for run in runs]
    found = {
        name: {
            word: brief([share[form][place] for share in shares])
            for place, word in enumerate(ORDERS)
        }
        for form, name in enumerate(FORMS)
    }
    return found | {"all": brief([one for share in shares for form in share for one in form])}
