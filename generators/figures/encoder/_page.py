"""What the experiment on the encoder measured, as the figures need it."""

from generators.figures._shared.trainings import by_seed
from generators.kit.charts import Scale
from generators.kit.values import Values
from generators.pipeline import results

VARIANTS = {"translator": "four heads", "translator-one-head": "one head"}
SENTENCES = Scale((0, 1), {1.0: "all", 0.5: "half", 0.0: "none"})  # how many are still right


def read() -> Values:
    """The results of ``experiments/context``."""
    return results.read("context")


def models(variant: str) -> list[Values]:
    """The measurements of one variant, that of the pages first."""
    found: list[Values] = []
    for name, measured in read()["models"].items():
        of_variant, _, seed = name.rpartition(" seed ")
        if of_variant == variant:
            found.append({"seed": int(seed), "measured": measured})
    return [one["measured"] for one in by_seed(found)]
